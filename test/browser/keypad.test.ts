/** The keypad of the 4-digit code with and without JavaScript (C5, X1, X2). */
import { describe, expect, test } from '@jest/globals';
import { text } from '../../interactions/legacy_access/text.js';
import { setStage } from './stage.js';
import type { Tab } from './tab.js';

const stage = setStage('browser_keypad');
const LEGACY = 'a[href$="/legacy_access"]';
const SUBMIT = 'form[action$="/legacy_access/ask"] > .button';
const key = (name: string) => `[data-key="${name}"]`;

async function fill({ page }: Tab): Promise<void> {
  await page.fill('#allocataire', '9876543');
  await page.fill('#postcode', '88000');
  await page.fill('#birth_day', '11');
  await page.fill('#birth_month', '5');
}

describe('C5 the keypad', () => {
  test('C5 with script: keys, keyboard and paste fill one field, nothing is sent, the count is said and no digit', () =>
    stage.visit({ locale: 'fr' }, async ({ tab }) => {
      const { page } = tab;
      await tab.startSignIn(stage.world.caf);
      await tab.press(LEGACY);
      await fill(tab);
      const address = page.url();
      for (const name of ['4', '7', '2', 'delete', '1']) await page.click(key(name));
      expect(await page.inputValue('#code')).toBe('471');
      expect(await page.locator('#code-count').textContent()).toBe('3 chiffres saisis sur 4');
      await page.locator('#code').press('End');
      await page.locator('#code').press('9');
      expect(await page.locator('#code-count').textContent()).toBe('4 chiffres saisis sur 4');
      await page.click(key('5'));
      expect(await page.inputValue('#code')).toBe('4719');
      await page.click(key('clear'));
      expect(await page.inputValue('#code')).toBe('');
      await page.evaluate(() => {
        const field = document.querySelector<HTMLInputElement>('#code');
        field?.focus();
        document.execCommand('insertText', false, '47 19');
      });
      expect(await page.locator('#code-count').textContent()).toBe('4 chiffres saisis sur 4');
      expect(page.url()).toBe(address);
      await tab.press(SUBMIT);
      expect(await tab.words()).toContain(text.fr.ask.errors.wrong);
      expect(await page.inputValue('#code')).toBe('');
    }));

  test('C5 without script: each key gives the page back with one digit more, Enter sends the form and no digit', () =>
    stage.visit({ locale: 'fr', withScript: false }, async ({ tab }) => {
      const { page } = tab;
      await tab.startSignIn(stage.world.caf);
      await tab.press(LEGACY);
      await fill(tab);
      for (const [index, name] of ['4', '7', '1'].entries()) {
        await tab.press(key(name));
        expect(await tab.words()).toContain(`${index + 1} chiffre`);
        expect(page.url()).not.toContain(name.repeat(2));
      }
      expect(await page.inputValue('#allocataire')).toBe('9876543');
      expect(await page.inputValue('#code')).toBe('');
      await page.fill('#code', '9');
      await tab.arrive(() => page.locator('#postcode').press('Enter'));
      expect(await tab.words()).toContain(text.fr.ask.errors.wrong);
    }));
});
