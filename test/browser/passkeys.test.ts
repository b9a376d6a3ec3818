/**
 * Passkeys with a device's own authenticator, on a small phone (I6, U1, U2): made in « Gérer mon compte » or at the end of a
 * sign-in, used to sign in and to confirm, not recognised, copied, removed.
 */
import { expect, test } from '@jest/globals';
import { PORTAL_TEXT } from '../../demo/portal/text.js';
import { text as invitationText } from '../../interactions/invite_passkey/text.js';
import { text as loginText } from '../../interactions/login/text.js';
import { text as codeText } from '../../interactions/one_time_code/text.js';
import { text as failedText } from '../../interactions/passkey/text.js';
import { text as passkeysText } from '../../src/consoles/account/passkeys/text.js';
import { text as layoutText } from '../../src/http/layout/text.js';
import { passSeconds } from '../harness/moving_time.js';
import { CLAIRE, PAUL, type TestPerson } from '../harness/scenario.js';
import { setStage } from './stage.js';
import { ACTION_BUTTON, SENSITIVE_ACTION, type Tab } from './tab.js';
import { plugIn, withoutAutofill } from './virtual_authenticator.js';

const stage = setStage('browser_passkeys');
const ADD = 'form[action$="/passkeys/new"] button';
const CREATE = '[data-passkey-creation] button';
const REMOVE = 'a[href$="/remove"]';
const CONFIRM_REMOVAL = 'form[action$="/remove"] button';
const BY_PASSKEY = '[data-passkey-request] button';
const SESSION_SECONDS = 31 * 60;
/** where a passkey's answer was posted, and did not do */
const REFUSED = /\/passkey$/;

const list = () => `${stage.world.poterne.issuer('allocataires')}/account/passkeys`;

async function typeCodeOf(tab: Tab, person: TestPerson): Promise<void> {
  passSeconds(31);
  await tab.askForCode('email');
  await tab.typeCode(await stage.world.code(person.email));
}

/**
 * To the sign-in page once every session is over: Chromium picks the one passkey that it could fill in, as a person would.
 *
 * @param where what follows ends so
 */
async function comeBackByAutofill({ page }: Tab, where: RegExp): Promise<void> {
  passSeconds(SESSION_SECONDS);
  await page.goto(`${stage.world.caf}/connexion`, { waitUntil: 'commit' });
  await page.waitForURL(where);
}

test('I6 U1 made in « Gérer mon compte », it signs in and confirms; not recognised it says so; a copy blocks it', () =>
  stage.visit({ locale: 'fr' }, async ({ tab }) => {
    const t = passkeysText.fr;
    const signedIn = PORTAL_TEXT.fr.hello('Claire MARTIN');
    await withoutAutofill(tab.page);
    const device = await plugIn(tab.page);
    await tab.go(list());
    await tab.giveCredentials(CLAIRE);
    await typeCodeOf(tab, CLAIRE);
    await tab.press(ADD);
    expect(await tab.heading()).toBe(codeText.fr.why.confirm);
    await typeCodeOf(tab, CLAIRE);
    await device.recognises(false);
    await tab.press(CREATE);
    expect(await tab.words()).toContain(t.enrol.errors.cancelled);
    await device.recognises(true);
    await tab.press(CREATE);
    expect(await tab.words()).toContain(t.news.added);

    await device.recognises(false);
    passSeconds(SESSION_SECONDS);
    await tab.go(`${stage.world.caf}/connexion`);
    expect(await tab.heading()).toBe(loginText.fr.title.first);
    await tab.page.click(BY_PASSKEY);
    await tab.page.getByText(layoutText.fr.passkey.cancelled).waitFor();
    await device.recognises(true);
    await tab.press(BY_PASSKEY);
    expect(await tab.heading()).toBe(signedIn);
    expect(await tab.words()).toContain('pop, ');
    await tab.press(SENSITIVE_ACTION);
    await tab.page.fill('#iban', 'FR76 3000 6000 0112 3456 7890 189');
    await tab.press(ACTION_BUTTON);
    expect(await tab.heading()).toBe(codeText.fr.why.confirm);
    await tab.press(BY_PASSKEY);
    expect(await tab.words()).toContain(PORTAL_TEXT.fr.action.done);

    await device.fallBehind();
    passSeconds(SESSION_SECONDS);
    await tab.go(`${stage.world.caf}/connexion`);
    await tab.press(BY_PASSKEY);
    expect(await tab.words()).toContain(failedText.fr.errors.cloned);
    expect((await stage.world.noticesTo(CLAIRE.email))[0]).toContain('semble avoir été copiée');
  }));

test('I6 offered at the end of the second sign-in in a browser, filled in by it at the third; removed, it signs in no more', () =>
  stage.visit({ locale: 'en' }, async ({ tab }) => {
    const t = passkeysText.en;
    const signedIn = PORTAL_TEXT.en.hello('Paul DURAND');
    const device = await plugIn(tab.page);
    await tab.startSignIn(stage.world.caf);
    await tab.giveCredentials(PAUL);
    await typeCodeOf(tab, PAUL);
    expect(await tab.heading()).toBe(signedIn);
    passSeconds(SESSION_SECONDS);
    await tab.go(`${stage.world.caf}/connexion`);
    await tab.giveCredentials(PAUL);
    await typeCodeOf(tab, PAUL);
    expect(await tab.heading()).toBe(invitationText.en.title);
    await tab.press(CREATE);
    expect(await tab.heading()).toBe(signedIn);
    await comeBackByAutofill(tab, new RegExp(`^${stage.world.caf}/$`));
    expect(await tab.heading()).toBe(signedIn);
    expect(await device.count()).toBe(1);

    await tab.go(list());
    await tab.press(REMOVE);
    expect(await tab.words()).toContain(t.remove.remains);
    await tab.press(CONFIRM_REMOVAL);
    const giveBack = await device.remember();
    await tab.press(BY_PASSKEY);
    expect(await tab.words()).toContain(t.news.removed);
    expect(await device.count()).toBe(0);
    await giveBack();
    await comeBackByAutofill(tab, REFUSED);
    expect(await tab.words()).toContain(failedText.en.errors.unknown);
  }));
