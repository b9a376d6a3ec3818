/** Several portals, several people, one browser: alternating, single sign-on, signing out, somebody else (P1, P9). */
import { describe, expect, test } from '@jest/globals';
import { PORTAL_TEXT } from '../../demo/portal/text.js';
import { text as loginText } from '../../interactions/login/text.js';
import { text as codeText } from '../../interactions/one_time_code/text.js';
import { text as signOutText } from '../../interactions/sign_out/text.js';
import { CLAIRE, HELENE, PAUL } from '../harness/scenario.js';
import { setStage } from './stage.js';
import { askedBy, LEAVE_BUTTON, SEND_BUTTON, SIGN_OUT, type Tab, WAY_ON } from './tab.js';
import type { Visit } from './visit.js';

const stage = setStage('browser_portals');
const STAY_BUTTON = 'form[action$="/session/end/confirm"] button:not([name=logout])';

const locale = 'en';

describe(`at 320 px in ${locale}`, () => {
  const portal = PORTAL_TEXT[locale];
  const visiting = (journey: (visit: Visit) => Promise<void>) => stage.visit({ locale }, journey);

  async function signInAsClaire(tab: Tab): Promise<void> {
    await tab.startSignIn(stage.world.caf);
    await tab.giveCredentials(CLAIRE);
    await tab.askForCode('email');
    await tab.typeCode(await stage.world.code(CLAIRE.email));
  }

  test('P9 both populations’ portals alternate in one browser, step by step, without disturbing each other', () =>
    visiting(async ({ tab: caf, newTab }) => {
      const peps = await newTab();
      await caf.startSignIn(stage.world.caf);
      await peps.startSignIn(stage.world.peps);
      await caf.giveCredentials(CLAIRE);
      await peps.giveCredentials(HELENE);
      await caf.askForCode('email');
      await peps.askForCode('sms');
      await caf.typeCode(await stage.world.code(CLAIRE.email));
      await peps.typeCode(await stage.world.code(HELENE.mobile));
      await caf.reload();
      expect(await caf.heading()).toBe(portal.hello('Claire MARTIN'));
      expect(await peps.heading()).toBe(portal.hello('Hélène LEROY'));
      // one signs out, the other's session is none of its business
      await peps.press(SIGN_OUT);
      await peps.press(LEAVE_BUTTON);
      await caf.go(`${stage.world.caf}/connexion`);
      expect(await caf.heading()).toBe(portal.hello('Claire MARTIN'));
    }));

  test('P9 A1 the second portal of a realm asks only for what is missing', () =>
    visiting(async ({ tab, newTab }) => {
      const simulator = await newTab();
      await simulator.startSignIn(stage.world.simulator);
      await simulator.giveCredentials(CLAIRE);
      expect(await simulator.words()).toContain('one-step');
      await tab.startSignIn(stage.world.caf);
      expect(await tab.heading()).toBe(codeText[locale].choose.title);
      await tab.askForCode('sms');
      await tab.typeCode(await stage.world.code(CLAIRE.mobile));
      expect(await tab.heading()).toBe(portal.hello('Claire MARTIN'));
      await simulator.go(`${stage.world.simulator}/connexion`);
      expect(await simulator.heading()).toBe(portal.hello('Claire MARTIN'));
    }));

  test('P1 P9 signing out is confirmed, then the portal says so, and the next sign-in asks for everything', () =>
    visiting(async ({ tab }) => {
      await signInAsClaire(tab);
      await tab.press(SIGN_OUT);
      expect(await tab.heading()).toBe(signOutText[locale].confirm.title);
      await tab.press(LEAVE_BUTTON);
      expect(await tab.heading()).toBe(portal.signedOut.title);
      await tab.press(WAY_ON);
      expect(await tab.heading()).toBe(loginText[locale].title.first);
    }));

  test('P1 « Rester connecté » leaves the sign-in as it was', () =>
    visiting(async ({ tab }) => {
      await signInAsClaire(tab);
      await tab.press(SIGN_OUT);
      await tab.press(STAY_BUTTON);
      expect(await tab.heading()).toBe(signOutText[locale].stay.title);
      await tab.go(`${stage.world.caf}/connexion`);
      expect(await tab.heading()).toBe(portal.hello('Claire MARTIN'));
    }));

  test('P1 signing out without a portal ends on a page that says it is done', () =>
    visiting(async ({ tab }) => {
      await signInAsClaire(tab);
      await tab.go(`${stage.world.poterne.issuer('allocataires')}/session/end`);
      expect(await tab.heading()).toBe(signOutText[locale].confirm.title);
      await tab.press(LEAVE_BUTTON);
      expect(await tab.heading()).toBe(signOutText[locale].done.title);
      await tab.go(`${stage.world.caf}/connexion`);
      expect(await tab.heading()).toBe(loginText[locale].title.first);
    }));

  test('P9 A4 somebody else signs in on the same browser, and is the one who is signed in', () =>
    visiting(async ({ tab, context }) => {
      await signInAsClaire(tab);
      await tab.go(`${await askedBy(stage.world.caf, context)}&prompt=login`);
      expect(await tab.heading()).toBe(loginText[locale].title.again);
      await tab.giveCredentials(PAUL);
      expect(await tab.heading()).toBe(codeText[locale].choose.titleSingle);
      await tab.press(SEND_BUTTON);
      await tab.typeCode(await stage.world.code(PAUL.email));
      expect(await tab.heading()).toBe(portal.hello('Paul DURAND'));
      await tab.press(SIGN_OUT);
      await tab.press(LEAVE_BUTTON);
      await tab.press(WAY_ON);
      expect(await tab.heading()).toBe(loginText[locale].title.first);
    }));
});
