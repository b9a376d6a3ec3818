/** A client as a person knows it: a portal with a name and an address. */
import type { Client } from 'oidc-provider';

export interface Portal {
  readonly id: string;
  readonly name: string | undefined;
  /** where its own sign-in or home page is, if it told */
  readonly home: string | undefined;
  /** does it stay signed in when the browser's session is over? An app, somebody else's, or a call centre's (P5, P7, I8) */
  readonly isApp?: boolean;
}

export function portalOf(client: Client | undefined): Portal | undefined {
  if (!client) return undefined;
  const keepsCalls = client['backchannel_grant'] === true && client.grantTypeAllowed('refresh_token');
  const isApp = client.applicationType === 'native' || client['first_party'] === false || keepsCalls;
  return { id: client.clientId, name: client.clientName, home: homeOf(client), ...(isApp ? { isApp } : {}) };
}

function homeOf(client: Client): string | undefined {
  const named = client.initiateLoginUri ?? client.clientUri;
  if (named) return named;
  const redirect = client.redirectUris?.find((uri) => /^https?:/.test(uri));
  return redirect ? new URL(redirect).origin : undefined;
}
