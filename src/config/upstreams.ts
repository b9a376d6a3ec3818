/**
 * UPSTREAMS_FILE: a JSON array of the OpenID providers that realms trust for a person's identity (F1 to F3): a preset
 * (src/config/upstream_presets.ts) or full settings, each field overridable. Refusals name entry and field, never a value.
 */
import { readFileSync } from 'node:fs';
import { EIDAS_LEVELS, type UpstreamEndpoints, type UpstreamSettings } from '../domain/federation/upstream.js';
import { endOf } from './moment.js';
import { type UpstreamEntry, upstreamEntrySchema } from './upstream_entry.js';
import { UPSTREAM_PRESETS, type UpstreamPreset } from './upstream_presets.js';

export class UpstreamsFileError extends Error {
  constructor(index: number | undefined, what: string) {
    super(`UPSTREAMS_FILE${index === undefined ? '' : `: upstream ${index}`}: ${what}`);
    this.name = 'UpstreamsFileError';
  }
}

/** What a full description starts from: nothing that could be wrong for somebody. */
const PLAIN: Pick<
  UpstreamPreset,
  'levels' | 'asksAmr' | 'claims' | 'noticeSeconds' | 'clockToleranceSeconds' | 'timeoutSeconds' | 'scope'
> = {
  scope: 'openid',
  levels: [],
  asksAmr: false,
  claims: { familyName: [], givenNames: [], gender: [], birthdate: [], birthplace: [], birthcountry: [], siret: [] },
  noticeSeconds: UPSTREAM_PRESETS.franceconnect.noticeSeconds,
  clockToleranceSeconds: UPSTREAM_PRESETS.franceconnect.clockToleranceSeconds,
  timeoutSeconds: UPSTREAM_PRESETS.franceconnect.timeoutSeconds,
};

/**
 * @param text the file's content
 * @param realmIds realms that exist
 * @param variable what an environment variable, or the file that `<variable>_FILE` names, holds
 * @throws UpstreamsFileError with the entry's index and field
 */
export function parseUpstreams(
  text: string,
  realmIds: readonly string[],
  variable: (name: string) => string | undefined,
): readonly UpstreamSettings[] {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    throw new UpstreamsFileError(undefined, 'is not JSON');
  }
  if (!Array.isArray(parsed)) throw new UpstreamsFileError(undefined, 'must be a JSON array');
  const taken = new Set<string>();
  return parsed.map((value: unknown, index) => {
    const refuse = (what: string): never => {
      throw new UpstreamsFileError(index, what);
    };
    const read = upstreamEntrySchema.safeParse(value);
    if (!read.success) {
      const [issue] = read.error.issues;
      return refuse(`${issue?.path.join('.') || 'entry'}: ${issue?.message ?? 'refused'}`);
    }
    if (!realmIds.includes(read.data.realm)) refuse('realm: unknown');
    const settings = settingsOf(read.data, variable, refuse);
    const key = `${settings.realm} ${settings.id}`;
    if (taken.has(key)) refuse('id: used twice in its realm');
    taken.add(key);
    return settings;
  });
}

/** @throws UpstreamsFileError when the file cannot be read or is refused */
export function readUpstreamsFile(
  file: string,
  realmIds: readonly string[],
  variable: (name: string) => string | undefined,
): readonly UpstreamSettings[] {
  try {
    return parseUpstreams(readFileSync(file, 'utf8'), realmIds, variable);
  } catch (error) {
    if (error instanceof UpstreamsFileError) throw error;
    throw new UpstreamsFileError(undefined, `cannot be read (${(error as NodeJS.ErrnoException).code})`);
  }
}

type Refuse = (what: string) => never;

