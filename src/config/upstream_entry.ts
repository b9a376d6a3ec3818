/** One entry of UPSTREAMS_FILE as it is written; what each field means is in src/domain/federation/upstream.ts. */
import { z } from 'zod';
import { EIDAS_LEVELS } from '../domain/federation/upstream.js';
import { UPSTREAM_PRESETS, type UpstreamPresetName } from './upstream_presets.js';

const localized = z.strictObject({ fr: z.string().min(1), en: z.string().min(1) });
const claimNames = z.array(z.string().min(1));
const address = z.url().refine(isSafeAddress, 'must be https, or http on loopback');
const issuer = address.refine((text) => !/[?#]|\/$/.test(text), 'must have no query, fragment or final slash');

export const upstreamEntrySchema = z.strictObject({
  realm: z.string(),
  preset: z.enum(Object.keys(UPSTREAM_PRESETS) as [UpstreamPresetName, ...UpstreamPresetName[]]).optional(),
  /** of the preset: production when none is given */
  environment: z.string().optional(),
  /** default: the preset's name */
  id: z
    .string()
    .regex(/^[a-z][a-z0-9-]{0,39}$/, 'must be lower-case letters, digits and dashes')
    .optional(),
  issuer: issuer.optional(),
  endpoints: z
    .strictObject({
      authorization_endpoint: address.optional(),
      token_endpoint: address.optional(),
      userinfo_endpoint: address.optional(),
      jwks_uri: address.optional(),
      end_session_endpoint: address.nullable().optional(),
      revocation_endpoint: address.nullable().optional(),
    })
    .default({}),
  client_id: z.string().min(1),
  authentication: z.enum(['client_secret_post', 'private_key_jwt']).default('client_secret_post'),
  client_secret: z.string().min(1).optional(),
  /** name of the environment variable that holds the secret */
  client_secret_env: z
    .string()
    .regex(/^[A-Z][A-Z0-9_]*$/, 'must be the name of a variable')
    .optional(),
  signing_alg: z.enum(['ES256', 'RS256']).optional(),
  /** null: tokens are signed only */
  encryption: z
    .strictObject({ alg: z.enum(['ECDH-ES', 'RSA-OAEP-256']), enc: z.literal('A256GCM').default('A256GCM') })
    .nullable()
    .optional(),
  userinfo: z.enum(['jwt', 'json']).optional(),
  scope: z
    .string()
    .refine((text) => text.split(' ').includes('openid'), 'must include openid')
    .optional(),
  levels: z.array(z.enum(EIDAS_LEVELS)).optional(),
  asks_amr: z.boolean().optional(),
  counts_as_password: z.boolean().optional(),
  reconciliation: z.enum(['pivot_identity', 'siret_and_person']).optional(),
  claims: z
    .strictObject({
      family_name: claimNames.optional(),
      given_names: claimNames.optional(),
      gender: claimNames.optional(),
      birthdate: claimNames.optional(),
      birthplace: claimNames.optional(),
      birthcountry: claimNames.optional(),
      siret: claimNames.optional(),
    })
    .default({}),
  /** the last day (to its end, in Paris) or moment of its use; ISO 8601 */
  ends_at: z.union([z.iso.date(), z.iso.datetime({ offset: true })]).optional(),
  notice_seconds: z.number().int().nonnegative().optional(),
  clock_tolerance_seconds: z.number().int().min(0).max(600).optional(),
  timeout_seconds: z.number().int().min(1).max(30).optional(),
  name: z.string().min(1).optional(),
  sentence: localized.nullable().optional(),
  about: z.strictObject({ label: localized, href: z.url() }).nullable().optional(),
  button_file: z.string().min(1).nullable().optional(),
});
export type UpstreamEntry = z.infer<typeof upstreamEntrySchema>;

/** http is for simulators of this machine only. */
function isSafeAddress(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, username, password } = new URL(text);
  if (username || password) return false;
  return protocol === 'https:' || (protocol === 'http:' && /^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname));
}
