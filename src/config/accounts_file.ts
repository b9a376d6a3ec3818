/**
 * ACCOUNTS_FILE: people to seed, NDJSON, one a line (requirements O1; README). Everything is checked before anything is
 * written; a bad line is named by its number and reason, never by its content.
 */
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { SeedAccount, SeedMembership } from '../domain/account/seed_account.js';
import { parseEmailAddress } from '../domain/contact/email_address.js';
import { parseTelephone } from '../domain/contact/telephone.js';
import { parseBirthdate } from '../domain/federation/birthdate.js';
import { parseAllocataire } from '../domain/identifier/allocataire.js';
import { parseLogin } from '../domain/identifier/login.js';
import { parseNir } from '../domain/identifier/nir.js';
import { parseSiret } from '../domain/identifier/siret.js';
import { MEMBER_ROLES } from '../domain/organisation/membership.js';
import { isRight } from '../domain/organisation/rules.js';
import type { IdentifierKind, Realm } from '../domain/realm.js';

const text = z.string().min(1).max(200);

const lineSchema = z.strictObject({
  realm: text,
  identifiers: z.strictObject({ nir: text.optional(), allocataire: text.optional(), login: text.optional() }),
  password: z.string().min(1).max(256).nullable().optional(),
  family_name: text,
  given_names: z.array(text).min(1),
  gender: z.enum(['male', 'female', 'unspecified']),
  birthdate: z.string().regex(/^\d{4}-\d{2}-\d{2}$/),
  birthplace: z
    .string()
    .regex(/^(?:2[AB]|\d{2})\d{3}$/)
    .nullable()
    .optional(),
  birthcountry: z
    .string()
    .regex(/^99\d{3}$/)
    .nullable()
    .optional(),
  siret: text.nullable().optional(),
  organisations: z
    .array(
      z.strictObject({
        siret: text,
        name: text,
        role: z.enum(MEMBER_ROLES).optional(),
        rights: z.array(text).max(50).optional(),
      }),
    )
    .max(20)
    .optional(),
  password_expires_at: z.iso.date().nullable().optional(),
  provisional_password: z.string().min(1).max(256).nullable().optional(),
  legacy_code: z
    .string()
    .regex(/^\d{4}$/)
    .nullable()
    .optional(),
  standing: z.enum(['affiliated', 'applicant']).optional(),
  caf: z
    .string()
    .regex(/^\d{3}$/)
    .nullable()
    .optional(),
  address: z
    .strictObject({ lines: z.array(text).max(4), postcode: z.string().regex(/^\d{5}$/), city: text })
    .nullable()
    .optional(),
  email: z.string().nullable().optional(),
  mobile: z.string().nullable().optional(),
  landline: z.string().nullable().optional(),
});

export class AccountsFileError extends Error {
  constructor(line: number | undefined, reason: string) {
    super(`ACCOUNTS_FILE${line === undefined ? '' : `: line ${line}`}: ${reason}`);
    this.name = 'AccountsFileError';
  }
}

/** @throws AccountsFileError at the first bad line */
export function parseAccounts(content: string, realms: readonly Realm[]): readonly SeedAccount[] {
  const accounts: SeedAccount[] = [];
  const seen = new Map<string, number>();
  for (const [index, raw] of content.split('\n').entries()) {
    if (raw.trim() === '') continue;
    const line = index + 1;
    const account = parseLine(raw, line, realms);
    for (const { kind, value } of account.identifiers) {
      const key = `${account.realm}\0${kind}\0${value}`;
      const earlier = seen.get(key);
      if (earlier !== undefined) throw new AccountsFileError(line, `identifiers.${kind} is already on line ${earlier}`);
      seen.set(key, line);
    }
    accounts.push(account);
  }
  return accounts;
}

/** @throws AccountsFileError when the file cannot be read or a line is bad */
export function readAccountsFile(file: string, realms: readonly Realm[]): readonly SeedAccount[] {
  try {
    return parseAccounts(readFileSync(file, 'utf8'), realms);
  } catch (error) {
    if (error instanceof AccountsFileError) throw error;
    throw new AccountsFileError(undefined, `cannot be read (${(error as NodeJS.ErrnoException).code})`);
  }
}

