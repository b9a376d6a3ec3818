/** Typing the code when things go wrong: mistyped, too late, sent again (I2), on a small phone, in each language. */
import { describe, expect, test } from '@jest/globals';
import { PORTAL_TEXT } from '../../demo/portal/text.js';
import { text } from '../../interactions/one_time_code/text.js';
import { passSeconds } from '../harness/moving_time.js';
import { CLAIRE, PAUL } from '../harness/scenario.js';
import { focused } from './keyboard.js';
import { setStage } from './stage.js';
import { OTHER_WAY, RESEND_BUTTON, SEND_BUTTON, type Tab } from './tab.js';
import type { Visit } from './visit.js';

const stage = setStage('browser_code');
const TRIES = 5;
const CODE_LIFE_SECONDS = 15 * 60;
const RESEND_AFTER_SECONDS = 30;

const locale = 'en';

describe(`at 320 px in ${locale}`, () => {
  const t = text[locale].enter;
  const visiting = (journey: (visit: Visit) => Promise<void>) => stage.visit({ locale }, journey);
  const signedIn = PORTAL_TEXT[locale].hello('Claire MARTIN');

  async function reachCode(tab: Tab): Promise<string> {
    await tab.startSignIn(stage.world.caf);
    await tab.giveCredentials(CLAIRE);
    await tab.askForCode('email');
    return stage.world.code(CLAIRE.email);
  }

  test('I2 a wrong code says how many tries are left, focused, and the right one still works', () =>
    visiting(async ({ tab }) => {
      const code = await reachCode(tab);
      await tab.typeCode(otherThan(code));
      expect(await focused(tab.page)).toBe('alert');
      expect(await tab.words()).toContain(t.errors['wrong-code'](TRIES - 1));
      expect(await tab.page.inputValue('#code')).toBe('');
      await tab.typeCode(`${code.slice(0, 3)} ${code.slice(3)}`);
      expect(await tab.heading()).toBe(signedIn);
    }));

  test('I2 five wrong codes end that code, and a new one signs in', () =>
    visiting(async ({ tab }) => {
      const code = await reachCode(tab);
      for (let left = TRIES - 1; left > 0; left -= 1) {
        await tab.typeCode(otherThan(code));
        expect(await tab.words()).toContain(t.errors['wrong-code'](left));
      }
      await tab.typeCode(otherThan(code));
      expect(await tab.heading()).toBe(t.titleAgain);
      expect(await tab.words()).toContain(t.errors['tries-exhausted']);
      expect(await tab.page.locator('#code').count()).toBe(0);
      await tab.reload();
      expect(await tab.words()).toContain(t.errors['tries-exhausted']);
      passSeconds(RESEND_AFTER_SECONDS + 1);
      await tab.press(RESEND_BUTTON);
      await tab.typeCode(await stage.world.code(CLAIRE.email));
      expect(await tab.heading()).toBe(signedIn);
    }));

  test('I2 a code typed too late says so, and a new one signs in', () =>
    visiting(async ({ tab }) => {
      await reachCode(tab);
      passSeconds(RESEND_AFTER_SECONDS + 1);
      await tab.press(RESEND_BUTTON);
      passSeconds(CODE_LIFE_SECONDS + 60);
      await tab.typeCode(await stage.world.code(CLAIRE.email));
      expect(await tab.words()).toContain(t.errors['code-expired']);
      await tab.reload();
      expect(await tab.words()).toContain(t.errors['code-expired']);
      expect(await tab.words()).not.toContain(t.noticeNew);
      await tab.press(RESEND_BUTTON);
      expect(await tab.words()).toContain(t.noticeNew);
      await tab.typeCode(await stage.world.code(CLAIRE.email));
      expect(await tab.heading()).toBe(signedIn);
    }));

  test('I2 a code sent again kills the older one, and the page says so', () =>
    visiting(async ({ tab }) => {
      const older = await reachCode(tab);
      const sent = await stage.world.codesSent(CLAIRE.email);
      await tab.press(RESEND_BUTTON);
      expect(await tab.words()).toMatch(/Wait (29|30) seconds/);
      expect(await stage.world.codesSent(CLAIRE.email)).toBe(sent);
      passSeconds(RESEND_AFTER_SECONDS + 1);
      await tab.press(RESEND_BUTTON);
      expect(await tab.words()).toContain(t.noticeNew);
      expect(await stage.world.codesSent(CLAIRE.email)).toBe(sent + 1);
      const newer = await stage.world.code(CLAIRE.email);
      await tab.typeCode(older === newer ? otherThan(newer) : older);
      expect(await tab.words()).toContain(t.errors['wrong-code'](TRIES - 1));
      await tab.typeCode(newer);
      expect(await tab.heading()).toBe(signedIn);
    }));

  test('I2 I4 « Recevoir le code autrement » offers the other contacts, and the code sent there is the one', () =>
    visiting(async ({ tab }) => {
      await reachCode(tab);
      await tab.press(OTHER_WAY);
      expect(await tab.heading()).toBe(text[locale].choose.title);
      await tab.back();
      expect(await tab.heading()).toBe(t.title);
      await tab.press(OTHER_WAY);
      passSeconds(RESEND_AFTER_SECONDS + 1);
      await tab.askForCode('sms');
      expect(await tab.words()).toContain(t.sent.sms);
      expect(await tab.words()).toContain(t.noticeNew);
      await tab.typeCode(await stage.world.code(CLAIRE.mobile));
      expect(await tab.words()).toContain('pwd, otp, sms, mfa');
    }));

  test('I2 after five codes the page says how long to wait, and the last one still signs in', () =>
    visiting(async ({ tab }) => {
      await tab.startSignIn(stage.world.caf);
      await tab.giveCredentials(PAUL);
      await tab.press(SEND_BUTTON);
      for (let sends = 1; sends < 5; sends += 1) {
        passSeconds(RESEND_AFTER_SECONDS + 1);
        await tab.press(RESEND_BUTTON);
      }
      passSeconds(RESEND_AFTER_SECONDS + 1);
      await tab.press(RESEND_BUTTON);
      expect(await tab.words()).toContain(t.errors['sends-exhausted'](13));
      await tab.typeCode(await stage.world.code(PAUL.email));
      expect(await tab.heading()).toBe(PORTAL_TEXT[locale].hello('Paul DURAND'));
    }));
});

/** Six digits that are not these. */
function otherThan(code: string): string {
  return String((Number(code) + 1) % 1_000_000).padStart(6, '0');
}
