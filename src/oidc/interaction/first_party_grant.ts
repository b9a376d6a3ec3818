/** Grants (P7): a first-party client's is made from its registration; others' come from the consent page. */
import { randomBytes } from 'node:crypto';
import type Provider from 'oidc-provider';
import type { Client, Grant, KoaContextWithOIDC } from 'oidc-provider';
import { isFirstParty, isOnPhone, isSharedDevice } from '../client/client_metadata.js';

/** A grant that exists in memory only until the person has done all that was asked. */
export type PendingGrant = Grant & { unsaved?: boolean };

/**
 * Does a refresh token follow a code, a device code or the like? First-party clients have one by registration (P7), kiosks
 * never (I9).
 *
 * @param source what is exchanged
 */
export function issuesRefreshToken(client: Client, source: { readonly scopes: Set<string> }): boolean {
  if (isSharedDevice(client)) return false;
  return client.grantTypeAllowed('refresh_token') && (isFirstParty(client) || source.scopes.has('offline_access'));
}

/**
 * The grant this authorization request runs under (oidc-provider's loadExistingGrant).
 *
 * @returns undefined when the person must be asked first
 */
export async function loadGrant(ctx: KoaContextWithOIDC): Promise<Grant | undefined> {
  const { client, account, session, provider, result } = ctx.oidc;
  if (!client || !account || !session) return undefined;
  const consented = (result as { consent?: { grantId?: string } } | undefined)?.consent?.grantId;
  // Each visit to a kiosk has a grant of its own, which ends with it (I9).
  const known = consented ?? (isOnPhone(ctx) ? undefined : session.grantIdFor(client.clientId));
  const isAbsent = !consented && known !== undefined && known === unsavedGrant(ctx).unsavedGrantId;
  const found = known && !isAbsent ? await provider.Grant.find(known) : undefined;
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
  ctx.oidc.session?.ensureClientContainer(grant.clientId ?? '');
  unsavedGrant(ctx).unsavedGrantId = grant.jti;
  return grant;
}

/** What the session keeps of a client, with the grant that was named and not saved: nobody need look for it. */
function unsavedGrant({ oidc }: KoaContextWithOIDC): { unsavedGrantId?: string } {
  return (oidc.session?.authorizationFor(oidc.client?.clientId ?? '') ?? {}) as { unsavedGrantId?: string };
}

/** Told that a grant was saved. */
export function noteSavedGrant(ctx: KoaContextWithOIDC, grantId: string): void {
  const container = unsavedGrant(ctx);
  if (container.unsavedGrantId === grantId) delete container.unsavedGrantId;
}

/**
 * Lets a grant remember that it was read from the store, so that saving it changes what is there and never brings back
 * what was revoked meanwhile: oidc-provider keeps only the properties it lists.
 */
export function installStoredGrants(provider: Provider): void {
  const known = (provider.Grant as unknown as { IN_PAYLOAD: readonly string[] }).IN_PAYLOAD;
  Object.defineProperty(provider.Grant, 'IN_PAYLOAD', { get: () => [...known, 'stored'] });
}
