/**
 * A client that may have a stream of security events (S8) is given the session's name in its ID Token, by which events speak
 * of it.
 */
import type Provider from 'oidc-provider';
import type { Client } from 'oidc-provider';
import { ownMetadata } from '../client/client_metadata.js';

/** @param audience resource that a client must be registered for to have a stream */
export function installNamedSessions(provider: Provider, audience: string): void {
  const prototype = provider.Client.prototype as unknown as { includeSid: (this: Client) => boolean };
  const includeSid = prototype.includeSid;
  if (typeof includeSid !== 'function') throw new Error('oidc-provider no longer decides on sid as expected');
  prototype.includeSid = function includesSid() {
    return includeSid.call(this) || ownMetadata(this).resources.includes(audience);
  };
}
