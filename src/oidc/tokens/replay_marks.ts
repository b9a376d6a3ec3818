/**
 * Single use of DPoP proofs and client assertions (P6; RFC 9449 §11.1, RFC 7523 §3). oidc-provider looks the mark up and
 * then writes it, so that two parallel replays both pass; here one conditional write decides.
 */
import type Provider from 'oidc-provider';
import { scoped } from '../../domain/artifact_name.js';
import type { EphemeralStore } from '../../ports/protocol/oidc_store.js';
import { tokenName } from './token_name.js';

interface ReplayDetection {
  /** @param exp seconds since the epoch until which the same jti is a replay */
  unique(iss: string, jti: string, exp: number): Promise<boolean>;
}

/**
 * A proof dated by a clock ahead of ours is good for up to this much longer than the library remembers it, and an
 * assertion for the clock tolerance after its end.
 */
const MARGIN_SECONDS = 305;

export function installReplayMarks(provider: Provider, ephemeral: EphemeralStore, realm: string): void {
  const model = provider.ReplayDetection as unknown as ReplayDetection;
  model.unique = (iss, jti, exp) =>
    ephemeral.putOnce(
      'ReplayDetection',
      scoped(realm, tokenName(`${iss}\0${jti}`)),
      Math.max(1, exp - Math.floor(Date.now() / 1000)) + MARGIN_SECONDS,
    );
}
