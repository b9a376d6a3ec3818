/** An account as an import brings it, checked whole: every problem of a line is told at once (C9). */
import type { CivilIdentity } from '../account/civil_identity.js';
import { parseEmailAddress } from '../contact/email_address.js';
import { parseTelephone } from '../contact/telephone.js';
import { parseLegacyHash } from '../credential/legacy_hash.js';
import { parseBirthdate } from '../federation/birthdate.js';
import { parseAllocataire } from '../identifier/allocataire.js';
import { parseLogin } from '../identifier/login.js';
import { parseNir } from '../identifier/nir.js';
import { parseSiret } from '../identifier/siret.js';
import type { IdentifierKind, Locale, Realm } from '../realm.js';
import type { FieldName, Fields } from './fields.js';
import type { Problem, ProblemCode } from './problem.js';

export interface ImportedCredential {
  readonly kind: 'password' | 'legacy_code';
  /** as domain/credential/legacy_hash.ts reads it */
  readonly hash: string;
  readonly policy: string | null;
  /** milliseconds since the epoch, as what follows */
  readonly setAt: number;
  readonly expiresAt: number | null;
}

export interface ImportedAccount extends CivilIdentity {
  readonly identifiers: ReadonlyArray<{ readonly kind: IdentifierKind; readonly value: string }>;
  readonly contacts: ReadonlyArray<{
    readonly kind: 'email' | 'mobile' | 'landline';
    readonly value: string;
    readonly verified: boolean;
  }>;
  readonly status: 'active' | 'suspended';
  readonly standing: 'affiliated' | 'applicant';
  readonly locale: Locale;
  readonly caf: string | null;
  readonly address: {
    readonly lines: readonly string[];
    readonly postcode: string;
    readonly city: string;
    readonly country: string | null;
  } | null;
  readonly siret: string | null;
  readonly credentials: readonly ImportedCredential[];
}

export interface ImportRules {
  readonly realm: Pick<Realm, 'id' | 'identifierKinds'>;
  /** do people of the realm still have a 4-digit code from a letter (C5)? */
  readonly hasLegacyCodes: boolean;
  /** life of a chosen password in milliseconds; null: for ever (C3) */
  readonly passwordLifeMs: number | null;
  /** when the import began, in milliseconds since the epoch */
  readonly startedAt: number;
}

export type CheckedAccount =
  | { readonly ok: true; readonly account: ImportedAccount }
  | { readonly ok: false; readonly problems: readonly Problem[] };

const IDENTIFIER_KINDS: readonly IdentifierKind[] = ['nir', 'allocataire', 'login'];
/** NF Z 10-011: with the name and the city, six lines. */
const MOST_ADDRESS_LINES = 4;
const LONGEST_ADDRESS_LINE = 38;
const MOMENT = /^(\d{4}-\d{2}-\d{2})(?:T\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?(?:Z|[+-]\d{2}:\d{2}))?$/;

export function checkAccount(fields: Fields, rules: ImportRules): CheckedAccount {
  const problems: Problem[] = [];
  const tell = (field: FieldName | '', code: ProblemCode) => {
    problems.push({ field, code });
  };
  if (fields.realm !== undefined && fields.realm !== rules.realm.id) tell('realm', 'other-realm');
  const account: ImportedAccount = {
    ...civilIdentity(fields, rules, tell),
    identifiers: identifiers(fields, rules, tell),
    contacts: contacts(fields, tell),
    status: oneOf(fields, 'status', ['active', 'suspended'], tell),
    standing: oneOf(fields, 'standing', ['affiliated', 'applicant'], tell),
    locale: oneOf(fields, 'locale', ['fr', 'en'], tell),
    caf: matching(fields, 'caf', /^\d{3}$/, tell),
    address: address(fields, tell),
    siret: siret(fields, tell),
    credentials: credentials(fields, rules, tell),
  };
  return problems.length > 0 ? { ok: false, problems } : { ok: true, account };
}

type Tell = (field: FieldName | '', code: ProblemCode) => void;

