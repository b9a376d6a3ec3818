/** Nothing loses a sign-in: back, reload, other tabs, the mailbox, an hour's absence, blocked cookies (I2). */
import { describe, expect, test } from '@jest/globals';
import { PORTAL_TEXT } from '../../demo/portal/text.js';
import { text as deadEndText } from '../../interactions/dead_end/text.js';
import { text as loginText } from '../../interactions/login/text.js';
import { text as codeText } from '../../interactions/one_time_code/text.js';
import { passSeconds } from '../harness/moving_time.js';
import { CLAIRE } from '../harness/scenario.js';
import { setStage } from './stage.js';
import { askedBy, type Tab, WAY_ON } from './tab.js';
import type { Visit } from './visit.js';

const stage = setStage('browser_coming_back');
const INTERACTION_SECONDS = 3600;
const SESSION_IDLE_SECONDS = 30 * 60;

const locale = 'fr';

describe(`at 320 px in ${locale}`, () => {
  const code = codeText[locale];
  const ends = deadEndText[locale].pages;
  const visiting = (journey: (visit: Visit) => Promise<void>) => stage.visit({ locale }, journey);
  const signedIn = PORTAL_TEXT[locale].hello('Claire MARTIN');
  const enterCode = async (tab: Tab) => tab.typeCode(await stage.world.code(CLAIRE.email));

  async function reachCode(tab: Tab): Promise<void> {
    await tab.startSignIn(stage.world.caf);
    await tab.giveCredentials(CLAIRE);
    await tab.askForCode('email');
  }

  test('I2 the back button from the code leads to the code, and reloading sends nothing', () =>
    visiting(async ({ tab }) => {
      await tab.startSignIn(stage.world.caf);
      const loginPage = tab.page.url();
      await tab.giveCredentials(CLAIRE);
      await tab.askForCode('email');
      const sent = await stage.world.codesSent(CLAIRE.email);
      await tab.reload();
      expect(await tab.heading()).toBe(code.enter.title);
      await tab.back();
      expect(await tab.heading()).toBe(code.enter.title);
      await tab.back();
      expect(await tab.heading()).toBe(code.enter.title);
      await tab.go(loginPage);
      expect(await tab.heading()).toBe(code.enter.title);
      expect(await stage.world.codesSent(CLAIRE.email)).toBe(sent);
      await enterCode(tab);
      expect(await tab.heading()).toBe(signedIn);
    }));

  test('I2 X2 after mistakes the back button and reloading lead to where the person is, and send nothing again', () =>
    visiting(async ({ tab }) => {
      await tab.startSignIn(stage.world.caf);
      await tab.giveCredentials({ ...CLAIRE, password: '50718263' });
      await tab.giveCredentials({ ...CLAIRE, password: '50718264' });
      await tab.reload();
      expect(await tab.heading()).toBe(loginText[locale].title.first);
      expect(await tab.words()).not.toContain(loginText[locale].wrongPair.number);
      await tab.back();
      expect(await tab.heading()).toBe(loginText[locale].title.first);
      await tab.giveCredentials(CLAIRE);
      await tab.back();
      expect(await tab.heading()).toBe(code.choose.title);
      await tab.askForCode('email');
      const right = await stage.world.code(CLAIRE.email);
      await tab.typeCode(right === '000000' ? '000001' : '000000');
      await tab.back();
      expect(await tab.heading()).toBe(code.enter.title);
      expect(await tab.words()).not.toContain(code.enter.errors['wrong-code'](4));
      await tab.typeCode(right);
      expect(await tab.heading()).toBe(signedIn);
    }));

  test('I2 the back button after the end says that it is finished, with the portal one press away', () =>
    visiting(async ({ tab }) => {
      await reachCode(tab);
      await enterCode(tab);
      await tab.back();
      expect(await tab.heading()).toBe(ends['interaction-finished'].title);
      await tab.press(WAY_ON);
      expect(await tab.heading()).toBe(signedIn);
    }));

  test('I2 the mailbox in the same tab, and back: the code is still expected', () =>
    visiting(async ({ tab }) => {
      await reachCode(tab);
      await tab.go(`${stage.world.inbox}/?lang=${locale}`);
      expect(await tab.words()).toContain(await stage.world.code(CLAIRE.email));
      await tab.back();
      expect(await tab.heading()).toBe(code.enter.title);
      await enterCode(tab);
      expect(await tab.heading()).toBe(signedIn);
    }));

  test('I2 the same sign-in in two tabs: the one that lags is led to where the person is', () =>
    visiting(async ({ tab: first, newTab }) => {
      await first.startSignIn(stage.world.caf);
      const second = await newTab();
      await second.go(first.page.url());
      await first.giveCredentials(CLAIRE);
      await second.giveCredentials(CLAIRE);
      expect(await second.heading()).toBe(code.choose.title);
      await second.askForCode('email');
      await first.reload();
      expect(await first.heading()).toBe(code.enter.title);
      await enterCode(first);
      expect(await first.heading()).toBe(signedIn);
      await second.typeCode('000000');
      expect(await second.heading()).toBe(ends['interaction-finished'].title);
      await second.press(WAY_ON);
      expect(await second.heading()).toBe(signedIn);
    }));

  test('I2 two sign-ins begun in two tabs both end, in whichever order', () =>
    visiting(async ({ tab: first, newTab }) => {
      const second = await newTab();
      await first.startSignIn(stage.world.caf);
      await second.startSignIn(stage.world.caf);
      await second.giveCredentials(CLAIRE);
      await second.askForCode('email');
      await first.giveCredentials(CLAIRE);
      await enterCode(second);
      expect(await second.heading()).toBe(signedIn);
      passSeconds(31);
      await first.askForCode('email');
      await enterCode(first);
      expect(await first.heading()).toBe(signedIn);
    }));

  test('I2 an hour later, one button starts the same sign-in again, and it succeeds', () =>
    visiting(async ({ tab }) => {
      await tab.startSignIn(stage.world.caf);
      passSeconds(INTERACTION_SECONDS + 1);
      await tab.giveCredentials(CLAIRE);
      expect(await tab.heading()).toBe(ends['interaction-expired'].title);
      await tab.press(WAY_ON);
      expect(await tab.heading()).toBe(loginText[locale].title.first);
      await tab.giveCredentials(CLAIRE);
      await tab.askForCode('email');
      await enterCode(tab);
      expect(await tab.heading()).toBe(signedIn);
    }));

  test('I2 P9 a code page left for longer than a session lasts says that it was too long, and starts again', () =>
    visiting(async ({ tab }) => {
      await reachCode(tab);
      passSeconds(SESSION_IDLE_SECONDS + 60);
      await tab.reload();
      expect(await tab.heading()).toBe(ends['interaction-expired'].title);
      await tab.press(WAY_ON);
      await tab.giveCredentials(CLAIRE);
      await tab.askForCode('email');
      await enterCode(tab);
      expect(await tab.heading()).toBe(signedIn);
    }));

  test('I2 blocked cookies are told with what to do, and once allowed one button goes on', () =>
    visiting(async ({ tab, context }) => {
      await tab.go(`${stage.world.caf}/?lang=${locale}`);
      // what the provider sets never reaches the browser
      await context.route(/\/auth\?/, async (route) => {
        const answer = await route.fetch({ maxRedirects: 0 });
        await context.clearCookies({ name: /poterne/ });
        const { 'set-cookie': _, ...headers } = answer.headers();
        await route.fulfill({ response: answer, headers });
      });
      await tab.go(await askedBy(stage.world.caf, context));
      expect(await tab.heading()).toBe(ends['cookies-blocked'].title);
      await context.unrouteAll();
      await tab.press(WAY_ON);
      expect(await tab.heading()).toBe(loginText[locale].title.first);
      await tab.giveCredentials(CLAIRE);
      await tab.askForCode('email');
      await enterCode(tab);
      expect(await tab.heading()).toBe(signedIn);
    }));
});
