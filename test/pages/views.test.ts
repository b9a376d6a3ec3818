/** Every page and state, as a document (X1, X2, S6). */
import { describe, expect, test } from '@jest/globals';
import type { Locale } from '../../src/domain/realm.js';
import { errorsAboutCode } from '../../src/http/layout/code_error.js';
import { catalogue } from './catalogue.js';

const LOCALES: readonly Locale[] = ['fr', 'en'];
const PAGES = catalogue().flatMap(({ name, render }) =>
  LOCALES.map((locale) => ({ name: `${name} ${locale}`, locale, html: render(locale) })),
);

function all(html: string, pattern: RegExp): string[] {
  return [...html.matchAll(pattern)].map((match) => match[1] ?? match[0]);
}

test('X2 every state has a name of its own', () => {
  const names = catalogue().map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
});

describe.each(PAGES)('$name', ({ locale, html }) => {
  test('X2 says its language, and one first heading that the title repeats', () => {
    expect(html).toMatch(new RegExp(`^<!doctype html><html lang="${locale}">`));
    const headings = all(html, /<h1[^>]*>(.*?)<\/h1>/gs).map((heading) => heading.replace(/<[^>]+>/g, ''));
    expect(headings).toHaveLength(1);
    const title = all(html, /<title>(.*?)<\/title>/g)[0] ?? '';
    expect(title.replace(/^(Erreur\u00a0: |Error: )/, '').startsWith(`${headings[0]} – `)).toBe(true);
    expect(/^(Erreur\u00a0: |Error: )/.test(title)).toBe(html.includes('autofocus') || isDeadEnd(html));
  });

  test('X2 gives every field a label, and ids only once', () => {
    const ids = all(html, / id="([^"]+)"/g);
    expect(new Set(ids).size).toBe(ids.length);
    const labelled = all(html, /<label[^>]* for="([^"]+)"/g);
    for (const input of all(html, /<input[^>]*>/g).filter((tag) => !tag.includes('type="hidden"'))) {
      expect(labelled).toContain(/ id="([^"]+)"/.exec(input)?.[1]);
    }
    const referred = [
      ...all(html, /aria-(?:describedby|labelledby)="([^"]+)"/g).flatMap((list) => list.split(' ')),
      ...all(html, /href="#([^"]+)"/g),
    ];
    for (const id of referred) expect(ids).toContain(id);
  });

  test('A5 asks for a passkey for an action only where it says which', () => {
    for (const href of all(html, /data-passkey-request="([^"]+)"/g)) {
      const isSaid = /modifier vos coordonnées bancaires|change your bank details/.test(html);
      expect(href.endsWith('?names=action')).toBe(isSaid);
    }
  });

  test('S6 holds no inline style, script or handler, and posts with an anti-forgery value', () => {
    expect(html).not.toMatch(/ style=|<style|<script>|<script(?![^>]* src=)| on[a-z]+="|javascript:/i);
    for (const form of all(html, /<form.*?<\/form>/gs)) {
      expect(form).toMatch(/^<form method="post"/);
      expect(form).toMatch(/name="(csrf|xsrf)" value="[^"]+"/);
    }
  });

  test('X2 blocks neither paste nor managers, and gives back no secret', () => {
    expect(html).not.toMatch(/onpaste|oncopy/);
    // A kiosk's browser is nobody's: its fields alone leave nothing to managers (I9).
    if (html.includes('<body class="kiosk"')) expect(html).not.toMatch(/autocomplete="(?!off")|data-reveals/);
    else expect(html).not.toContain('autocomplete="off"');
    expect(html).not.toMatch(/<input[^>]*type="password"[^>]* value=/);
    expect(html).not.toMatch(/<input[^>]*name="code"[^>]* value="[^"]/);
  });

  test('X1 keeps French punctuation with its word', () => {
    if (locale === 'fr') expect(html.replace(/<[^>]+>/g, '')).not.toMatch(/ [:;?!»]|« /);
  });

  test('X1 holds no undefined value', () => {
    expect(html).not.toMatch(/\b(undefined|NaN|null)\b|\[object/);
  });
});