function parseLine(raw: string, line: number, realms: readonly Realm[]): SeedAccount {
  let json: unknown;
  try {
    json = JSON.parse(raw);
  } catch {
    throw new AccountsFileError(line, 'is not JSON');
  }
  const parsed = lineSchema.safeParse(json);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    // A misplaced value may stand where a name belongs: only what reads like a name is repeated.
    const names = issue?.code === 'unrecognized_keys' ? issue.keys.filter((key) => /^[a-z_]{1,32}$/.test(key)) : [];
    const keys = names.map((name) => ` "${name}"`).join(',');
    throw new AccountsFileError(line, `${issue?.path.join('.') || 'the object'}: ${issue?.code ?? 'refused'}${keys}`);
  }
  const fields = parsed.data;
  const realm = realms.find(({ id }) => id === fields.realm);
  if (!realm) throw new AccountsFileError(line, 'realm: unknown');
  const identifiers = realm.identifierKinds.flatMap((kind) => {
    const typed = fields.identifiers[kind];
    return typed === undefined ? [] : [{ kind, value: readIdentifier(kind, typed, line) }];
  });
  const foreign = (Object.keys(fields.identifiers) as IdentifierKind[]).find(
    (kind) => !realm.identifierKinds.includes(kind),
  );
  if (foreign) throw new AccountsFileError(line, `identifiers.${foreign}: not an identifier of this realm`);
  if (!parseBirthdate(fields.birthdate)) throw new AccountsFileError(line, 'birthdate: no such date');
  if (identifiers.length === 0) throw new AccountsFileError(line, 'identifiers: at least one is needed');
  return {
    realm: realm.id,
    identifiers,
    password: fields.password ?? null,
    familyName: fields.family_name,
    givenNames: fields.given_names,
    gender: fields.gender,
    birthdate: fields.birthdate,
    birthplace: fields.birthplace ?? null,
    birthcountry: fields.birthcountry ?? null,
    siret: fields.siret ? readSiret(fields.siret, line) : null,
    ...(fields.organisations ? { organisations: readOrganisations(realm, fields.organisations, line) } : {}),
    passwordExpiresAt: fields.password_expires_at ? Date.parse(fields.password_expires_at) : null,
    provisionalPassword: fields.provisional_password ?? null,
    legacyCode: fields.legacy_code ?? null,
    standing: fields.standing ?? 'affiliated',
    caf: fields.caf ?? null,
    postalAddress: fields.address ? { ...fields.address, country: null } : null,
    contacts: readContacts(fields, line),
  };
}

function readIdentifier(kind: IdentifierKind, typed: string, line: number): string {
  const refuse = (reason: string): never => {
    throw new AccountsFileError(line, `identifiers.${kind}: ${reason}`);
  };
  if (kind === 'nir') {
    const nir = parseNir(typed);
    return nir.ok ? nir.nir : refuse(nir.reason);
  }
  const parsed = kind === 'allocataire' ? parseAllocataire(typed) : parseLogin(typed);
  if (!parsed.ok) return refuse(parsed.reason);
  return 'allocataire' in parsed ? parsed.allocataire : parsed.login;
}

function readSiret(typed: string, line: number): string {
  const parsed = parseSiret(typed);
  if (!parsed.ok) throw new AccountsFileError(line, `siret: ${parsed.reason}`);
  return parsed.siret;
}

function readOrganisations(
  { organisations: rules }: Realm,
  given: NonNullable<z.infer<typeof lineSchema>['organisations']>,
  line: number,
): readonly SeedMembership[] {
  if (!rules && given.length > 0) throw new AccountsFileError(line, 'organisations: the realm has none');
  return given.map(({ siret, name, role = 'user', rights = [] }) => {
    const unknown = rights.find((right) => !rules || !isRight(rules, right));
    if (unknown !== undefined) throw new AccountsFileError(line, 'organisations: a right that the realm does not have');
    return { siret: readSiret(siret, line), name, role, rights, reviewMonths: rules?.reviewMonths ?? 0 };
  });
}

function readContacts(fields: z.infer<typeof lineSchema>, line: number): SeedAccount['contacts'] {
  const contacts: Array<SeedAccount['contacts'][number]> = [];
  if (fields.email) {
    const email = parseEmailAddress(fields.email);
    if (!email.ok) throw new AccountsFileError(line, `email: ${email.reason}`);
    contacts.push({ kind: 'email', value: email.address });
  }
  for (const kind of ['mobile', 'landline'] as const) {
    const typed = fields[kind];
    if (!typed) continue;
    const telephone = parseTelephone(typed);
    if (!telephone.ok) throw new AccountsFileError(line, `${kind}: ${telephone.reason}`);
    if (telephone.line !== kind && telephone.line !== 'foreign')
      throw new AccountsFileError(line, `${kind}: is a ${telephone.line}`);
    contacts.push({ kind, value: telephone.number });
  }
  return contacts;
}
