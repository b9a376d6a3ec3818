/** X3: the footer's pages say what is so here, and the leaflet fits on one sheet of A4. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { REALMS } from '../../src/config/realms.js';
import type { Locale, Realm } from '../../src/domain/realm.js';
import type { AboutFacts, AboutTopic } from '../../src/http/layout/about/about_page.js';
import { aboutText } from '../../src/http/layout/about/text.js';
import { launchChromium } from '../infrastructure/chromium.js';
import { aboutFacts } from './catalogue.js';
import { type PageServer, startPageServer } from './page_server.js';

const [ALLOCATAIRES, EMPLOYEURS] = REALMS as readonly [Realm, Realm];
const words = (topic: AboutTopic, facts: AboutFacts, locale: Locale = 'fr') =>
  JSON.stringify(aboutText(locale, topic, facts)).replaceAll('\u00a0', ' ');

describe('X3 the pages follow the settings', () => {
  test('S5 X3 how long the history is kept is the setting that rules', () => {
    expect(words('personal-data', aboutFacts(ALLOCATAIRES))).toContain('sécurité : 12 mois');
    expect(words('personal-data', { ...aboutFacts(ALLOCATAIRES), auditRetentionDays: 182 })).toContain('6 mois');
    expect(words('personal-data', { ...aboutFacts(ALLOCATAIRES), auditRetentionDays: 100 }, 'en')).toContain(
      '100 days',
    );
    const session = { idleSeconds: 1200, absoluteSeconds: 7200 };
    const shorter = { ...aboutFacts(ALLOCATAIRES), realm: { ...ALLOCATAIRES, session } };
    expect(words('personal-data', shorter)).toMatch(/20 minutes sans rien faire, et après 2 heures/);
  });

  test('X3 who to write to is named, and the help line where nobody is', () => {
    expect(words('personal-data', aboutFacts(ALLOCATAIRES))).toContain('donnees-personnelles@portail.example.test');
    const empty = { ...aboutFacts(ALLOCATAIRES), realm: ALLOCATAIRES };
    for (const topic of ['personal-data', 'accessibility', 'security'] as const) {
      expect(words(topic, empty)).not.toMatch(/@|\bnull\b|undefined/);
      expect(words(topic, empty)).toContain('ligne d’aide');
    }
  });

  test.each([
    [null, 'non conforme', 'aucun audit'],
    [30, 'non conforme', '30 %'],
    [82, 'partiellement conforme', '82 %'],
    [100, 'totalement conforme', '100 %'],
  ])('X2 X3 with an audit of %s percent the statement says: %s', (share, state, more) => {
    const audit = share === null ? null : { on: '2026-10-12', by: 'Opale', share };
    const said = words('accessibility', aboutFacts(ALLOCATAIRES, audit));
    expect(said).toContain(`pages de connexion : ${state}.`);
    expect(said).toContain(more);
    expect(said).toMatch(/Défenseur des droits/);
  });

  test('X3 help with codes names the ways that the realm has', () => {
    expect(words('code-help', aboutFacts(ALLOCATAIRES))).toMatch(/Par e-mail.*Par SMS.*FranceConnect\+.*48 heures/);
    expect(words('code-help', aboutFacts(ALLOCATAIRES))).toContain('Par votre application');
    const without = { ...ALLOCATAIRES, authenticators: null };
    for (const topic of ['code-help', 'helpers'] as const)
      expect(words(topic, { ...aboutFacts(ALLOCATAIRES), realm: without })).not.toContain('application');
    const employers = words('code-help', aboutFacts(EMPLOYEURS));
    expect(employers).not.toMatch(/Par e-mail|FranceConnect/);
    expect(employers).toMatch(/10 minutes/);
    const spoken = { ...EMPLOYEURS, channels: ['voice' as const] };
    expect(words('code-help', { ...aboutFacts(EMPLOYEURS), realm: spoken })).toMatch(/dicté trois fois/);
  });
});

describe('X3 the leaflet', () => {
  let server: PageServer;
  let browser: Browser;
  beforeAll(async () => {
    [server, browser] = await Promise.all([startPageServer(), launchChromium()]);
  });
  afterAll(() => Promise.all([browser.close(), server.close()]));

  test('X3 printed, it is one page in each language and realm, without the frame of the site', async () => {
    const page = await (await browser.newContext()).newPage();
    for (const name of ['about/helpers', 'about/helpers-employeurs'])
      for (const locale of ['fr', 'en'] as const) {
        const entry = server.entries.find((each) => each.name === name);
        if (!entry) throw new Error(`no state ${name}`);
        await page.goto(server.address(entry, locale));
        const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
        expect([name, locale, pdf.match(/\/Type\s*\/Page\b/g)?.length]).toEqual([name, locale, 1]);
        await page.emulateMedia({ media: 'print' });
        expect(await page.locator('footer').isVisible()).toBe(false);
        expect(await page.getByText('3230').or(page.getByText('05 56 11 33 33')).first().isVisible()).toBe(true);
        await page.emulateMedia({ media: null });
      }
  });
});
