/** Back-channel logout of a session that ends other than by the library's own page (OpenID Connect Back-Channel Logout 1.0; P9). */
import type Provider from 'oidc-provider';
import type { Client, KoaContextWithOIDC } from 'oidc-provider';

type EndingSession = Pick<NonNullable<KoaContextWithOIDC['oidc']['session']>, 'accountId' | 'authorizations'>;
/** What the library keeps to itself of a client. */
type LoggedOutClient = Client & {
  readonly backchannelLogoutUri?: string;
  backchannelLogout(accountId: string, sid: string | undefined): Promise<void>;
};

/**
 * Tells every portal that the session visited. The notices are stored, and tried again, by `backchannel_logout.ts`. A native
 * app outlives the browser's session (P5): it is not told.
 */
export async function tellPortals(
  provider: Provider,
  { accountId, authorizations = {} }: EndingSession,
): Promise<void> {
  if (accountId === undefined) return;
  for (const [clientId, { sid, persistsLogout }] of Object.entries(authorizations)) {
    const client = persistsLogout ? undefined : ((await provider.Client.find(clientId)) as LoggedOutClient | undefined);
    if (client?.backchannelLogoutUri) await client.backchannelLogout(accountId, sid);
  }
}
