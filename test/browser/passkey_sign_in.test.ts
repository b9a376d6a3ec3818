/** A passkey in Chromium, with an authenticator of its own (I6, A5): in the field, by the button, and for an action. */
import { describe, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { PORTAL_TEXT } from '../../demo/portal/text.js';
import { text as loginText } from '../../interactions/login/text.js';
import { text as codeText } from '../../interactions/one_time_code/text.js';
import { text as passkeyText } from '../../interactions/passkey/text.js';
import { text as layoutText } from '../../src/http/layout/text.js';
import { passSeconds } from '../harness/moving_time.js';
import { keepPasskey } from '../harness/passkeys.js';
import { CLAIRE } from '../harness/scenario.js';
import { setStage } from './stage.js';
import { ACTION_BUTTON, SENSITIVE_ACTION } from './tab.js';
import { withoutAutofill } from './virtual_authenticator.js';

const stage = setStage('browser_passkey_sign_in');
const words = layoutText.fr.passkey;
const BUTTON = '[data-passkey-request] button';

/**
 * Plugs in an authenticator that keeps a passkey of Claire's.
 *
 * @returns what says whether it recognises its user from now on, as it does at first
 */
async function plugIn(page: Page): Promise<(isUserVerified: boolean) => Promise<unknown>> {
  const session = await page.context().newCDPSession(page);
  await session.send('WebAuthn.enable', { enableUI: false });
  const { authenticatorId } = await session.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      ...{ protocol: 'ctap2', ctap2Version: 'ctap2_1', transport: 'internal', hasResidentKey: true },
      ...{ hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true },
    },
  });
  const passkey = await keepPasskey(stage.world.poterne, CLAIRE.familyName, { deviceBound: true });
  await session.send('WebAuthn.addCredential', {
    authenticatorId,
    credential: {
      credentialId: passkey.credentialId.toString('base64'),
      isResidentCredential: true,
      rpId: 'localhost',
      privateKey: passkey.privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64'),
      userHandle: Buffer.from(passkey.userHandle, 'base64url').toString('base64'),
      signCount: 0,
    },
  });
  return (isUserVerified) => session.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified });
}

describe('at 320 px in French', () => {
  test('I6 A5 a person signs in by the button once it recognises them, and confirms an action on the page that names it, be it the sign-in page', () =>
    stage.visit({ locale: 'fr' }, async ({ tab }) => {
      const { page } = tab;
      await withoutAutofill(page);
      const recognise = await plugIn(page);
      await recognise(false);
      await tab.startSignIn(stage.world.caf);
      await page.locator(BUTTON, { hasText: words.signIn }).waitFor();
      await page.click(BUTTON);
      await page.locator('[role=alert]', { hasText: words.cancelled }).waitFor();
      await recognise(true);
      await tab.press(BUTTON);
      expect(await tab.heading()).toBe(PORTAL_TEXT.fr.hello('Claire MARTIN'));
      expect(await tab.words()).toContain('pop, hwk, user, mfa');

      passSeconds(60);
      await tab.press(SENSITIVE_ACTION);
      await tab.press(ACTION_BUTTON);
      expect(await tab.heading()).toBe(codeText.fr.why.confirm);
      const codesBefore = await stage.world.codesSent(CLAIRE.email);
      await tab.press(BUTTON);
      expect(await tab.words()).toContain('Vos coordonnées bancaires sont modifiées');

      // Signed out here, and not at the portal, they give it once: the sign-in page names the action where they can see it.
      await page.context().clearCookies({ name: /\.session$/ });
      await tab.go(`${stage.world.caf}/action`);
      await tab.press(ACTION_BUTTON);
      expect(await tab.heading()).toBe(loginText.fr.title.first);
      expect(await tab.words()).toContain('pour modifier vos coordonnées bancaires');
      await page.getByText(loginText.fr.action.byPasskey).waitFor({ state: 'visible' });
      await page.locator(BUTTON, { hasText: words.signInAndConfirm }).waitFor();
      await tab.press(BUTTON);
      expect(await tab.words()).toContain('Vos coordonnées bancaires sont modifiées');
      expect(await stage.world.codesSent(CLAIRE.email)).toBe(codesBefore);
    }));

  test('I6 the browser offers it in the field of the number: nothing is typed, nothing is pressed', () =>
    stage.visit({ locale: 'fr' }, async ({ tab }) => {
      await plugIn(tab.page);
      // An authenticator in software is chosen at once.
      await tab.page.goto(`${stage.world.caf}/connexion`);
      await tab.page.locator('h1', { hasText: PORTAL_TEXT.fr.hello('Claire MARTIN') }).waitFor();
    }));

  test('U1 one that was removed is told, and the browser offers it no more', () =>
    stage.visit({ locale: 'fr' }, async ({ tab }) => {
      await plugIn(tab.page);
      await stage.world.poterne.service.database.passkey.deleteMany();
      await tab.page.goto(`${stage.world.caf}/connexion`);
      await tab.page.getByText(passkeyText.fr.errors.unknown).waitFor();
      await tab.page.click('main a.button');
      // Nothing signs by itself any more.
      await tab.page.click(BUTTON);
      await tab.page.locator('[role=alert]', { hasText: words.cancelled }).waitFor();
    }));
});
