// The secret variables: those of src/config/secrets.ts, which a test compares. make_secrets makes each of SECRET_VARIABLES,
// and a backup must hold them; an optional one is backed up where it is set.
import { readFileSync } from 'node:fs';

/** id:base64url[,id:base64url…], newest first */
export const RINGS = [
  'COOKIE_KEYS',
  'PEPPER_KEYS',
  'IDENTIFIER_ENCRYPTION_KEYS',
  'IDENTIFIER_INDEX_KEYS',
  'COUNTER_INDEX_KEYS',
  'CODE_KEYS',
  'REFRESH_SUCCESSION_KEYS',
  'NOTICE_TOKEN_KEYS',
  'KEY_ENCRYPTION_KEYS',
];
export const SINGLE_VALUES = ['PAIRWISE_SALT', 'DPOP_NONCE_KEY'];
export const SECRET_VARIABLES = [...RINGS, ...SINGLE_VALUES];
export const OPTIONAL_SECRET_VARIABLES = ['SIGNING_JWKS'];

/** A variable's value, or the content of the file that `<NAME>_FILE` names, as the service reads it. */
export function readValue(environment, name) {
  const file = environment[`${name}_FILE`];
  return environment[name] || (file ? readFileSync(file, 'utf8').trim() : undefined);
}

/** @throws naming every one that is missing */
export function readSecretValues(environment) {
  const values = Object.fromEntries(SECRET_VARIABLES.map((name) => [name, readValue(environment, name)]));
  const missing = SECRET_VARIABLES.filter((name) => !values[name]);
  if (missing.length > 0) throw new Error(`${missing.join(', ')} missing: a backup without them restores nothing`);
  const jwks = readValue(environment, 'SIGNING_JWKS');
  // A backup keeps one line a variable; a key set may be written on many.
  return jwks ? { ...values, SIGNING_JWKS: JSON.stringify(JSON.parse(jwks)) } : values;
}
