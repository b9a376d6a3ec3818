/**
 * What kind of number a foreign one is, as far as it decides whether anything is sent there (S3): by the numbering plans of
 * all countries that libphonenumber-js brings. They take a few hundred milliseconds and some megabytes to load, so that
 * happens at the first foreign number (ADR 0021).
 */
import { createRequire } from 'node:module';
import type * as Core from 'libphonenumber-js/core';

/** Numbers that cost whoever calls them, or that are nobody's telephone. */
const REFUSED: ReadonlySet<string> = new Set([
  'PREMIUM_RATE',
  'SHARED_COST',
  'TOLL_FREE',
  'PERSONAL_NUMBER',
  'PAGER',
  'UAN',
  'VOICEMAIL',
]);

let typeOf: ((number: string) => string | undefined) | undefined;

/**
 * A number that the plans do not know is not refused: they lag behind the countries.
 *
 * @param number in E.164
 */
export function isForeignPremium(number: string): boolean {
  typeOf ??= load();
  return REFUSED.has(typeOf(number) ?? '');
}

function load(): (number: string) => string | undefined {
  const require = createRequire(import.meta.url);
  const core = require('libphonenumber-js/core') as typeof Core;
  const metadata = require('libphonenumber-js/metadata.max.json') as Core.MetadataJson;
  return (number) => core.parsePhoneNumberFromString(number, metadata)?.getType();
}
