/**
 * Every page and state in a real browser at 320 px, in both languages: nothing overflows, even with text twice as large
 * (WCAG 2.2 1.4.4), targets are large enough, the content security policy is never broken, and axe finds nothing; in
 * English axe looks at one state of each page, since it judges the structure, which is the same. Then what the client
 * script adds (X1, X2, S6).
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import type { Locale } from '../../src/domain/realm.js';
import { launchChromium } from '../infrastructure/chromium.js';
import { catalogue } from './catalogue.js';
import { type PageServer, startPageServer } from './page_server.js';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
/**
 * One state with another sentence, of which few stand for all: errors of the protocol, faults of an upstream, wrong forms
 * of a number or code, stops and news of the account pages.
 */
const SAME_WITH_OTHER_WORDS = [
  /oauth-(?!invalid_request$|unmet)/,
  /federation\/failed-(?!acr|cancelled)/,
  /login\/(identifier-(?!key|never)|password-format|busy|unavailable|wrong-pair-employeurs)/,
  /code-choose\/(busy|unavailable|closed|resend-wait|delivery-failed-single)/,
  /code-enter\/(busy|unavailable|code-format|sends-exhausted|purpose)/,
  /dead-end\/(bad-request|too-large|forbidden-origin|method-not-allowed|other-session|busy)/,
  /account\/(stopped-(?!unmet|refused)|news-(?!used)|contacts-news-(?!added)|contact-(add-(email|landline)|not-sent|accept)|devices-news-(?!gone))/,
  /account\/(password-(new-same|meanwhile|ended|none)|app-(rename-wrong|remove|renew)|apps-(late|none)|everywhere-done)/,
  /account\/passkey(-create-(?!cancelled)|-remove-|-rename|s-(added|late|full))/,
  /invite-passkey\/cancelled/,
  /device\/(stopped-(?!digits)|digits-(empty|format)|kiosk-without)/,
  /kiosk\/(login-wrong|code-choose)/,
  /not-me\/(type-(format|wait)|ask-agent|done-all)/,
  /organisation\/(stopped-|signed-out|user-(problem|done|locked)|act-(?!grant|remove$)|overview-news|users-renewed|journal-empty|nothing-(?!not-yours)|create-forgotten|created-letter|join-missing|contact-ask|user-(oneself|invited))/,
];
const NAMES = catalogue()
  .map(({ name }) => name)
  .filter((name) => !SAME_WITH_OTHER_WORDS.some((same) => same.test(name)));
/** One state of each page: `code-enter/first` for all that begins with `code-enter/`. */
const FIRST_OF_THEIR_PAGE = new Set(new Map(NAMES.toReversed().map((name) => [pageOf(name), name])).values());
const CASES = NAMES.flatMap(
  (name) =>
    [
      { name, locale: 'fr', rules: TAGS },
      { name, locale: 'en', rules: FIRST_OF_THEIR_PAGE.has(name) ? TAGS : [] },
    ] as const,
);

function pageOf(name: string): string {
  return name.slice(0, name.indexOf('/') + 1) || name;
}

/** What of axe-core, a global of the page, is used here. */
interface Axe {
  run(options: {
    runOnly: readonly string[];
    resultTypes: readonly string[];
  }): Promise<{ violations: Array<{ id: string; nodes: Array<{ html: string }> }> }>;
}

