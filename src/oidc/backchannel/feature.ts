/**
 * oidc-provider's `features.ciba` (OpenID Connect CIBA Core 1.0, poll and ping): what a caller's request must be, whom it is
 * for, and where it waits. The person answers at « Gérer mon compte », never by telephone: there is no `user_code`.
 */
import {
  type Account,
  type BackchannelAuthenticationRequest,
  type Client,
  errors,
  type KoaContextWithOIDC,
} from 'oidc-provider';
import { type BindingMessageFault, readBindingMessage } from '../../domain/backchannel/binding_message.js';
import { levelsToProve } from '../../domain/backchannel/levels.js';
import { parseTypedIdentifier } from '../../domain/identifier/typed_identifier.js';
import type { Realm } from '../../domain/realm.js';
import type {
  Callee,
  CallRefusal,
  OpenBackchannelRequests,
} from '../../services/backchannel/open_backchannel_request.js';
import { SCOPE_CLAIMS } from '../claims/account.js';
import { ownMetadata } from '../client/client_metadata.js';
import { readAcrRequest } from '../interaction/acr_request.js';

export interface BackchannelFeatureDependencies {
  readonly realm: Realm;
  readonly open: OpenBackchannelRequests;
}

const WHY: Readonly<Record<BindingMessageFault, string>> = {
  missing: 'binding_message is needed: what the caller reads out and the person compares',
  length: 'binding_message must have 3 to 32 characters',
  characters: 'binding_message may hold Latin letters, digits, spaces, hyphens, dashes and apostrophes only',
  spaces: 'binding_message must have no spaces around it, or in a row',
  digits: 'binding_message may hold 4 digits at most',
};
/** Who asks at the client, as it names them: a reference of its own, no name. */
const ADVISER = /^[A-Za-z0-9._-]{1,64}$/;

const callees = new WeakMap<object, Callee>();

/** The account as the backchannel endpoint sees it: nobody's looks like anybody's. */
export async function calledAccount(
  ctx: KoaContextWithOIDC,
  id: string,
  { open }: BackchannelFeatureDependencies,
): Promise<Account> {
  const { client } = ctx.oidc;
  // An id_token_hint names a `sub` of the client's sector (OpenID Connect Core §8.1).
  const known =
    callees.get(ctx) ?? (client && (await open.bySubject(ownMetadata(client).sector ?? client.clientId, id)));
  if (!known) throw new Error('the backchannel endpoint has no client');
  callees.set(ctx, known);
  return { accountId: known.subject, claims: async () => ({ sub: known.subject }) };
}

/** How long a request lives, in seconds, of what its client asks for. */
export function backchannelLife(ctx: KoaContextWithOIDC | undefined, { backchannel }: Realm): number {
  const asked = Number(ctx?.oidc.params?.['requested_expiry'] ?? backchannel.lifeSeconds);
  return Math.min(backchannel.lifeSeconds, Math.max(backchannel.shortestLifeSeconds, asked));
}