function civilIdentity(fields: Fields, rules: ImportRules, tell: Tell): CivilIdentity {
  for (const name of ['family_name', 'given_names', 'gender', 'birthdate'] as const)
    if (fields[name] === undefined) tell(name, 'missing');
  const givenNames = (fields.given_names ?? []).map((name) => name.trim());
  if (fields.given_names && (givenNames.length === 0 || givenNames.includes('')))
    tell('given_names', 'given-names-empty');
  const birthdate = parseBirthdate(fields.birthdate);
  if (fields.birthdate !== undefined && !birthdate) tell('birthdate', 'birthdate');
  const written = birthdate ? `${birthdate.year}-${birthdate.month ?? '00'}-${birthdate.day ?? '00'}` : '';
  if (written > new Date(rules.startedAt).toISOString()) tell('birthdate', 'birthdate-future');
  return {
    familyName: fields.family_name ?? '',
    givenNames,
    gender: oneOf(fields, 'gender', ['unspecified', 'male', 'female'], tell),
    birthdate: written,
    birthplace: matching(fields, 'birthplace', /^(?:2[AB]|\d{2})\d{3}$/, tell),
    birthcountry: matching(fields, 'birthcountry', /^99\d{3}$/, tell),
  };
}

function identifiers(fields: Fields, { realm }: ImportRules, tell: Tell): ImportedAccount['identifiers'] {
  const found: Array<{ kind: IdentifierKind; value: string }> = [];
  let named = 0;
  for (const kind of IDENTIFIER_KINDS) {
    const typed = fields[kind];
    if (typed === undefined) continue;
    named += 1;
    if (!realm.identifierKinds.includes(kind)) {
      tell(kind, 'identifier-of-other-realm');
      continue;
    }
    const parsed = identifier(kind, typed);
    if ('value' in parsed) found.push({ kind, value: parsed.value });
    else tell(kind, parsed.code);
  }
  if (named === 0) tell(realm.identifierKinds[0] ?? '', 'no-identifier');
  return found;
}

/** An empty one is told as too short: of separators alone nothing is left. */
function identifier(kind: IdentifierKind, typed: string): { value: string } | { code: ProblemCode } {
  const told = <Reason extends string>(reason: Reason) =>
    (reason === 'empty' ? 'too-short' : reason) as Exclude<Reason, 'empty'> | 'too-short';
  switch (kind) {
    case 'nir': {
      const parsed = parseNir(typed);
      return parsed.ok ? { value: parsed.nir } : { code: `nir-${told(parsed.reason)}` };
    }
    case 'allocataire': {
      const parsed = parseAllocataire(typed);
      return parsed.ok ? { value: parsed.allocataire } : { code: `allocataire-${told(parsed.reason)}` };
    }
    case 'login': {
      const parsed = parseLogin(typed);
      return parsed.ok ? { value: parsed.login } : { code: `login-${told(parsed.reason)}` };
    }
  }
}

function contacts(fields: Fields, tell: Tell): ImportedAccount['contacts'] {
  const found: Array<ImportedAccount['contacts'][number]> = [];
  const email = fields.email === undefined ? undefined : parseEmailAddress(fields.email);
  if (email?.ok) found.push({ kind: 'email', value: email.address, verified: fields.email_verified ?? true });
  else if (email) tell('email', email.reason === 'empty' ? 'email-at-sign' : `email-${email.reason}`);
  for (const kind of ['mobile', 'landline'] as const) {
    const typed = fields[kind];
    if (typed === undefined) continue;
    const parsed = parseTelephone(typed);
    if (!parsed.ok) tell(kind, parsed.reason === 'empty' ? 'telephone-too-short' : `telephone-${parsed.reason}`);
    else if (parsed.line !== kind && parsed.line !== 'foreign') tell(kind, `not-a-${kind}`);
    else found.push({ kind, value: parsed.number, verified: fields[`${kind}_verified`] ?? true });
  }
  for (const kind of ['email', 'mobile', 'landline'] as const)
    if (fields[`${kind}_verified`] !== undefined && fields[kind] === undefined)
      tell(`${kind}_verified`, 'nothing-to-verify');
  return found;
}

