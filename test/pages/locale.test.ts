/** Which language a page is written in (P9, X1). */
import { expect, test } from '@jest/globals';
import { pickLocale } from '../../src/http/locale.js';

test.each([
  [{}, 'fr'],
  [{ acceptLanguage: 'en-GB,en;q=0.9,fr;q=0.8' }, 'en'],
  [{ acceptLanguage: 'en;q=0.5, fr-CA;q=0.9' }, 'fr'],
  [{ acceptLanguage: 'de, en;q=0, *;q=0.1' }, 'fr'],
  [{ acceptLanguage: 'de, es;q=0.7, en;q=0.2' }, 'en'],
  [{ uiLocales: 'de en-US fr', acceptLanguage: 'fr' }, 'en'],
  [{ cookie: 'fr', uiLocales: 'en', acceptLanguage: 'en' }, 'fr'],
  [{ query: 'en', cookie: 'fr', uiLocales: 'fr' }, 'en'],
  [{ query: '<script>', cookie: 'xx', acceptLanguage: ';;q=x,,en' }, 'en'],
  [{ acceptLanguage: `${'de,'.repeat(100_000)}en` }, 'fr'],
] as const)('P9 %j reads %s', (sources, expected) => {
  expect(pickLocale(sources)).toBe(expected);
});
