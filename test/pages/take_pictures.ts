/**
 * Takes every page and state at 320 and 1280 px, light and dark, French and English, with an index page to look through
 * them (design: Proof).
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import type { Locale } from '../../src/domain/realm.js';
import { startPageServer } from './page_server.js';

export interface PicturesInput {
  readonly folder: string;
  readonly executablePath?: string;
  /** only the states whose name contains it */
  readonly only?: string;
}

const WIDTHS_PX = [320, 1280] as const;
const SCHEMES = ['light', 'dark'] as const;
const LOCALES: readonly Locale[] = ['fr', 'en'];

/** @returns how many pictures were taken */
export async function takePictures({
  folder,
  executablePath = '/usr/bin/chromium',
  only = '',
}: PicturesInput): Promise<number> {
  const server = await startPageServer();
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  const taken: string[] = [];
  try {
    mkdirSync(folder, { recursive: true });
    for (const width of WIDTHS_PX) {
      for (const colorScheme of SCHEMES) {
        const context = await browser.newContext({ viewport: { width, height: 800 }, colorScheme });
        const page = await context.newPage();
        for (const entry of server.entries.filter(({ name }) => name.includes(only))) {
          for (const locale of LOCALES) {
            await page.goto(server.address(entry, locale));
            const file = `${entry.name.replaceAll('/', '_')}.${locale}.${width}.${colorScheme}.png`;
            await page.screenshot({ path: join(folder, file), fullPage: true });
            taken.push(file);
          }
        }
        await context.close();
      }
    }
  } finally {
    await browser.close();
    await server.close();
  }
  writeFileSync(join(folder, 'index.html'), indexOf(taken));
  return taken.length;
}

function indexOf(files: readonly string[]): string {
  const figures = [...files]
    .sort()
    .map(
      (file) =>
        `<figure><img loading="lazy" src="${file}" alt="" width="300"><figcaption>${file}</figcaption></figure>`,
    );
  return `<!doctype html><meta charset="utf-8"><title>Pages</title><style>body{display:flex;flex-wrap:wrap;gap:16px;align-items:flex-start;font:14px sans-serif}figure{margin:0}img{border:1px solid #999}</style>${figures.join('\n')}`;
}
