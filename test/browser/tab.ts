/** What a person does in one tab of a browser, from the portal's button to the code. */
import type { BrowserContext, Page } from 'playwright-core';
import type { Locale } from '../../src/domain/realm.js';
import type { TestPerson } from '../harness/scenario.js';

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
  askForCode(channel: 'email' | 'sms' | 'voice'): Promise<void>;
  typeCode(code: string): Promise<void>;
}

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
export const LEAVE_BUTTON = 'form[action$="/session/end/confirm"] button[name=logout]';
export const SENSITIVE_ACTION = 'a[href="/action"]';
export const ACTION_BUTTON = 'form[action="/action"] button';

/** The authorization request that the portal's button makes in this browser: an address, for tests to follow their way. */
export async function askedBy(portal: string, { request }: BrowserContext): Promise<string> {
  const answer = await request.get(`${portal}/connexion`, { maxRedirects: 0 });
  return answer.headers()['location'] ?? '';
}

/** What the person chose on a site, by origin; the visit's language elsewhere. */
export type Languages = Map<string, Locale>;

/**
 * @param locale the person's language
 * @param languages shared by the tabs of one browser
 * @param onArrival told of each page that an action led to, with the language it should be in
 */
export function tabOf(
  page: Page,
  locale: Locale,
  languages: Languages,
  onArrival: (page: Page, language: Locale) => Promise<void>,
): Tab {
  const language = () => languages.get(new URL(page.url()).origin) ?? locale;
  // A person sees one tab at a time; what lies behind it is drawn once a second at most.
  const turnTo = () => page.bringToFront();
  const arrive = async (action: () => Promise<unknown>) => {
    await turnTo();
    await Promise.all([page.waitForEvent('load'), action()]);
    await onArrival(page, language());
  };
  const press = (selector: string) => arrive(() => page.click(selector, { noWaitAfter: true }));
  const tab: Tab = {
    page,
    heading: () => shownIn(page, 'h1'),
    words: () => shownIn(page, 'body'),
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
      await turnTo();
      await page.fill('#identifier', identifier);
      await page.fill('#password', password);
      await press(LOGIN_BUTTON);
    },
    async askForCode(channel) {
      await turnTo();
      await page.check(`input[name=contact][value^="${channel}."]`);
      await press(SEND_BUTTON);
    },
    async typeCode(code) {
      await turnTo();
      await page.fill('#code', code);
      await press(VERIFY_BUTTON);
    },
  };
  return tab;
}

function shownIn(page: Page, selector: string): Promise<string> {
  // biome-ignore lint/performance/useDomNodeTextContent: what is hidden was not told to the person
  return page.locator(selector).innerText();
}
