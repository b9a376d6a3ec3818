/** The fields of an import, by name and type: the same in NDJSON and in CSV, where everything is text (C9). */

export type FieldType = 'text' | 'list' | 'flag';

const LONGEST_TEXT = 200;
const LONGEST_HASH = 512;
const LONGEST_ADDRESS_LINE = 38;

interface Field {
  readonly type: FieldType;
  readonly longest: number;
}

const text = (longest = LONGEST_TEXT) => ({ type: 'text' as const, longest });
const list = { type: 'list', longest: LONGEST_TEXT } as const;
const flag = { type: 'flag', longest: 0 } as const;

export const FIELDS = {
  realm: text(),
  nir: text(),
  allocataire: text(),
  login: text(),
  family_name: text(),
  given_names: list,
  gender: text(),
  birthdate: text(),
  birthplace: text(),
  birthcountry: text(),
  email: text(LONGEST_HASH),
  email_verified: flag,
  mobile: text(),
  mobile_verified: flag,
  landline: text(),
  landline_verified: flag,
  address_lines: list,
  postcode: text(),
  city: text(LONGEST_ADDRESS_LINE),
  country: text(LONGEST_ADDRESS_LINE),
  caf: text(),
  siret: text(),
  locale: text(),
  status: text(),
  standing: text(),
  password_hash: text(LONGEST_HASH),
  password_set_at: text(),
  password_policy: text(),
  legacy_code_hash: text(LONGEST_HASH),
} as const satisfies Readonly<Record<string, Field>>;

export type FieldName = keyof typeof FIELDS;

type ValueOf<Name extends FieldName> = (typeof FIELDS)[Name]['type'] extends 'list'
  ? readonly string[]
  : (typeof FIELDS)[Name]['type'] extends 'flag'
    ? boolean
    : string;

/** What a line says, each field of its type; what it leaves out, or leaves empty, is absent. */
export type Fields = { readonly [Name in FieldName]?: ValueOf<Name> };

export function isField(name: string): name is FieldName {
  return Object.hasOwn(FIELDS, name);
}
