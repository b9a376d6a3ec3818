/**
 * A refresh token's successor is derived from it (P5): whoever presents the old token again within the grace gets the
 * same new one, and nobody can tell the new one without presenting the old. Nothing needs to be stored for that.
 */
import { createHmac } from 'node:crypto';
import Provider from 'oidc-provider';
import { hmacKey } from '../../domain/keys/hmac_key.js';
import type { KeyRing } from '../../domain/keys/key_ring.js';

export interface SuccessorNames {
  /** The token that follows `token`. */
  nameSuccessor(token: string): string;
}

export function createSuccessorNames(ring: KeyRing): SuccessorNames {
  return {
    nameSuccessor: (token) => createHmac('sha256', hmacKey(ring.current.secret)).update(token).digest('base64url'),
  };
}

/** Makes a provider's rotated refresh tokens take their derived names. */
export function installSuccession(provider: Provider, successors: SuccessorNames): void {
  const prototype = provider.RefreshToken.prototype as unknown as { generateTokenId(this: object): string };
  const generate = prototype.generateTokenId;
  prototype.generateTokenId = function generateTokenId() {
    const rotated = Provider.ctx?.oidc.entities.RotatedRefreshToken;
    return rotated ? successors.nameSuccessor(rotated.jti) : generate.call(this);
  };
}
