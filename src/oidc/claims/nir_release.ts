/**
 * The NIR leaves Poterne in one way only (S4): in the `nir` scope, to a client whose legal basis is recorded, in an
 * encrypted answer. Everything else is refused when the client is registered or leaves the claim out.
 */
import { type Client, errors } from 'oidc-provider';

const SCOPE = 'nir';

interface NirMetadata {
  readonly scope?: string | undefined;
  readonly nir_legal_basis?: string | undefined;
  readonly userinfo_encrypted_response_alg?: string | undefined;
  readonly id_token_encrypted_response_alg?: string | undefined;
}

/**
 * Checks a client's metadata at registration.
 *
 * @throws InvalidClientMetadata when it names the scope without a legal basis or without encryption
 */
export function checkNirMetadata(metadata: NirMetadata): void {
  // The library calls this even after it found the scope to be no text.
  if (typeof metadata.scope !== 'string' || !metadata.scope.split(' ').includes(SCOPE)) return;
  if (!metadata.nir_legal_basis) throw new errors.InvalidClientMetadata('scope nir needs nir_legal_basis');
  if (!metadata.userinfo_encrypted_response_alg && !metadata.id_token_encrypted_response_alg) {
    throw new errors.InvalidClientMetadata('scope nir needs an encrypted userinfo or ID Token response');
  }
}

/**
 * May this answer carry the NIR?
 *
 * @param use which answer
 * @param scope the granted scopes of it
 */
export function mayCarryNir(client: Client | undefined, use: string, scope: string): boolean {
  if (!client || !scope.split(' ').includes(SCOPE)) return false;
  const { nir_legal_basis: basis } = client as unknown as NirMetadata;
  if (!basis || !(client.scope ?? '').split(' ').includes(SCOPE)) return false;
  if (use === 'userinfo') return client.userinfoEncryptedResponseAlg !== undefined;
  return use === 'id_token' && client.idTokenEncryptedResponseAlg !== undefined;
}
