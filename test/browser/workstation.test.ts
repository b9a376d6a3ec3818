/**
 * An employer's agent with a desk phone (I3, I4): called at the first sign-in, left alone for a week on that workstation, and
 * asked again after it, elsewhere, and at each sensitive action, which the call names.
 */
import { describe, expect, test } from '@jest/globals';
import { PORTAL_TEXT } from '../../demo/portal/text.js';
import { text as codeText } from '../../interactions/one_time_code/text.js';
import { text as passwordText } from '../../src/consoles/account/password/text.js';
import { passSeconds } from '../harness/moving_time.js';
import { ODILE } from '../harness/scenario.js';
import { setStage } from './stage.js';
import { ACTION_BUTTON, SEND_BUTTON, SENSITIVE_ACTION, type Tab } from './tab.js';

const DAY_SECONDS = 86_400;
const stage = setStage('browser_workstation');
const portal = PORTAL_TEXT.fr;
const code = codeText.fr;
const CHANGED = 'Horloge-Orange-2042';
const hello = portal.hello('Odile GARNIER');

/** From the portal to the page after the password. */
async function begin(tab: Tab): Promise<void> {
  await tab.startSignIn(stage.world.peps);
  await tab.giveCredentials(ODILE);
}

async function answerTheCall(tab: Tab): Promise<void> {
  expect(await tab.heading()).toBe(code.choose.titleSingle);
  await tab.press(SEND_BUTTON);
  await tab.typeCode(await stage.world.code(ODILE.landline));
}

describe('at 320 px in fr', () => {
  test('I3 I4 a desk phone rings once a week a workstation, and at once elsewhere', async () => {
    await stage.visit({ locale: 'fr' }, async ({ tab }) => {
      await begin(tab);
      await answerTheCall(tab);
      expect(await tab.heading()).toBe(hello);
      expect(await tab.words()).toContain('pwd, otp, tel, mfa');
      const called = await stage.world.codesSent(ODILE.landline);

      passSeconds(3 * DAY_SECONDS);
      await begin(tab);
      expect(await tab.heading()).toBe(hello);
      expect(await tab.words()).not.toContain('otp');
      expect(await tab.words()).toContain('two-step');

      passSeconds(3 * DAY_SECONDS);
      await begin(tab);
      expect(await tab.heading()).toBe(hello);
      expect(await stage.world.codesSent(ODILE.landline)).toBe(called);

      // Seven days after the code, not after the last visit.
      passSeconds(DAY_SECONDS + 60);
      await begin(tab);
      await answerTheCall(tab);
      expect(await tab.heading()).toBe(hello);

      await stage.visit({ locale: 'fr' }, async (elsewhere) => {
        passSeconds(60);
        await begin(elsewhere.tab);
        expect(await elsewhere.tab.heading()).toBe(code.choose.titleSingle);
      });
    });
  });

  test('A5 I3 a trusted workstation is asked for a code at a sensitive action, and the call says which', () =>
    stage.visit({ locale: 'fr' }, async ({ tab }) => {
      await begin(tab);
      await answerTheCall(tab);
      passSeconds(60);
      await tab.press(SENSITIVE_ACTION);
      await tab.page.fill('#user', 'Camille Durand');
      await tab.press(ACTION_BUTTON);
      expect(await tab.heading()).toBe(code.why.confirm);
      expect(await tab.words()).toContain('Camille Durand');
      await tab.press(SEND_BUTTON);
      expect((await stage.world.calls(ODILE.landline))[0]).toContain('créer un compte');
      await tab.typeCode(await stage.world.code(ODILE.landline));
      expect(await tab.words()).toContain(portal.action.done);
    }));

  test('I3 U1 a changed password ends the trust: the next sign-in there asks for a code again', () =>
    stage.visit({ locale: 'fr' }, async ({ tab }) => {
      await begin(tab);
      await answerTheCall(tab);
      passSeconds(DAY_SECONDS);
      await begin(tab);
      expect(await tab.heading()).toBe(hello);

      await tab.press('a[href*="/employeurs/account"]');
      // The trusted workstation opens it; the change takes a call all the same, which says what it is for.
      await tab.press('a[href$="/account/password"]');
      await tab.press('form[action$="/account/password"] button');
      await tab.press(SEND_BUTTON);
      expect((await stage.world.calls(ODILE.landline))[0]).toContain('changer votre mot de passe');
      await tab.typeCode(await stage.world.code(ODILE.landline));
      expect(await tab.heading()).toBe(passwordText.fr.form.title);
      await tab.page.fill('#new_password', CHANGED);
      await tab.press('form[action$="/account/password/new"] button[type=submit]');
      expect(await tab.heading()).toBe(passwordText.fr.done.title);

      passSeconds(2 * 3600);
      await tab.startSignIn(stage.world.peps);
      await tab.giveCredentials({ ...ODILE, password: CHANGED });
      await answerTheCall(tab);
      expect(await tab.heading()).toBe(hello);
    }));
});
