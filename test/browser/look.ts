/**
 * What is asked of every page and state that a journey meets: axe finds nothing, nothing overflows at 320 px, one first
 * heading, the language is the person's, less than 30 kB with everything it loads (X1, X2).
 */
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { expect } from '@jest/globals';
import type { ConsoleMessage, Page } from 'playwright-core';
import type { Locale } from '../../src/domain/realm.js';
import { testVariable } from '../infrastructure/environment.js';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const MOST_BYTES = 30_000;

interface Seen {
  readonly state: string;
  readonly language: string;
  readonly headings: number;
  readonly overflows: boolean;
  readonly bytes: number;
}

/** @param withScript axe needs a page that runs scripts; without, the same states are known from elsewhere */
export async function look(page: Page, locale: Locale, withScript: boolean): Promise<void> {
  const { bytes, ...seen } = await page.evaluate((): Seen => {
    const root = document.documentElement;
    const loaded = [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')];
    const said = [...document.querySelectorAll('h1, [role=alert], [role=status]')].map((part) => part.textContent);
    return {
      state: `${location.port} ${location.pathname.replace(/interaction\/[^/]+/, 'interaction')} ${said.join(' / ')}`,
      language: root.lang,
      headings: document.querySelectorAll('h1').length,
      overflows: root.scrollWidth > root.clientWidth,
      bytes: loaded.reduce((sum, entry) => sum + (entry as PerformanceResourceTiming).encodedBodySize, 0),
    };
  });
  const wanted = { state: seen.state, language: locale, headings: 1, overflows: false };
  expect(seen).toEqual(wanted);
  expect(bytes).toBeLessThan(MOST_BYTES);
  const key = `${locale} ${seen.state.replace(/\d+/g, '#')}`;
  if (!withScript || !isNew(key)) return;
  expect({ state: seen.state, violations: await violationsOf(page) }).toEqual({ state: seen.state, violations: [] });
}

/** Is it a state that axe has not seen in this run? A second look, in this file or another, finds the same. */
function isNew(state: string): boolean {
  const folder = join(testVariable('POTERNE_TEST_RUN_DIR'), 'states_seen');
  mkdirSync(folder, { recursive: true });
  try {
    writeFileSync(join(folder, createHash('sha256').update(state).digest('hex')), '', { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** By the protocol, so that the page's own policy against inline script stays in force. */
async function violationsOf(page: Page): Promise<unknown> {
  await page.evaluate(AXE);
  return page.evaluate(async (tags) => {
    interface Axe {
      run(
        options: unknown,
      ): Promise<{ violations: ReadonlyArray<{ id: string; nodes: ReadonlyArray<{ html: string }> }> }>;
    }
    const { axe } = globalThis as unknown as { axe: Axe };
    const { violations } = await axe.run({ runOnly: tags, resultTypes: ['violations'] });
    return violations.map(({ id, nodes }) => [id, ...nodes.map(({ html }) => html)]);
  }, TAGS);
}

/** Collects what the browser complains about: script errors, blocked content, files that are not there. */
export function listen(page: Page, complaints: string[]): void {
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error' && !isOwnStatus(message, page)) complaints.push(message.text());
  });
}

/** A page that is itself an error (422, an unavailable upstream's 502 …) is told about by the browser as a failed load. */
function isOwnStatus(message: ConsoleMessage, page: Page): boolean {
  const isStatus = /^Failed to load resource: the server responded with a status of (4\d\d|50[23])/.test(
    message.text(),
  );
  return isStatus && !/\.(css|js|svg)$/.test(new URL(message.location().url || page.url()).pathname);
}
