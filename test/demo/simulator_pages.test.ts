/** F6 X1 X2 the simulator's pages in a browser: axe finds nothing, nothing overflows at 320 px, no script is needed. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { listen, look } from '../browser/look.js';
import { launchChromium } from '../infrastructure/chromium.js';
import { openParty, type Party } from './simulator_party.js';

const PLUS = 'franceconnect-plus';
const STATE_FORBIDDEN = /marianne|république|gouv\.fr/i;

describe('pages', () => {
  let party: Party;
  let browser: Browser;
  beforeAll(async () => {
    [party, browser] = await Promise.all([openParty(), launchChromium()]);
  }, 60_000);
  afterAll(async () => {
    await browser.close();
    await party.close();
  });

  async function inWindow(
    options: { readonly withScript: boolean; readonly dark?: boolean },
    journey: (page: Page) => Promise<void>,
  ): Promise<void> {
    const context = await browser.newContext({
      viewport: { width: 320, height: 640 },
      javaScriptEnabled: options.withScript,
      colorScheme: options.dark ? 'dark' : 'light',
    });
    const page = await context.newPage();
    const complaints: string[] = [];
    listen(page, complaints);
    await journey(page);
    expect(complaints).toEqual([]);
    await context.close();
  }

  test.each(['fr', 'en'] as const)('F6 X1 X2 every page of a sign-in reads well, in %s', async (locale) => {
    await inWindow({ withScript: true, dark: locale === 'en' }, async (page) => {
      const seen = async () => {
        // both languages have one structure, and test/demo/contrast.test.ts knows the dark colours
        await look(page, locale, locale === 'fr');
        const text = await page.locator('body').textContent();
        expect(text).toMatch(locale === 'fr' ? /Simulateur/ : /simulator/i);
        expect(text).not.toMatch(STATE_FORBIDDEN);
      };
      await page.goto(party.simulator.url);
      if (locale === 'en') await page.getByRole('link', { name: 'English' }).click();
      await seen();

      await page.goto(party.ask(PLUS).url);
      await page.locator('summary').click();
      await seen();
      await page.locator('[value=modifier]').click();
      await seen();
      await page.locator('#birthdate').fill('1984-00-11');
      await page.locator('main form').first().locator('button').click();
      await seen();
      await page.locator('main form button').click();
      expect(new URL(page.url()).searchParams.get('error')).toBe('server_error');

      await page.goto(party.ask(PLUS, { state: 'court' }).url);
      await seen();
      await page.goto(`${party.simulator.issuers[PLUS]}/interaction/aucune`);
      await seen();
      await page.goto(`${party.simulator.url}/nulle-part`);
      await seen();
    });
  });

  test('F6 X1 without JavaScript a person signs in, edits, cancels and fails', async () => {
    await inWindow({ withScript: false }, async (page) => {
      const back = () => Object.fromEntries(new URL(page.url()).searchParams);
      await page.goto(party.ask(PLUS, { acr_values: 'eidas2' }).url);
      await page.getByLabel(/Andria Paul SANTONI/).check();
      await page.locator('[value=continuer]').click();
      expect(back()).toHaveProperty('code');

      await page.goto(party.ask('net-entreprises').url);
      await page.getByLabel(/Odile GARNIER/).check();
      await page.locator('[value=modifier]').click();
      await page.getByLabel('E-mail').fill('odile@example.test');
      await page.getByRole('button', { name: 'Continuer avec cette identité' }).click();
      expect(back()).toHaveProperty('code');

      await page.goto(party.ask('franceconnect').url);
      await page.getByRole('button', { name: 'Annuler' }).click();
      expect(back()).toMatchObject({ error: 'access_denied' });

      await page.goto(party.ask('franceconnect').url);
      await page.locator('summary').click();
      await page.getByLabel('Échec à simuler').selectOption('temporarily_unavailable');
      await page.getByRole('button', { name: 'Échouer ainsi' }).click();
      expect(back()).toMatchObject({ error: 'temporarily_unavailable' });
    });
  });

  test('F6 a platform’s behaviour can be changed by hand, and is told', async () => {
    await inWindow({ withScript: true }, async (page) => {
      await page.goto(party.simulator.url);
      await page.locator('#franceconnect-how').selectOption('unavailable');
      await page.getByRole('button', { name: 'Appliquer – FranceConnect', exact: true }).click();
      await look(page, 'fr', false);
      expect(await page.locator('main').textContent()).toContain('Cette plateforme répond mal, exprès.');
      expect((await fetch(`${party.simulator.issuers.franceconnect}/jwks`)).status).toBe(503);
      await page.locator('#franceconnect-how').selectOption('');
      await page.getByRole('button', { name: 'Appliquer – FranceConnect', exact: true }).click();
      expect((await fetch(`${party.simulator.issuers.franceconnect}/jwks`)).status).toBe(200);
    });
  });
});