function address(fields: Fields, tell: Tell): ImportedAccount['address'] {
  const { address_lines: given, postcode, city, country = null } = fields;
  if (given === undefined && postcode === undefined && city === undefined && country === null) return null;
  if (given === undefined || postcode === undefined || city === undefined) {
    tell(given === undefined ? 'address_lines' : postcode === undefined ? 'postcode' : 'city', 'address-incomplete');
    return null;
  }
  const lines = given.map((line) => line.trim()).filter((line) => line !== '');
  if (lines.length === 0) tell('address_lines', 'address-incomplete');
  if (lines.length > MOST_ADDRESS_LINES || lines.some((line) => line.length > LONGEST_ADDRESS_LINE))
    tell('address_lines', 'address-lines');
  if (country === null && !/^\d{5}$/.test(postcode)) tell('postcode', 'postcode');
  return { lines, postcode, city, country };
}

function siret({ siret: typed }: Fields, tell: Tell): string | null {
  if (typed === undefined) return null;
  const parsed = parseSiret(typed);
  if (parsed.ok) return parsed.siret;
  tell('siret', parsed.reason === 'empty' ? 'siret-length' : `siret-${parsed.reason}`);
  return null;
}

function credentials(fields: Fields, rules: ImportRules, tell: Tell): readonly ImportedCredential[] {
  const found: ImportedCredential[] = [];
  const { password_hash: password, legacy_code_hash: code } = fields;
  const setAt = passwordMoment(fields, rules, tell);
  const policy = fields.password_policy ?? null;
  if (policy !== null && policy !== 'eight-digits' && policy !== 'characters')
    tell('password_policy', 'password-policy');
  if (password === undefined) {
    for (const name of ['password_set_at', 'password_policy'] as const)
      if (fields[name] !== undefined) tell(name, 'hash-missing');
  } else {
    const parsed = parseLegacyHash(password);
    if (!parsed.ok) tell('password_hash', `hash-${parsed.reason}`);
    const expiresAt = rules.passwordLifeMs === null ? null : setAt + rules.passwordLifeMs;
    found.push({ kind: 'password', hash: password, policy, setAt, expiresAt });
  }
  if (code !== undefined) {
    const parsed = parseLegacyHash(code);
    if (!rules.hasLegacyCodes) tell('legacy_code_hash', 'legacy-code-not-used');
    else if (!parsed.ok) tell('legacy_code_hash', `hash-${parsed.reason}`);
    found.push({ kind: 'legacy_code', hash: code, policy: null, setAt: rules.startedAt, expiresAt: null });
  }
  return found;
}

function passwordMoment({ password_set_at: text }: Fields, { startedAt }: ImportRules, tell: Tell): number {
  if (text === undefined) return startedAt;
  const moment = MOMENT.test(text) ? Date.parse(text) : Number.NaN;
  // A day that no calendar has would be read as the next one.
  if (Number.isNaN(moment) || !parseBirthdate(text.slice(0, 10))?.day) tell('password_set_at', 'moment');
  else if (moment > startedAt) tell('password_set_at', 'moment-future');
  return moment;
}

/** The first value stands for nothing. */
function oneOf<Value extends string>(
  fields: Fields,
  name: 'gender' | 'status' | 'standing' | 'locale',
  values: readonly [Value, ...Value[]],
  tell: Tell,
): Value {
  const given = fields[name];
  if (given === undefined) return values[0];
  const value = values.find((candidate) => candidate === given);
  if (value === undefined) tell(name, name);
  return value ?? values[0];
}

function matching(
  fields: Fields,
  name: 'birthplace' | 'birthcountry' | 'caf',
  form: RegExp,
  tell: Tell,
): string | null {
  const given = fields[name];
  if (given === undefined) return null;
  if (!form.test(given)) tell(name, name);
  return given;
}
