/**
 * A public kiosk in Chromium (I9): people one after the other in one window, a phone that signs its person in there, and
 * what a relayed QR code stops at.
 */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { kioskClient } from '../../demo/kiosk/client_metadata.js';
import { startKiosk } from '../../demo/kiosk/kiosk.js';
import { KIOSK_TEXT } from '../../demo/kiosk/text.js';
import { text as deviceText } from '../../interactions/device/text.js';
import { text as kioskText } from '../../src/http/layout/kiosk/text.js';
import { passSeconds } from '../harness/moving_time.js';
import { CLAIRE, PAUL, SECRET, type TestPerson } from '../harness/scenario.js';
import { launchChromium } from '../infrastructure/chromium.js';
import { setStageOf } from './stage.js';
import { LOGIN_BUTTON, type Tab } from './tab.js';
import { freePort, startWorld } from './world.js';

const RULES = { idleSeconds: 120, warningSeconds: 30 };
const port = await freePort();
const home = `http://localhost:${port}`;
/** With the back-forward cache that people's browsers have. */
const launch = () => launchChromium(['--disable-back-forward-cache']);
const stage = setStageOf(() => startWorld({ name: 'browser_kiosk' }, [kioskClient(home, SECRET)]), launch);
const t = KIOSK_TEXT.fr;
const FINISH = 'a.finish';

describe('I9 a public kiosk', () => {
  let kiosk: Awaited<ReturnType<typeof startKiosk>>;
  beforeAll(async () => {
    const issuer = stage.world.poterne.issuer('allocataires');
    kiosk = await startKiosk({ port, issuer, clientSecret: SECRET, baseUrl: home, rules: RULES });
  });
  afterAll(() => kiosk.close());

  const press = async ({ page }: Tab, keys: string) => {
    for (const key of keys) await page.click(`#kiosk-keys [data-key="${key}"]`);
  };
  const signInByKeys = async (tab: Tab, person: TestPerson) => {
    await tab.press('a[href="/connexion"]');
    await press(tab, person.identifier);
    await tab.page.focus('#password');
    await press(tab, person.password);
    await tab.press(LOGIN_BUTTON);
    await finishByCode(tab, person);
  };
  const finishByCode = async (tab: Tab, person: TestPerson) => {
    await tab.askForCode('email');
    await tab.typeCode(await stage.world.code(person.email));
  };

  test('one person after the other: nothing of one is there for the next, by whatever way they look', async () => {
    await stage.visit({ locale: 'fr' }, async ({ tab, context }) => {
      for (const person of [CLAIRE, PAUL]) {
        await tab.go(home);
        if (person === CLAIRE) await signInByKeys(tab, person);
        else {
          await tab.press('a[href="/connexion"]');
          await tab.giveCredentials(person);
          await finishByCode(tab, person);
        }
        expect(await tab.heading()).toContain(person.familyName);
        await tab.press(FINISH);
        expect(await tab.words()).toContain(t.welcome.gone);
        expect(
          (await context.cookies()).map(({ name }) => name).filter((name) => !/borne|resume|interaction/.test(name)),
        ).toEqual([]);
        for (const { expires } of await context.cookies()) expect(expires).toBe(-1);
        // Back, and back again: no page says who was there, and no field holds anything.
        for (let at = 0; at < 4; at += 1) {
          await tab.page.goBack().catch(() => null);
          const seen = await tab.page.content();
          for (const mark of [person.familyName, person.email ?? '']) expect(seen).not.toContain(mark);
          const typed = await tab.page.$$eval('input:not([type=hidden]):not([type=radio])', (inputs) =>
            inputs.map((input) => (input as HTMLInputElement).value).join(''),
          );
          expect(typed).toBe('');
          const kept = await tab.page.evaluate(() => localStorage.length + sessionStorage.length);
          expect(kept).toBe(0);
        }
        passSeconds(1000);
      }
    });
  });

  test('asks whether somebody is there, stays when told to, and ends when nobody answers', async () => {
    await stage.visit({ locale: 'fr' }, async ({ tab }) => {
      const { page } = tab;
      await page.clock.install();
      await tab.go(home);
      await tab.press('a[href="/connexion"]');
      await press(tab, '2840');
      await page.clock.runFor(91_000);
      const dialog = page.getByRole('dialog', { name: kioskText.fr.stillThere });
      await dialog.waitFor();
      expect(await page.evaluate(() => document.activeElement?.textContent)).toBe(kioskText.fr.stay);
      await dialog.getByRole('button').click();
      expect(await dialog.isVisible()).toBe(false);
      expect(await page.inputValue('#identifier')).not.toBe('');
      await Promise.all([page.waitForURL(`${home}/`), page.clock.runFor(121_000)]);
      expect(await tab.words()).toContain(t.welcome.gone);
    });
  });

  test('a phone signs its person in; a relayed code stops at the two digits', async () => {
    await stage.visit({ locale: 'fr' }, async ({ tab }) => {
      const { page } = tab;
      const shown = async () => ({
        address: (await page.getAttribute('a[target=_blank]', 'href')) ?? '',
        digits: (await page.textContent('.digits-shown')) ?? '',
        code: (await page.textContent('.typed-code')) ?? '',
      });
      await tab.go(home);
      await tab.press('a[href="/telephone"]');
      const first = await shown();
      expect(first.address).not.toContain(`=${first.digits}`);

      await stage.visit({ locale: 'fr' }, async (phone) => {
        const sign = async (person: TestPerson) => {
          await phone.tab.giveCredentials(person);
          await phone.tab.askForCode('email');
          await phone.tab.typeCode(await stage.world.code(person.email));
        };
        // Somebody was sent the picture of the QR code: they do not see the kiosk.
        await phone.tab.go(first.address);
        expect(await phone.tab.words()).toContain('Caf de démonstration, hall d’accueil');
        await phone.tab.press('button[name=confirm]');
        await sign(CLAIRE);
        expect(await phone.tab.heading()).toBe(deviceText.fr.digits.title);
        for (const by of [1, 2, 3]) {
          await phone.tab.page.fill('#digits', String((Number(first.digits) + by) % 100).padStart(2, '0'));
          await phone.tab.press('form:has(#digits) button[type=submit]');
        }
        expect(await phone.tab.heading()).toBe(deviceText.fr.stops.digits.title);

        // The kiosk hears of it and shows another code; whoever stands before it goes on.
        passSeconds(6);
        await page.waitForFunction(
          (before) => document.querySelector('.typed-code')?.textContent !== before,
          first.code,
        );
        const second = await shown();
        await phone.tab.go(second.address);
        await phone.tab.press('button[name=confirm]');
        await phone.tab.page.fill('#digits', second.digits);
        await phone.tab.press('form:has(#digits) button[type=submit]');
        expect(await phone.tab.heading()).toBe(deviceText.fr.done.title);
      });
      passSeconds(6);
      await page.waitForURL(`${home}/espace`);
      expect(await tab.heading()).toContain(CLAIRE.familyName);
      expect(await tab.words()).toContain('two-step');
      await tab.press(FINISH);
      expect(await tab.words()).toContain(t.welcome.gone);
    });
  });
});
