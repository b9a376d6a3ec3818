/**
 * `npm run pictures -- [--only consent,dead-end/unavailable] [--locale fr] [--width 320] [--scheme dark]
 * [--out folder]`: every page and
 * state of the catalogue, photographed into `pictures/` with an index to look through them (design: Proof).
 */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Page } from 'playwright-core';
import type { Locale } from '../../src/domain/realm.js';
import { launchChromium } from '../infrastructure/chromium.js';
import type { CatalogueEntry } from '../pages/catalogue.js';
import { type PageServer, startPageServer } from '../pages/page_server.js';
import { indexPage, type Picture, type Scheme } from './index_page.js';

const HEIGHT = 640;
const LOCALES: readonly Locale[] = ['fr', 'en'];
const WIDTHS = ['320', '1280'];
const SCHEMES: readonly Scheme[] = ['light', 'dark'];

/**
 * @param args `--only`: states whose name starts so, separated by commas; the others choose one of each kind
 * @returns the exit code: 1 when no state has such a name
 */
export async function takePictures(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      only: { type: 'string', default: '' },
      locale: { type: 'string' },
      width: { type: 'string' },
      scheme: { type: 'string' },
      out: { type: 'string', default: 'pictures' },
    },
  });
  const starts = values.only.split(',');
  const folder = values.out;
  const server = await startPageServer();
  const browser = await launchChromium();
  try {
    const entries = server.entries.filter(({ name }) => starts.some((start) => name.startsWith(start)));
    const pictures: Picture[] = [];
    rmSync(folder, { recursive: true, force: true });
    for (const width of chosen(WIDTHS, values.width))
      for (const scheme of chosen(SCHEMES, values.scheme)) {
        const context = await browser.newContext({
          viewport: { width: Number(width), height: HEIGHT },
          colorScheme: scheme,
        });
        const page = await context.newPage();
        for (const locale of chosen(LOCALES, values.locale))
          for (const entry of entries)
            pictures.push(await take(page, server, folder, entry, { locale, width: Number(width), scheme }));
        await context.close();
      }
    if (pictures.length === 0) {
      console.error('no page has such a name');
      return 1;
    }
    writeFileSync(join(folder, 'index.html'), indexPage(pictures));
    console.log(`${pictures.length} pictures of ${entries.length} states: ${folder}/index.html`);
    return 0;
  } finally {
    await browser.close();
    await server.close();
  }
}

async function take(
  page: Page,
  server: PageServer,
  folder: string,
  entry: CatalogueEntry,
  look: { readonly locale: Locale; readonly width: number; readonly scheme: Scheme },
): Promise<Picture> {
  const file = `${entry.name}.${look.locale}.${look.width}.${look.scheme}.png`;
  mkdirSync(dirname(join(folder, file)), { recursive: true });
  await page.goto(server.address(entry, look.locale));
  await page.screenshot({ path: join(folder, file), fullPage: true });
  return { ...look, name: entry.name, file };
}

function chosen<T extends string>(all: readonly T[], one: string | undefined): readonly T[] {
  return one === undefined ? all : all.filter((each) => each === one);
}
