/** One of the three upstreams, forging what a test wants, and our adapter in front of it with its own keys. */
import { expect } from '@jest/globals';
import type { JWK } from 'jose';
import { createOutboundFetch } from '../../src/adapters/system/outbound/outbound_fetch.js';
import { createUpstreamProvider, type UpstreamKeys } from '../../src/adapters/upstream/openid_upstream.js';
import { parseUpstreams } from '../../src/config/upstreams.js';
import type { EidasLevel, UpstreamSettings } from '../../src/domain/federation/upstream.js';
import type { UpstreamChecks } from '../../src/ports/federation/upstream_provider.js';
import {
  createForgingUpstream,
  type Forgery,
  makeKey,
  PERSON,
  type Registration,
} from '../harness/forging_upstream.js';

export type UpstreamName = 'franceconnect-plus' | 'franceconnect' | 'net-entreprises';

export const REDIRECT_URI = 'https://connexion.example.test/allocataires/federation/retour';
const SECRET = 'a-secret-of-this-test-only-0123456789';

/** Small enough for tests of slowness, long enough for a loaded machine. */
const TIMEOUT_SECONDS = 10;

export interface StageOptions {
  readonly encryption?: 'ECDH-ES' | 'RSA-OAEP-256';
  readonly authentication?: 'client_secret_post' | 'private_key_jwt';
  readonly signingAlg?: 'ES256' | 'RS256';
  readonly settings?: Partial<UpstreamSettings>;
}

/** Ours towards FranceConnect+, made once: RSA keys take their time. */
const ecdhKey = makeKey('ECDH-ES', 'enc');
let rsaKey: ReturnType<typeof makeKey> | undefined;
const authenticationKey = makeKey('ES256', 'sig');

export async function openStage(name: UpstreamName, options: StageOptions = {}) {
  const alg = options.encryption ?? 'ECDH-ES';
  if (alg === 'RSA-OAEP-256') rsaKey ??= makeKey(alg, 'enc');
  const encryptionKey = await (alg === 'RSA-OAEP-256' && rsaKey ? rsaKey : ecdhKey);
  const ownKeys: { decryption: JWK[]; authentication: JWK } = {
    decryption: [encryptionKey.privateKey],
    authentication: (await authenticationKey).privateKey,
  };
  let recipient = encryptionKey.publicKey;
  const isPlus = name === 'franceconnect-plus';
  const signingAlg = options.signingAlg ?? (name === 'net-entreprises' ? 'RS256' : 'ES256');
  const registration: Registration = {
    clientId: `client-of-${name}`,
    ...(options.authentication === 'private_key_jwt'
      ? { authentication: [(await authenticationKey).publicKey] }
      : { secret: SECRET }),
    signingAlg,
    encryption: isPlus ? { alg, enc: 'A256GCM' } : undefined,
    encryptionKey: () => recipient,
    userinfo: name === 'net-entreprises' ? 'json' : 'jwt',
  };
  const upstream = await createForgingUpstream(registration);
  const method = options.authentication ?? 'client_secret_post';
  const entry = {
    realm: 'allocataires',
    preset: name,
    issuer: upstream.issuer,
    client_id: registration.clientId,
    authentication: method,
    ...(method === 'client_secret_post' ? { client_secret: SECRET } : {}),
    signing_alg: signingAlg,
    ...(isPlus ? { encryption: { alg } } : {}),
    timeout_seconds: TIMEOUT_SECONDS,
  };
  const [settings] = parseUpstreams(JSON.stringify([entry]), ['allocataires'], () => undefined);
  if (!settings) throw new Error('no upstream');

  let passed = 0;
  const createProvider = (
    changes: Partial<UpstreamSettings> = {},
    keys: () => Promise<UpstreamKeys> | UpstreamKeys = () => ownKeys,
  ) =>
    createUpstreamProvider(
      { ...settings, ...options.settings, ...changes },
      {
        keys,
        fetch: createOutboundFetch({ allow: [], allowLoopback: true }),
        clock: { now: () => Date.now() + passed },
      },
    );
  const provider = createProvider();
  const level = settings.levels[0];
  const begin = (asked: EidasLevel | undefined = level, by = provider) =>
    by.begin({ redirectUri: REDIRECT_URI, level: asked, locale: 'fr' });

  /** What becomes of one sign-in: `accepted`, or its fault. Failures tell operators nothing about anybody. */
  async function complete(callback: URL, checks: UpstreamChecks, by = provider): Promise<string> {
    const outcome = await by.complete(callback, checks);
    if (outcome.ok) return 'accepted';
    const values = [...Object.values(PERSON).flat().map(String), ...callback.searchParams.values(), checks.nonce];
    for (const value of values) if (value !== 'access_denied') expect(outcome.detail).not.toContain(value);
    expect(outcome.detail).toMatch(/^[\w ’]{3,80}$/);
    return outcome.code;
  }

  return {
    ...upstream,
    upstream,
    settings: provider.settings,
    provider,
    createProvider,
    ownKeys,
    begin,
    complete,
    /** From here on the upstream encrypts for this key. */
    encryptFor: (key: JWK) => {
      recipient = key;
    },
    passSeconds: (seconds: number) => {
      passed += seconds * 1000;
    },
    async signIn(forgery: Forgery = {}, asked?: EidasLevel, by = provider): Promise<string> {
      const { url, checks } = await begin(asked ?? level, by);
      return complete(upstream.authorize(url, forgery), checks, by);
    },
  };
}
export type UpstreamStage = Awaited<ReturnType<typeof openStage>>;