function settingsOf(
  entry: UpstreamEntry,
  variable: (name: string) => string | undefined,
  refuse: Refuse,
): UpstreamSettings {
  const preset: UpstreamPreset | undefined = entry.preset && UPSTREAM_PRESETS[entry.preset];
  const base: Partial<UpstreamPreset> = preset ?? PLAIN;
  const issuer = issuerOf(entry, preset, refuse);
  const given = <Value>(field: string, value: Value | undefined): Value => value ?? refuse(`${field}: missing`);
  const names = entry.claims;
  const claims = base.claims ?? PLAIN.claims;
  return {
    id: given('id', entry.id ?? entry.preset),
    realm: entry.realm,
    issuer,
    endpoints: endpointsOf(entry, preset?.endpointsOf(issuer), refuse),
    clientId: entry.client_id,
    authentication: authenticationOf(entry, variable, refuse),
    protection: {
      signingAlg: given('signing_alg', entry.signing_alg ?? base.protection?.signingAlg),
      encryption: entry.encryption === undefined ? base.protection?.encryption : (entry.encryption ?? undefined),
      userinfo: given('userinfo', entry.userinfo ?? base.protection?.userinfo),
    },
    scope: given('scope', entry.scope ?? base.scope),
    levels: EIDAS_LEVELS.filter((level) => given('levels', entry.levels ?? base.levels).includes(level)),
    asksAmr: given('asks_amr', entry.asks_amr ?? base.asksAmr),
    countsAsPassword: given('counts_as_password', entry.counts_as_password ?? base.countsAsPassword),
    reconciliation: given('reconciliation', entry.reconciliation ?? base.reconciliation),
    claims: {
      familyName: names.family_name ?? claims.familyName,
      givenNames: names.given_names ?? claims.givenNames,
      gender: names.gender ?? claims.gender,
      birthdate: names.birthdate ?? claims.birthdate,
      birthplace: names.birthplace ?? claims.birthplace,
      birthcountry: names.birthcountry ?? claims.birthcountry,
      siret: names.siret ?? claims.siret,
    },
    endsAt: entry.ends_at === undefined ? undefined : endOf(entry.ends_at),
    noticeSeconds: given('notice_seconds', entry.notice_seconds ?? base.noticeSeconds),
    clockToleranceSeconds: given(
      'clock_tolerance_seconds',
      entry.clock_tolerance_seconds ?? base.clockToleranceSeconds,
    ),
    timeoutSeconds: given('timeout_seconds', entry.timeout_seconds ?? base.timeoutSeconds),
    name: given('name', entry.name ?? base.name),
    sentence: entry.sentence === undefined ? base.sentence : (entry.sentence ?? undefined),
    about: entry.about === undefined ? base.about : (entry.about ?? undefined),
    buttonFile: entry.button_file === undefined ? base.buttonFile : (entry.button_file ?? undefined),
  };
}

function issuerOf(entry: UpstreamEntry, preset: UpstreamPreset | undefined, refuse: Refuse): string {
  if (entry.environment !== undefined && entry.issuer !== undefined) refuse('environment: the issuer is given already');
  if (entry.issuer !== undefined) return entry.issuer;
  const environments = Object.entries(preset?.issuers ?? {});
  if (environments.length === 0) return refuse('issuer: missing');
  const wanted = entry.environment ?? environments[0]?.[0];
  const found = environments.find(([environment]) => environment === wanted)?.[1];
  return found ?? refuse(`environment: must be one of ${environments.map(([environment]) => environment).join(', ')}`);
}

function endpointsOf(entry: UpstreamEntry, derived: UpstreamEndpoints | undefined, refuse: Refuse): UpstreamEndpoints {
  const given = entry.endpoints;
  const required = (name: 'authorization_endpoint' | 'token_endpoint' | 'userinfo_endpoint' | 'jwks_uri') =>
    given[name] ?? derived?.[name] ?? refuse(`endpoints.${name}: missing`);
  const optional = (name: 'end_session_endpoint' | 'revocation_endpoint') =>
    given[name] === undefined ? derived?.[name] : (given[name] ?? undefined);
  return {
    authorization_endpoint: required('authorization_endpoint'),
    token_endpoint: required('token_endpoint'),
    userinfo_endpoint: required('userinfo_endpoint'),
    jwks_uri: required('jwks_uri'),
    end_session_endpoint: optional('end_session_endpoint'),
    revocation_endpoint: optional('revocation_endpoint'),
  };
}

function authenticationOf(
  entry: UpstreamEntry,
  variable: (name: string) => string | undefined,
  refuse: Refuse,
): UpstreamSettings['authentication'] {
  const { authentication: method, client_secret: written, client_secret_env: name } = entry;
  if (method === 'private_key_jwt') {
    if (written !== undefined || name !== undefined) refuse('client_secret: private_key_jwt has none');
    return { method };
  }
  if (written !== undefined && name !== undefined) refuse('client_secret: given twice, by client_secret_env too');
  const secret = written ?? (name === undefined ? undefined : variable(name));
  if (secret) return { method, secret };
  return refuse(name === undefined ? 'client_secret: missing' : 'client_secret_env: names a variable that is not set');
}
