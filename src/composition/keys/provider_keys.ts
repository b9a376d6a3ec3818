/** Signing and upstream keys: prepared at start, then followed while they rotate (S7, F1). */
import { createPublicKey } from 'node:crypto';
import { createKeyMaker } from '../../adapters/system/keys/key_maker.js';
import type { Config } from '../../config/environment.js';
import type { SigningJwk } from '../../config/secrets.js';
import type { KeyRules } from '../../domain/keys/provider_key.js';
import { errorForLog, type Logger } from '../../http/log.js';
import type { AuditLog } from '../../ports/audit/audit_log.js';
import type { Clock } from '../../ports/clock.js';
import type { KeyStore, NewKey } from '../../ports/keys/key_store.js';
import { type CurrentKeys, followKeys } from '../../services/keys/current_keys.js';
import { prepareKeys } from '../../services/keys/prepare_keys.js';

/** what ANSSI asks of RSA keys (RGS B1) */
export const RSA_BITS = 3072;
/** a development key protects nothing, and is made at each first start */
const DEVELOPMENT_RSA_BITS = 2048;

export interface KeySettings {
  readonly KEYS_REFRESH_SECONDS: number;
  readonly JWKS_CACHE_SECONDS: number;
  readonly KEYS_RETIRE_AFTER_SECONDS: number;
}

/** Two readings: one may fail, or have begun before the key was there. */
const READINGS = 2;

export function keyRules(settings: KeySettings): KeyRules {
  const readSeconds = READINGS * settings.KEYS_REFRESH_SECONDS;
  return {
    publishedAheadSeconds: readSeconds + settings.JWKS_CACHE_SECONDS,
    // Until they have read again, other processes go on signing with a key that was replaced.
    retireAfterSeconds: readSeconds + settings.KEYS_RETIRE_AFTER_SECONDS,
  };
}

export interface ProviderKeysDependencies {
  readonly keys: KeyStore;
  readonly audit: AuditLog;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** @throws Error when the keys cannot be read or opened */
export async function openProviderKeys(
  config: Config,
  { keys, audit, clock, logger }: ProviderKeysDependencies,
): Promise<CurrentKeys> {
  const makeKey = createKeyMaker(config.mode === 'production' ? RSA_BITS : DEVELOPMENT_RSA_BITS);
  await prepareKeys({ keys, makeKey, audit, clock }, config.secrets.signing.map(importedKey));
  return followKeys(keys, {
    refreshSeconds: config.KEYS_REFRESH_SECONDS,
    clock,
    onFailure: (error) => logger.warn({ error: errorForLog(error) }, 'keys not read'),
  });
}

function importedKey(jwk: SigningJwk): NewKey {
  const { kid, alg } = jwk;
  const open = createPublicKey({ key: jwk, format: 'jwk' }).export({ format: 'jwk' });
  return { kid, purpose: 'signing', alg, publicJwk: { ...open, kid, use: 'sig', alg }, privateJwk: jwk };
}