export function backchannelFeature(dependencies: BackchannelFeatureDependencies) {
  const { realm, open } = dependencies;
  const kinds = realm.identifierKinds.filter((kind) => kind !== 'nir');
  const callerOf = (ctx: KoaContextWithOIDC) => ({
    clientId: ctx.oidc.client?.clientId ?? '',
    adviser: adviserOf(ctx),
  });

  return {
    enabled: true as const,
    deliveryModes: ['poll', 'ping'] as const,

    async validateRequestContext(ctx: KoaContextWithOIDC): Promise<void> {
      refuseClaimsUnshown(ctx);
      const { values } = readAcrRequest(ctx, realm);
      if (values.length > 0 && levelsToProve(values).length === 0) {
        throw new errors.UnmetAuthenticationRequirements('none of the levels asked for can be had by a call');
      }
      const admitted = await open.admit(callerOf(ctx));
      if (!admitted.ok) refuse(ctx, admitted);
    },

    async validateBindingMessage(_ctx: KoaContextWithOIDC, given?: string): Promise<void> {
      const read = readBindingMessage(given);
      if (!read.ok) throw new errors.InvalidBindingMessage(WHY[read.code]);
    },

    async processLoginHint(ctx: KoaContextWithOIDC, hint?: string): Promise<string> {
      const typed = kinds.length > 0 ? parseTypedIdentifier(kinds, hint ?? '') : undefined;
      // Of no possible form: it says nothing of anybody.
      if (!typed?.ok)
        throw new errors.InvalidRequest('login_hint must be an identifier as the person says it, never a NIR');
      const callee = await open.byIdentifier(typed.kind, typed.value);
      callees.set(ctx, callee);
      return callee.subject;
    },

    async processLoginHintToken(): Promise<never> {
      throw new errors.InvalidRequest('login_hint_token is not supported');
    },

    async verifyUserCode(_ctx: KoaContextWithOIDC, _account: Account, userCode?: string): Promise<void> {
      if (userCode !== undefined) throw new errors.InvalidRequest('user_code is not supported: no code is ever said');
    },

    async triggerAuthenticationDevice(
      ctx: KoaContextWithOIDC,
      request: BackchannelAuthenticationRequest,
      _account: Account,
      client: Client,
    ): Promise<void> {
      const callee = callees.get(ctx);
      const message = readBindingMessage(ctx.oidc.params?.['binding_message']);
      if (!callee || !message.ok) throw new Error('a request that was not read');
      const opened = await open.open({
        callee,
        caller: callerOf(ctx),
        message: message.message,
        scope: shownScope(request, client),
        acrValues: readAcrRequest(ctx, realm).values,
        handle: request.jti,
        isPinged: client.backchannelTokenDeliveryMode === 'ping',
        lifeSeconds: request.expiration,
      });
      if (opened.ok) return;
      await request.destroy();
      refuse(ctx, opened);
    },
  };
}

/** What the person is shown: a client that has refresh tokens by registration keeps its access when the call is over (P7). */
function shownScope({ scope = '' }: BackchannelAuthenticationRequest, client: Client): string {
  const asked = new Set(scope.split(' '));
  return [...(client.grantTypeAllowed('refresh_token') ? asked.add('offline_access') : asked)].join(' ').trim();
}

/**
 * The person is shown what the scopes release, and confirms that alone.
 *
 * @throws InvalidRequest
 */
function refuseClaimsUnshown({ oidc }: KoaContextWithOIDC): void {
  const { userinfo = {}, id_token: inToken = {} } = JSON.parse(String(oidc.params?.['claims'] ?? '{}')) as {
    readonly userinfo?: object;
    readonly id_token?: object;
  };
  const asked = new Set([...Object.keys(userinfo), ...Object.keys(inToken)]);
  const byScope = Object.entries(SCOPE_CLAIMS);
  const shown = new Set<string>(byScope.flatMap(([scope, names]) => (oidc.requestParamScopes.has(scope) ? names : [])));
  if (byScope.some(([, names]) => names.some((name) => asked.has(name) && !shown.has(name)))) {
    throw new errors.InvalidRequest('claims may name only what the requested scopes release');
  }
}

/** @throws InvalidRequest when the context is not ours to read */
function adviserOf(ctx: KoaContextWithOIDC): string {
  const given = ctx.oidc.params?.['request_context'];
  if (given === undefined) return '';
  let adviser: unknown;
  try {
    adviser = (JSON.parse(String(given)) as { adviser?: unknown } | null)?.adviser;
  } catch {
    // not JSON
  }
  if (typeof adviser !== 'string' || !ADVISER.test(adviser)) {
    throw new errors.InvalidRequest('request_context must be a JSON object that names an adviser by a reference');
  }
  return adviser;
}

/** 403 is CIBA Core §13's; 429 (RFC 6585 §4) says when to come back, as everywhere here. */
function refuse(ctx: KoaContextWithOIDC, refusal: CallRefusal): never {
  if (refusal.code === 'silenced') {
    throw Object.assign(new errors.AccessDenied('this person wants no request of yours now'), {
      status: 403,
      statusCode: 403,
    });
  }
  ctx.set('Retry-After', String(refusal.retryAfterSeconds));
  const error = new errors.CustomOIDCProviderError('slow_down', 'too many requests: wait as Retry-After says');
  throw Object.assign(error, { status: 429, statusCode: 429 });
}
