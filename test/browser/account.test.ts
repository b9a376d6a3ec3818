/** « Gérer mon compte » with the keyboard alone: every concern is reached, and a change is made from end to end (U1, X2). */
import { describe, expect, test } from '@jest/globals';
import { text as codeText } from '../../interactions/one_time_code/text.js';
import { text as passwordText } from '../../src/consoles/account/password/text.js';
import { text as accountText } from '../../src/consoles/account/text.js';
import { passSeconds } from '../harness/moving_time.js';
import { PAUL } from '../harness/scenario.js';
import { tabTo } from './keyboard.js';
import { setStage } from './stage.js';
import { SEND_BUTTON, type Tab, VERIFY_BUTTON } from './tab.js';

const stage = setStage('browser_account');
const { title } = accountText.fr;
const NEW_PASSWORD = '58203941';

async function follow(tab: Tab, selector: string): Promise<void> {
  await tabTo(tab.page, selector);
  await tab.arrive(() => tab.page.keyboard.press('Enter'));
}

async function type(tab: Tab, selector: string, words: string): Promise<void> {
  await tabTo(tab.page, selector);
  await tab.page.keyboard.type(words);
}

/** Past the code that the page asks for, by keys. */
async function giveCode(tab: Tab): Promise<void> {
  // A single contact is chosen already.
  await follow(tab, SEND_BUTTON);
  expect(await tab.heading()).toBe(codeText.fr.enter.title);
  await type(tab, '#code', await stage.world.code(PAUL.email));
  await follow(tab, VERIFY_BUTTON);
}

async function enter(tab: Tab): Promise<void> {
  await tab.go(`${stage.world.poterne.issuer('allocataires')}/account`);
  await type(tab, '#identifier', PAUL.identifier);
  await type(tab, '#password', PAUL.password);
  await tab.arrive(() => tab.page.keyboard.press('Enter'));
  await giveCode(tab);
  expect(await tab.heading()).toBe(title);
}

describe('at 320 px in fr, by keys alone', () => {
  test('U1 X2 every concern is reached and left again, and the way out', () =>
    stage.visit({ locale: 'fr' }, async ({ tab }) => {
      await enter(tab);
      const concerns = await tab.page
        .locator('.concerns a')
        .evaluateAll((links) => links.map((link) => [link.getAttribute('href'), link.querySelector('b')?.textContent]));
      expect(concerns.length).toBeGreaterThanOrEqual(7);
      for (const [href, name] of concerns) {
        await follow(tab, `.concerns a[href="${href}"]`);
        expect(await tab.heading()).toBe(name);
        await follow(tab, 'a.up');
        expect(await tab.heading()).toBe(title);
      }
      await follow(tab, 'form[action$="/sign-out"] button');
      expect(await tab.heading()).not.toBe(title);
    }));

  test('U1 X1 X2 a password is changed from end to end, without script', () =>
    stage.visit({ locale: 'fr', withScript: false }, async ({ tab }) => {
      await enter(tab);
      passSeconds(60);
      await follow(tab, '.concerns a[href$="/password"]');
      await follow(tab, 'form[action$="/account/password"] button');
      expect(await tab.words()).toContain('changer votre mot de passe');
      await giveCode(tab);
      expect(await tab.heading()).toBe(passwordText.fr.form.title);
      await type(tab, '#new_password', NEW_PASSWORD);
      await type(tab, '#repeated_password', NEW_PASSWORD);
      await follow(tab, 'form[action$="/account/password/new"] button[type=submit]');
      expect(await tab.heading()).toBe(passwordText.fr.done.title);
      expect((await stage.world.noticesTo(PAUL.email))[0]).toContain('mot de passe');
    }));
});
