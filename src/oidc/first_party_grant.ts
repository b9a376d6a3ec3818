/** Grants (P7): a first-party client's is made from its registration; others' come from the consent page. */
import { randomBytes } from 'node:crypto';
import type { Grant, KoaContextWithOIDC } from 'oidc-provider';
import { isFirstParty } from './client_metadata.js';

/** A grant that exists in memory only until the person has done all that was asked. */
export type PendingGrant = Grant & { unsaved?: boolean };

/**
 * The grant this authorization request runs under (oidc-provider's loadExistingGrant).
 *
 * @returns undefined when the person must be asked first
 */
export async function loadGrant(ctx: KoaContextWithOIDC): Promise<Grant | undefined> {
  const { client, account, session, provider, result } = ctx.oidc;
  if (!client || !account || !session) return undefined;
  const consented = (result as { consent?: { grantId?: string } } | undefined)?.consent?.grantId;
  const known = consented ?? session.grantIdFor(client.clientId);
  const found = known ? await provider.Grant.find(known) : undefined;
  const grant = found?.accountId === account.accountId && found.clientId === client.clientId ? found : undefined;
  if (!isFirstParty(client)) return grant;

  const own: PendingGrant = grant ?? newGrant(ctx, account.accountId);
  const encountered = new Set(own.getOIDCScopeEncountered().split(' '));
  const missing = [...ctx.oidc.requestParamOIDCScopes].filter((scope) => !encountered.has(scope));
  const claims = [...ctx.oidc.requestParamClaims].filter((claim) => !own.getOIDCClaimsEncountered().includes(claim));
  if (missing.length > 0) own.addOIDCScope(missing.join(' '));
  if (claims.length > 0) own.addOIDCClaims(claims);
  const isChanged = addResourceScopes(ctx, own);
  if (missing.length > 0 || claims.length > 0 || isChanged) own.unsaved = true;
  return own;
}

/** The scopes of the APIs that its registration lets it ask for (RFC 8707); returns whether any was new. */
function addResourceScopes({ oidc }: KoaContextWithOIDC, grant: Grant): boolean {
  let isChanged = false;
  for (const [resource, server] of Object.entries(oidc.resourceServers ?? {})) {
    const known = new Set(server.scope?.split(' '));
    const encountered = new Set(grant.getResourceScopeEncountered(resource).split(' '));
    const missing = [...oidc.requestParamScopes].filter((scope) => known.has(scope) && !encountered.has(scope));
    if (missing.length === 0) continue;
    grant.addResourceScope(resource, missing.join(' '));
    isChanged = true;
  }
  return isChanged;
}

function newGrant(ctx: KoaContextWithOIDC, accountId: string): PendingGrant {
  const { provider, client } = ctx.oidc;
  const grant: PendingGrant = new provider.Grant({ accountId, clientId: client?.clientId ?? '' });
  // Named now, saved once the person has done all that was asked: a sign-in left half way leaves no grant.
  grant.jti = randomBytes(32).toString('base64url');
  grant.unsaved = true;
  return grant;
}