test('I1 what was typed comes back, and the fields carry their tokens', () => {
  const html = find('login/identifier-month')('fr');
  expect(html).toMatch(/<input[^>]*value="2841588321025"/);
  expect(html).toMatch(/<input[^>]*autocomplete="username"[^>]*inputmode="text"/);
  expect(html).toMatch(/<input[^>]*autocomplete="current-password"[^>]*/);
  expect(find('code-enter/first')('fr')).toMatch(/<input[^>]*autocomplete="one-time-code"/);
});

test('X2 an error is focused, announced, linked to its field and said beside it', () => {
  const html = find('login/identifier-key')('fr');
  expect(html).toMatch(/role="alert" tabindex="-1" autofocus/);
  expect(html).toMatch(/<a href="#identifier">Les 2 derniers chiffres/);
  expect(html).toMatch(/<input[^>]*aria-describedby="identifier-error identifier-hint"[^>]*aria-invalid="true"/);
});

test('I1 a wrong pair gets one sentence that blames neither', () => {
  const html = find('login/wrong-pair')('fr');
  expect(html).not.toContain('aria-invalid');
  expect(html).toContain('ne vont pas ensemble');
});

test('I2 a spent code offers a new one, and no field to try it in', () => {
  for (const state of ['code-expired', 'tries-exhausted', 'already-used']) {
    const html = find(`code-enter/${state}`)('fr');
    expect(html).not.toContain('name="code"');
    expect(html).toContain('Recevoir un nouveau code');
  }
});

test('I2 C4 one that is spent stays spent where a new one is refused, or an empty field is sent', () => {
  for (const state of ['code-enter/spent-resend-wait', 'forgotten-password/code-spent-resend-wait']) {
    const html = find(state)('fr');
    expect(html).not.toContain('name="code"');
    expect(html).toContain('Recevoir un nouveau code');
    expect(html).toMatch(/Attendez 1[12] secondes avant d’en demander un autre/);
    expect(html).toContain('<title>Erreur');
  }
  expect(errorsAboutCode([{ code: 'code-empty' }], { secondsLeft: 0, triesLeft: 5 })).toEqual({
    errors: [{ code: 'code-expired' }],
    isOver: true,
  });
});

test('S5 what brings a file announces no wait that nothing would end', () => {
  expect(find('account/data-ready')('fr')).not.toContain('data-busy');
  expect(find('login/first')('fr')).toContain('data-busy');
});

test('I2 tries are said when three or fewer', () => {
  expect(find('code-enter/first')('fr')).not.toContain('Il vous reste');
  expect(find('code-enter/wrong-code-last')('fr')).toContain('il vous reste 1 essai.');
});

test.each(['<script>alert(1)</script>', '"><img src=x onerror=alert(1)>', "'); DROP TABLE--", '&amp;<b>'])(
  'S6 %s comes out as text wherever a person or a portal may put it',
  (hostile) => {
    for (const { render } of catalogue({ portalName: hostile, typed: hostile })) {
      for (const locale of LOCALES) {
        const html = render(locale);
        expect(html).not.toMatch(/<script>|<img|"[^"<>]*" onerror/);
        if (/[<&]/.test(hostile)) expect(html).not.toContain(hostile);
        expect(html.match(/<h1/g)).toHaveLength(1);
      }
    }
  },
);

function find(name: string): (locale: Locale) => string {
  const found = catalogue().find((entry) => entry.name === name);
  if (found === undefined) throw new Error(`no state ${name}`);
  return found.render;
}

/** A dead end has an error in its title and no form to correct. */
function isDeadEnd(html: string): boolean {
  return DEAD_ENDS.has(html);
}

const DEAD_ENDS = new Set(
  catalogue()
    .filter(
      ({ name }) =>
        /^(dead-end\/|federation\/|passkey\/failed-|(account|organisation)\/stopped-)/.test(name) &&
        !/(interaction-finished|cancelled|uncertain|link|sign-out)$/.test(name),
    )
    .flatMap(({ render }) => LOCALES.map(render)),
);
