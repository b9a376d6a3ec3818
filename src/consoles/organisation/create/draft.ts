/**
 * A person about to be created, as typed (E1): read into an order, or into what is wrong with each field. What was typed is
 * kept, so that nothing is typed twice.
 */

import type { MessageBudget } from '../../../domain/delivery/message_budget.js';
import type { Birthdate } from '../../../domain/federation/birthdate.js';
import { parseLogin } from '../../../domain/identifier/login.js';
import type { Locale } from '../../../domain/realm.js';
import { readTypedBirthdate } from '../../../domain/recovery/typed_birthdate.js';
import type { PostalAddress } from '../../../ports/account/account_store.js';
import type { CreateUserOrder } from '../../../services/organisation/administration.js';
import { readEmail, readTelephone } from '../contact/read.js';
import type { KeptFields } from '../kept.js';

const TYPED_FIELDS = [
  'family_name',
  'given_names',
  'login',
  'email',
  'telephone',
  'address_1',
  'address_2',
  'postcode',
  'city',
  'birth_day',
  'birth_month',
  'birth_year',
  'language',
] as const;
export type TypedField = (typeof TYPED_FIELDS)[number];
/** Before a right's id, in the name of its tick. */
export const RIGHT_TICK = 'right.';

export const DRAFT_FAULTS = [
  'family-name',
  'given-names',
  'login',
  'login-taken',
  'email',
  'telephone',
  'telephone-refused',
  'unreachable',
  'address',
  'postcode',
  'birthdate',
] as const;
export type DraftFault = (typeof DRAFT_FAULTS)[number];

export interface FieldFault {
  readonly field: TypedField;
  readonly fault: DraftFault;
}

/** An order whose login may still be '': one will be suggested. */
export type ReadDraft =
  | { readonly ok: true; readonly order: CreateUserOrder }
  | { readonly ok: false; readonly faults: readonly FieldFault[] };

const LONGEST_FIELD_CHARACTERS = 200;
const LONGEST_NAME_CHARACTERS = 80;
const LONGEST_LINE_CHARACTERS = 38;

/** What a form brought: the fields that are ours, each of a bearable length. */
export function typedFields(form: ReadonlyMap<string, string>, rights: readonly string[]): KeptFields {
  const typed = TYPED_FIELDS.map((name) => [name, (form.get(name) ?? '').slice(0, LONGEST_FIELD_CHARACTERS)] as const);
  const ticked = rights
    .filter((id) => form.has(`${RIGHT_TICK}${id}`))
    .map((id) => [`${RIGHT_TICK}${id}`, '1'] as const);
  return Object.fromEntries([...typed, ...ticked]);
}

/**
 * @param now milliseconds since the epoch
 * @param countries whose numbers are written to and called (S3)
 */
export function readDraft(
  fields: KeptFields,
  now: number,
  countries: Pick<MessageBudget, 'foreignCallingCodes'>,
): ReadDraft {
  const faults: FieldFault[] = [];
  const wrong = (field: TypedField, fault: DraftFault) => {
    faults.push({ field, fault });
  };
  const typed = (field: TypedField) => (fields[field] ?? '').trim();

  const givenNames = typed('given_names')
    .split(',')
    .map(nameOf)
    .filter((name) => name !== '');
  const familyName = nameOf(typed('family_name'));
  if (givenNames.length === 0 || !givenNames.every(isName)) wrong('given_names', 'given-names');
  if (!isName(familyName)) wrong('family_name', 'family-name');

  const login = typed('login') === '' ? { ok: true as const, login: '' } : parseLogin(typed('login'));
  if (!login.ok) wrong('login', 'login');

  const email = typed('email') === '' ? null : readEmail(typed('email'));
  if (email?.ok === false) wrong('email', 'email');
  const telephone = typed('telephone') === '' ? null : readTelephone(typed('telephone'), countries);
  if (telephone?.ok === false) wrong('telephone', telephone.fault === 'refused' ? 'telephone-refused' : 'telephone');

  const address = readAddress(typed, wrong);
  const takesMessages =
    email !== null || (telephone !== null && !(telephone.ok && telephone.value.kind === 'landline'));
  if (!takesMessages && address === null) wrong('email', 'unreachable');

  const birth = readTypedBirthdate(
    { day: typed('birth_day'), month: typed('birth_month'), year: typed('birth_year') },
    now,
  );
  if (!birth.ok && birth.code !== 'birthdate-empty') wrong('birth_day', 'birthdate');

  if (faults.length > 0) return { ok: false, faults };
  return {
    ok: true,
    order: {
      familyName,
      givenNames,
      login: login.ok ? login.login : '',
      email: email?.ok ? email.value : null,
      telephone: telephone?.ok ? telephone.value : null,
      postalAddress: address,
      birthdate: birth.ok ? dayOf(birth.birthdate) : null,
      rights: Object.keys(fields)
        .filter((name) => name.startsWith(RIGHT_TICK))
        .map((name) => name.slice(RIGHT_TICK.length)),
      locale: languageOf(typed('language')),
    },
  };
}

function nameOf(typed: string): string {
  return typed.normalize('NFC').replace(/\s+/g, ' ').trim();
}

function isName(name: string): boolean {
  return /\p{L}/u.test(name) && !/[\p{Cc}\p{Cf}\d]/u.test(name) && name.length <= LONGEST_NAME_CHARACTERS;
}

function languageOf(typed: string): Locale {
  return typed === 'en' ? 'en' : 'fr';
}

/** Whole, or not at all; 38 characters a line, as the post wants them (NF Z10-011). */
function readAddress(
  typed: (field: TypedField) => string,
  wrong: (field: TypedField, fault: DraftFault) => void,
): PostalAddress | null {
  const lines = [typed('address_1'), typed('address_2')].filter((line) => line !== '');
  const [postcode, city] = [typed('postcode'), typed('city')];
  if (lines.length === 0 && postcode === '' && city === '') return null;
  if (lines.length === 0 || city === '' || [...lines, city].some((line) => line.length > LONGEST_LINE_CHARACTERS)) {
    wrong('address_1', 'address');
  }
  if (!/^\d{5}$/.test(postcode)) wrong('postcode', 'postcode');
  return { lines, postcode, city, country: null };
}

function dayOf({ year, month, day }: Birthdate): string {
  return `${year}-${month ?? '00'}-${day ?? '00'}`;
}
