/** A person's window at 320 px: every page it meets is looked at, every complaint of the browser counts. */
import { expect } from '@jest/globals';
import type { Browser, BrowserContext } from 'playwright-core';
import type { Locale } from '../../src/domain/realm.js';
import { listen, look } from './look.js';
import { type Languages, type Tab, tabOf } from './tab.js';

export interface Visit {
  readonly context: BrowserContext;
  readonly locale: Locale;
  /** the first tab */
  readonly tab: Tab;
  newTab(): Promise<Tab>;
  /** Closes the browser's window; fails when the browser complained about anything. */
  close(): Promise<void>;
}

export interface VisitOptions {
  readonly locale: Locale;
  /** JavaScript; on unless told */
  readonly withScript?: boolean;
}

const SMALL_PHONE = { width: 320, height: 640 };
const BROWSER_LOCALE = { fr: 'fr-FR', en: 'en-GB' } as const;
const PATIENCE_MS = 20_000;

export async function openVisit(browser: Browser, { locale, withScript = true }: VisitOptions): Promise<Visit> {
  const context = await browser.newContext({
    viewport: SMALL_PHONE,
    locale: BROWSER_LOCALE[locale],
    javaScriptEnabled: withScript,
  });
  context.setDefaultTimeout(PATIENCE_MS);
  const complaints: string[] = [];
  const languages: Languages = new Map();
  const newTab = async () => {
    const page = await context.newPage();
    listen(page, complaints);
    return tabOf(page, locale, languages, (seen, language) => look(seen, language, withScript));
  };
  return {
    context,
    locale,
    tab: await newTab(),
    newTab,
    async close() {
      await context.close();
      expect(complaints).toEqual([]);
    },
  };
}