describe('in a browser at 320 px', () => {
  let server: PageServer;
  let browser: Browser;
  let page: Page;
  const complaints: string[] = [];

  beforeAll(async () => {
    server = await startPageServer();
    browser = await launchChromium();
    const context = await browser.newContext({ viewport: { width: 320, height: 640 } });
    page = await context.newPage();
    page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
  }, 30_000);

  afterAll(async () => {
    await browser.close();
    await server.close();
  });

  async function open(name: string, locale: Locale): Promise<void> {
    const entry = server.entries.find((candidate) => candidate.name === name);
    if (entry === undefined) throw new Error(`no state ${name}`);
    await page.goto(server.address(entry, locale));
  }

  test.each(CASES)('X1 X2 nothing is wrong on $name in $locale', async ({ name, locale, rules }) => {
    complaints.length = 0;
    await open(name, locale);
    // By the protocol, so that the page's own policy against inline script stays in force.
    if (rules.length > 0) await page.evaluate(AXE);
    const seen = await page.evaluate(async (tags) => {
      const { axe } = globalThis as unknown as { axe: Axe };
      const { violations } =
        tags.length > 0 ? await axe.run({ runOnly: tags, resultTypes: ['violations'] }) : { violations: [] };
      const root = document.documentElement;
      const small = [...document.querySelectorAll('button, summary, .button, .link, .card, .input, footer li a')]
        .filter((target) => target.getClientRects().length > 0 && target.getBoundingClientRect().height < 48)
        .map((target) => target.outerHTML);
      const overflows = () => root.scrollWidth > root.clientWidth;
      const overflow = overflows();
      root.style.fontSize = '200%';
      const overflowInLargeText = overflows();
      return {
        violations: violations.map((v) => [v.id, v.nodes.map(({ html }) => html)]),
        overflow,
        overflowInLargeText,
        small,
        focused: document.activeElement?.hasAttribute('autofocus') ?? false,
        expectsFocus: document.querySelector('[autofocus]') !== null,
      };
    }, rules);
    expect(seen.violations).toEqual([]);
    expect(seen.overflow).toBe(false);
    expect(seen.overflowInLargeText).toBe(false);
    expect(seen.small).toEqual([]);
    expect(seen.focused).toBe(seen.expectsFocus);
    expect(complaints).toEqual([]);
  });

  test('I1 a number is grouped as it is typed, the caret stays, and an allocataire number is left alone', async () => {
    await open('login/first', 'fr');
    const field = page.locator('#identifier');
    await field.pressSequentially('284052a321025');
    expect(await field.inputValue()).toBe('2 84 05 2a 321 025');
    await field.evaluate((input: HTMLInputElement) => input.setSelectionRange(4, 4));
    await page.keyboard.press('Backspace');
    expect(await field.inputValue()).toBe('2 80 52 a3 210 25');
    expect(await field.evaluate((input: HTMLInputElement) => input.selectionStart)).toBe(3);
    await field.fill('1234567');
    expect(await field.inputValue()).toBe('1234567');
  });

  test('X2 the password is shown and hidden by its button, with a name and an announcement', async () => {
    await open('login/first', 'fr');
    const field = page.locator('#password');
    await field.fill('70413928');
    await page.getByRole('button', { name: 'Afficher Mot de passe' }).click();
    expect(await field.getAttribute('type')).toBe('text');
    expect(await page.locator('#password-status').textContent()).toBe('Votre mot de passe est affiché.');
    await page.getByRole('button', { name: 'Masquer Mot de passe' }).click();
    expect(await field.getAttribute('type')).toBe('password');
  });

  test('I2 times count down and say politely when they are over, and nothing is sent by itself', async () => {
    const sent: string[] = [];
    page.on('request', (request) => request.method() === 'POST' && sent.push(request.url()));
    await page.clock.install();
    await open('code-enter/first', 'fr');
    const [life, resend] = [page.locator('[data-countdown=left]'), page.locator('[data-countdown=wait]')];
    expect(await life.textContent()).toBe('Ce code expire dans 14\u00a0minutes.');
    expect(await resend.textContent()).toBe('possible dans 24\u00a0secondes');
    await page.clock.runFor(25_000);
    expect(await resend.textContent()).toBe('possible maintenant');
    await page.clock.runFor(14 * 60_000);
    expect(await life.textContent()).toBe('Ce code expire dans moins d’une minute.');
    await page.clock.runFor(60_000);
    expect(await life.textContent()).toBe('Ce code n’est plus valable. Demandez-en un nouveau.');
    expect(await page.locator('[data-countdown=left] + [role=status]').textContent()).toBe(await life.textContent());
    expect(sent).toEqual([]);
  });

  test('C1 the rules of a new password follow what is typed, and are said once the typing pauses', async () => {
    await open('change-password/provisional', 'fr');
    const field = page.locator('#new_password');
    const states = () => page.locator('.rules li').evaluateAll((rules) => rules.map((rule) => rule.className));
    const said = page.locator('.rules + [role=status]');
    await field.pressSequentially('1234');
    expect(await states()).toEqual(['not-met', ...Array(6).fill('unjudged')]);
    expect(await said.textContent()).toBe('');
    await page.clock.runFor(1_300);
    expect(await said.textContent()).toBe('Règles à respecter encore\u00a0: 8 chiffres, ni plus ni moins');
    await field.fill('90123456');
    expect((await states()).slice(0, 3)).toEqual(['met', 'met', 'not-met']);
    await field.fill('48291706');
    expect((await states()).slice(0, 4)).toEqual(['met', 'met', 'met', 'unjudged']);
    await page.clock.runFor(1_300);
    expect(await said.textContent()).toBe('La forme est bonne. Le reste est vérifié à l’envoi.');
    expect(await page.locator('[name=repeated_password]').count()).toBe(0);
    await open('change-password/characters', 'en');
    await page.locator('#new_password').fill('Chat7');
    expect((await states()).slice(0, 4)).toEqual(['not-met', 'met', 'met', 'met']);
    expect(complaints).toEqual([]);
  });

  test('I2 a form pressed twice is sent once', async () => {
    const sent: string[] = [];
    await page.route('**/code/send', async (route) => {
      sent.push(route.request().postData() ?? '');
      await route.fulfill({ status: 204 });
    });
    await open('code-choose/first', 'fr');
    await page.getByLabel('SMS').check();
    const button = page.locator('form .button');
    await button.click();
    await button.click({ force: true });
    expect(await button.textContent()).toBe('Patientez…');
    expect(sent).toEqual(['csrf=b6a1f1c2d5f94d3c&contact=sms']);
  });
});
