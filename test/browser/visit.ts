/** A person's browser at 320 px: what they do in a tab, and a look at every page it leads to. */
import { expect } from '@jest/globals';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import type { Locale } from '../../src/domain/realm.js';
import type { TestPerson } from '../harness/scenario.js';
import { listen, look } from './look.js';

export interface Tab {
  readonly page: Page;
  heading(): Promise<string>;
  /** everything that can be read on the page */
  words(): Promise<string>;
  /** Does what leads to another page, and looks at that page. */
  arrive(action: () => Promise<unknown>): Promise<void>;
  go(address: string): Promise<void>;
  press(selector: string): Promise<void>;
  back(): Promise<void>;
  reload(): Promise<void>;
  /** Follows the page's own link to the other language. */
  switchLanguage(): Promise<void>;
  /** From the portal's home to the first page of the sign-in. */
  startSignIn(portal: string): Promise<void>;
  giveCredentials(person: Pick<TestPerson, 'identifier' | 'password'>): Promise<void>;
  /** Chooses where to receive a code and has it sent. */
  askForCode(channel: 'email' | 'sms'): Promise<void>;
  typeCode(code: string): Promise<void>;
}

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
const PATIENCE_MS = 8_000;

export const LOGIN_BUTTON = 'form[action$="/login"] button[type=submit]';
export const SEND_BUTTON = 'form[action$="/one_time_code/send"] button[type=submit]';
export const VERIFY_BUTTON = 'form[action$="/one_time_code/verify"] button[type=submit]';
export const RESEND_BUTTON = 'form[action$="/one_time_code/resend"] button[type=submit]';
export const OTHER_WAY = 'a[href$="/one_time_code/channels"]';
export const CANCEL = 'a[href$="/cancel"]';
/** the one way on of a page where a journey stops */
export const WAY_ON = 'main a.button';
export const SIGN_IN = 'a[href="/connexion"]';
export const SIGN_OUT = 'form[action="/deconnexion"] button';
export const SENSITIVE_ACTION = 'a[href="/action/commencer"]';

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
    return tabOf(page, { locale, withScript }, languages);
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

/** What the person chose on a site, by origin; the visit's language elsewhere. */
type Languages = Map<string, Locale>;

function tabOf(page: Page, { locale, withScript }: Required<VisitOptions>, languages: Languages): Tab {
  const language = () => languages.get(new URL(page.url()).origin) ?? locale;
  const arrive = async (action: () => Promise<unknown>) => {
    await Promise.all([page.waitForEvent('load'), action()]);
    await look(page, language(), withScript);
  };
  const press = (selector: string) => arrive(() => page.click(selector, { noWaitAfter: true }));
  const tab: Tab = {
    page,
    heading: () => page.innerText('h1'),
    words: () => page.innerText('body'),
    arrive,
    press,
    go: (address) => arrive(() => page.goto(address)),
    back: () => arrive(() => page.goBack()),
    reload: () => arrive(() => page.reload()),
    async switchLanguage() {
      languages.set(new URL(page.url()).origin, language() === 'fr' ? 'en' : 'fr');
      await press('header a[hreflang]');
    },
    async startSignIn(portal) {
      await tab.go(`${portal}/?lang=${locale}`);
      await press(SIGN_IN);
    },
    async giveCredentials({ identifier, password }) {
      await page.fill('#identifier', identifier);
      await page.fill('#password', password);
      await press(LOGIN_BUTTON);
    },
    async askForCode(channel) {
      await page.check(`input[name=contact][value^="${channel}."]`);
      await press(SEND_BUTTON);
    },
    async typeCode(code) {
      await page.fill('#code', code);
      await press(VERIFY_BUTTON);
    },
  };
  return tab;
}
