/**
 * The voice server's grant (I8): a confidential client exchanges what a caller keyed in for an access token of its own API,
 * at `one-step`, for ten minutes. No refresh token, no ID Token, no session: nothing of it opens the web.
 */
import type Provider from 'oidc-provider';
import { type Client, errors, type KoaContextWithOIDC } from 'oidc-provider';
import { parseTypedIdentifier } from '../../domain/identifier/typed_identifier.js';
import type { Realm } from '../../domain/realm.js';
import type { Clock } from '../../ports/clock.js';
import type { VerifyTelephoneCode } from '../../services/telephone_code/verify_telephone_code.js';
import { ACCESS_TOKEN_SECONDS } from '../storage/lifetimes.js';
import type { ResourceServers } from '../tokens/resource_servers.js';

const TELEPHONE_CODE_GRANT = 'urn:poterne:params:oauth:grant-type:telephone-code';

const PARAMETERS = ['identifier', 'keypad_code', 'scope'];
/** A 4-digit code of a letter, or 8 digits. */
const KEYPAD_CODE = /^(?:\d{4}|\d{8})$/;

interface TelephoneProof {
  readonly acr: 'one-step';
  readonly amr: string[];
  readonly auth_time: number;
}

const proofs = new WeakMap<object, TelephoneProof>();

/** What a token of this very request says of the call, or undefined for every other grant. */
export function telephoneClaims(ctx: KoaContextWithOIDC | undefined): TelephoneProof | undefined {
  return ctx && proofs.get(ctx);
}

export interface TelephoneGrantDependencies {
  readonly realm: Realm;
  readonly resources: ResourceServers;
  readonly verifyTelephoneCode: VerifyTelephoneCode;
  readonly clock: Pick<Clock, 'now'>;
  /** audience of the back-office API, which no caller's token is for */
  readonly backOffice: string;
}

export function installTelephoneGrant(provider: Provider, dependencies: TelephoneGrantDependencies): void {
  provider.registerGrantType(TELEPHONE_CODE_GRANT, (ctx) => exchange(provider, ctx, dependencies), [
    ...PARAMETERS,
    'resource',
  ]);
}

async function exchange(
  provider: Provider,
  ctx: KoaContextWithOIDC,
  { realm, resources, verifyTelephoneCode, clock, backOffice }: TelephoneGrantDependencies,
): Promise<void> {
  const { client } = ctx.oidc;
  if (!client) throw new Error('the token endpoint has no client');
  // Whoever can pass for the voice server can try codes in its name: a shared secret is not enough.
  if (client.clientAuthMethod !== 'private_key_jwt') {
    throw new errors.UnauthorizedClient('this grant is for clients that authenticate with private_key_jwt');
  }
  const { resource, identifier, keypadCode } = readParameters(ctx);
  if (resource === backOffice) throw new errors.InvalidTarget('this resource is not for callers');
  const server = resources.info(ctx, resource, client);

  const kinds = realm.identifierKinds.filter((kind) => kind !== 'nir');
  const typed = parseTypedIdentifier(kinds, identifier);
  // A number or a code of no possible form is told as such: it says nothing of anybody.
  if (!typed.ok || !KEYPAD_CODE.test(keypadCode))
    throw new errors.InvalidRequest('identifier or keypad_code is malformed');
  const outcome = await verifyTelephoneCode({
    realm,
    identifier: { kind: typed.kind, value: typed.value },
    code: keypadCode,
    client: client.clientId,
  });
  if (!outcome.ok) refuse(ctx, outcome);
  else await issue(provider, ctx, client, outcome.accountId, { resource, server }, clock);
}

function readParameters(ctx: KoaContextWithOIDC) {
  const { resource, identifier, keypad_code: keypadCode } = ctx.oidc.params ?? {};
  if (typeof resource !== 'string') throw new errors.InvalidRequest('one resource is needed');
  if (typeof identifier !== 'string' || typeof keypadCode !== 'string') {
    throw new errors.InvalidRequest('identifier and keypad_code are needed');
  }
  return { resource, identifier, keypadCode };
}

function refuse(
  ctx: KoaContextWithOIDC,
  outcome: { readonly code: string; readonly retryAfterSeconds?: number },
): never {
  const { code, retryAfterSeconds } = outcome;
  if (code === 'wrong-pair') throw new errors.InvalidGrant('the number and the code do not open anything');
  ctx.set('Retry-After', String(retryAfterSeconds ?? 1));
  const busy = code === 'busy';
  const refusal = new errors.CustomOIDCProviderError(
    busy ? 'temporarily_unavailable' : 'slow_down',
    'too many tries or too much load: wait as Retry-After says',
  );
  throw Object.assign(refusal, { status: busy ? 503 : 429, statusCode: busy ? 503 : 429 });
}

async function issue(
  provider: Provider,
  ctx: KoaContextWithOIDC,
  client: Client,
  accountId: string,
  { resource, server }: { resource: string; server: ReturnType<ResourceServers['info']> },
  clock: Pick<Clock, 'now'>,
): Promise<void> {
  const granted = new Set(server.scope.split(' ').filter(Boolean));
  const asked = ctx.oidc.requestParamScopes;
  const scope = [...(asked.size > 0 ? asked : granted)].filter((each) => granted.has(each)).join(' ');
  if (asked.size > 0 && scope === '')
    throw new errors.InvalidScope('none of these scopes is for callers', [...asked].join(' '));
  // Ends with the person's other sign-ins (C7).
  const grant = new provider.Grant({ accountId, clientId: client.clientId, expiresIn: ACCESS_TOKEN_SECONDS } as {
    accountId: string;
    clientId: string;
  });
  if (scope !== '') grant.addResourceScope(resource, scope);
  const grantId = await grant.save();
  proofs.set(ctx, { acr: 'one-step', amr: ['pin'], auth_time: Math.floor(clock.now() / 1000) });
  const token = new provider.AccessToken({
    accountId,
    client,
    grantId,
    gty: TELEPHONE_CODE_GRANT,
    expiresWithSession: false,
    claims: {},
    scope,
    sessionUid: '',
    sid: '',
  } as unknown as ConstructorParameters<typeof provider.AccessToken>[0]);
  token.resourceServer = new provider.ResourceServer(resource, server as never);
  ctx.oidc.entity('AccessToken', token);
  ctx.oidc.entity('Account', { accountId } as never);
  const value = await token.save();
  ctx.body = {
    access_token: value,
    expires_in: token.expiration,
    token_type: token.tokenType,
    ...(scope === '' ? {} : { scope }),
  };
}
