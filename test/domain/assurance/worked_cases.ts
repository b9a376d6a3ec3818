/** Reads docs/assurance_cases.json: what a portal sends and what a person has proved, as the rule takes them. */
import { readFileSync } from 'node:fs';
import type { KoaContextWithOIDC } from 'oidc-provider';
import { REALMS } from '../../../src/config/realms.js';
import type { Acr } from '../../../src/domain/assurance/acr.js';
import type { AcrRequest } from '../../../src/domain/assurance/acr_request.js';
import { NOTHING_FORCED } from '../../../src/domain/assurance/forced_steps.js';
import type { LoginOffer } from '../../../src/domain/assurance/next_step.js';
import type { Ledger, Proof } from '../../../src/domain/assurance/proof.js';
import type { Situation } from '../../../src/domain/assurance/situation.js';
import { type EidasLevel, isEidasLevel } from '../../../src/domain/federation/upstream.js';
import type { CodeChannel, Realm } from '../../../src/domain/realm.js';
import type { FreshAcr } from '../../../src/domain/sensitive_action/sensitive_action.js';
import { readAcrRequest } from '../../../src/oidc/interaction/acr_request.js';
import { isFirst } from './worth.js';

/** One case of the table; what is left out has the default that docs/assurance.md gives. */
export interface WorkedCase {
  readonly title: string;
  readonly realm?: string;
  readonly acr_values?: string;
  readonly essential_acr?: readonly string[];
  /** seconds */
  readonly max_age?: number;
  readonly prompt?: 'login';
  readonly floor?: 'one-step';
  /** the request names an action that accepts at least this */
  readonly action?: FreshAcr;
  readonly channels?: readonly CodeChannel[];
  readonly realm_channels?: readonly CodeChannel[];
  /** `own`: the person has one · `offered`: others of the realm have; else the realm offers none */
  readonly passkey?: 'own' | 'offered';
  readonly signed_in?: boolean;
  /** levels of the upstreams in use; none unless told */
  readonly upstream_levels?: readonly EidasLevel[];
  /** an upstream's identity waits for the account that is being proved */
  readonly linking?: boolean;
  readonly proofs: readonly string[];
  readonly next:
    | { readonly step: 'unmet' | 'link_identity' }
    | { readonly step: 'no_channel'; readonly level?: EidasLevel }
    | { readonly step: 'login'; readonly offer?: LoginOffer }
    | {
        readonly step: 'one_time_code';
        readonly channels: readonly CodeChannel[];
        readonly target: Acr;
        readonly passkey?: true;
      }
    | { readonly step: 'done'; readonly acr: Acr; readonly amr: string };
}

export const PERSON = 'the person who signs in';
export const THIS_REQUEST = 'this request';
export const NOW = Date.parse('2026-11-22T10:00:00Z');
export const CASES_FILE = new URL('../../../docs/assurance_cases.json', import.meta.url);

const DEFAULT_CHANNELS: readonly CodeChannel[] = ['email', 'sms'];
const PROOF =
  /^(password|email|sms|voice|totp|recovery|trusted device|passkey|synced passkey|eidas1|eidas2|eidas3|net-entreprises), (\d+ min|some time) ago, (here|earlier)(, in a session it kept)?(, of somebody else)?(, for the action|, for another action)?$/;

export function readWorkedCases(): readonly WorkedCase[] {
  return (JSON.parse(readFileSync(CASES_FILE, 'utf8')) as { cases: readonly WorkedCase[] }).cases;
}

/**
 * What the portal asks, read from the parameters as the provider reads them.
 *
 * @throws UnmetAuthenticationRequirements when only unknown values are essential
 */
export function requestOf(worked: WorkedCase): AcrRequest {
  const acr = { essential: true, values: worked.essential_acr };
  const params = {
    acr_values: worked.acr_values,
    max_age: worked.max_age,
    claims: worked.essential_acr && JSON.stringify({ id_token: { acr } }),
  };
  const prompts = new Set(worked.prompt ? [worked.prompt] : []);
  // The provider turns an age limit of zero into prompt=login before it looks at anything else.
  if (worked.max_age === 0) prompts.add('login');
  const client = worked.floor ? { defaultAcrValues: [worked.floor] } : {};
  const ctx = { oidc: { params, prompts, client } } as unknown as KoaContextWithOIDC;
  const { action: minimumAcr } = worked;
  const action = minimumAcr && { digest: 'for the action', minimumAcr };
  return { ...readAcrRequest(ctx, realmOf(worked)), action };
}

export function situationOf(worked: WorkedCase): Situation {
  const ledger = worked.proofs.map(readProof);
  const realm = realmOf(worked);
  return {
    accountId: worked.signed_in || ledger.length > 0 ? PERSON : undefined,
    channels: worked.channels ?? DEFAULT_CHANNELS,
    realmChannels: worked.realm_channels ?? realm.channels,
    passkey: worked.passkey === 'own',
    offersPasskeys: worked.passkey !== undefined,
    upstreamLevels: worked.upstream_levels ?? [],
    isLinking: worked.linking ?? false,
    forced: NOTHING_FORCED,
    ledger,
    request: ledger.some((proof) => proof.request === THIS_REQUEST) ? THIS_REQUEST : undefined,
    now: NOW,
    freshFirstFactorSeconds: realm.freshFirstFactorSeconds,
  };
}

/** When the person last proved a first factor; what `auth_time` says. */
export function authTime(ledger: Ledger): number | undefined {
  const firsts = ledger.filter((proof) => isFirst(proof) && proof.accountId === PERSON);
  return firsts.length > 0 ? Math.max(...firsts.map(({ at }) => at)) : undefined;
}

function realmOf(worked: WorkedCase): Realm {
  const realm = REALMS.find(({ id }) => id === (worked.realm ?? 'allocataires'));
  if (!realm) throw new Error(`no realm ${worked.realm}`);
  return realm;
}

function readProof(text: string, index: number): Proof {
  const [, kind, age = '', where, kept, foreign, named] = PROOF.exec(text) ?? [];
  if (!kind) throw new Error(`not a proof: ${text}`);
  const base = {
    id: `proof ${index}`,
    accountId: foreign ? 'somebody else' : PERSON,
    // An upstream that does not say when.
    at: age === 'some time' ? 0 : NOW - Number.parseInt(age, 10) * 60_000,
    request: where === 'here' ? THIS_REQUEST : 'an earlier request',
  };
  if (kind === 'password') return { ...base, factor: 'password' };
  if (kind === 'trusted device') return { ...base, factor: 'trusted_device', device: 'the browser' };
  if (isEidasLevel(kind) || kind === 'net-entreprises') {
    const level = isEidasLevel(kind) ? kind : undefined;
    const upstream = { upstream: level ? 'franceconnect' : kind, level, countsAsPassword: !level };
    return { ...base, factor: 'upstream', ...upstream, amr: level ? ['fc'] : ['pwd'], recent: !kept && base.at > 0 };
  }
  const action = named ? { action: named.slice(2) } : {};
  if (kind === 'passkey' || kind === 'synced passkey') {
    return { ...base, factor: 'passkey', passkey: kind, deviceBound: kind === 'passkey', ...action };
  }
  return { ...base, factor: 'code', channel: kind as CodeChannel, contact: `contact of ${kind}`, ...action };
}
