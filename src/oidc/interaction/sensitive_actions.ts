/**
 * Sensitive actions at the provider (A5): `authorization_details` (RFC 9396) name one registered action, by PAR
 * (RFC 9126) or a signed request object (RFC 9101) only, so that nobody between portal and provider chooses what a person
 * confirms. The tokens of the code exchange echo it with a `transaction_id`; no refreshed token does.
 */
import Provider, {
  type AuthorizationCode,
  type AuthorizationDetail,
  type Client,
  errors,
  type KoaContextWithOIDC,
} from 'oidc-provider';
import { transactionOf } from '../../domain/assurance/transaction.js';
import {
  type AskedAction,
  actionDigest,
  mayAsk,
  type NamedAction,
  namedAction,
  type RegisteredAction,
  readAskedAction,
} from '../../domain/sensitive_action/sensitive_action.js';
import { currentLedger, currentRequest } from '../storage/session_ledger.js';

/** oidc-provider's `features.richAuthorizationRequests`. @param actions the realm's */
export function richAuthorizationRequests(actions: readonly RegisteredAction[]) {
  return {
    enabled: true as const,
    types: Object.fromEntries(
      actions.map((action) => [
        action.type,
        {
          validate: (ctx: KoaContextWithOIDC, detail: AuthorizationDetail, client: Client) =>
            acceptAction(ctx, action, detail, client),
        },
      ]),
    ),
    authorizationDetailsForGrantSource: (ctx: KoaContextWithOIDC) =>
      askedDetails(ctx).map((detail) => ({ ...detail, transaction_id: transactionFor(ctx, detail as AskedAction) })),
    authorizationDetailsForAccessToken: (
      _ctx: KoaContextWithOIDC,
      _token: unknown,
      source: object | undefined,
      grantType: string,
    ) => (grantType === 'authorization_code' ? detailsOf(source) : undefined),
    authorizationDetailsForIntrospection: (_ctx: KoaContextWithOIDC, token: { readonly kind: string }) =>
      token.kind === 'AccessToken' ? detailsOf(token) : undefined,
  };
}

/**
 * @throws InvalidRequest when it came through the browser
 * @throws InvalidAuthorizationDetails when this client may not ask for it, or not so
 */
function acceptAction(
  ctx: KoaContextWithOIDC,
  action: RegisteredAction,
  detail: AuthorizationDetail,
  client: Client,
): void {
  const { route, entities } = ctx.oidc;
  const isPushed = route === 'pushed_authorization_request' || entities.PushedAuthorizationRequest !== undefined;
  const isSigned = (ctx.oidc as { trusted?: readonly string[] }).trusted?.includes('authorization_details') === true;
  if (!isPushed && !(route === 'authorization' && isSigned)) {
    throw new errors.InvalidRequest(
      'authorization_details needs a pushed authorization request or a signed request object',
    );
  }
  if (askedDetails(ctx).length !== 1) {
    throw new errors.InvalidAuthorizationDetails('authorization_details must name exactly one action');
  }
  if (!mayAsk(action, client.clientId)) {
    throw new errors.InvalidAuthorizationDetails(
      `authorization details type '${action.type}' is not allowed for this client`,
    );
  }
  const read = readAskedAction(action, detail);
  if (!read.ok) throw new errors.InvalidAuthorizationDetails(read.why);
}

/**
 * The action that this authorization request names (A5).
 *
 * @throws InvalidAuthorizationDetails when its registration ended while the person was at it
 */
export function actionAsked(ctx: KoaContextWithOIDC, actions: readonly RegisteredAction[]): NamedAction | undefined {
  const named = namedAction(actions, ctx.oidc.params?.['authorization_details']);
  if (named === null) throw new errors.InvalidAuthorizationDetails('the action is registered no longer');
  return named;
}

/** @throws Error where no code confirmed it: the policy let it through, and must not have */
function transactionFor(ctx: KoaContextWithOIDC, asked: AskedAction): string {
  const transaction = transactionOf(currentLedger(ctx), currentRequest(ctx), actionDigest(asked));
  if (transaction === undefined) throw new Error('an action without the code that confirms it');
  return transaction;
}

/** Type of the action that a request names, for the audit: never its fields. Registered ones only. */
export function actionTypeOf(
  ctx: KoaContextWithOIDC | undefined,
  actions: readonly RegisteredAction[],
): string | undefined {
  try {
    const [detail] = ctx ? askedDetails(ctx) : [];
    return actions.find(({ type }) => type === detail?.['type'])?.type;
  } catch {
    // Not JSON, or no list: it names nothing.
    return undefined;
  }
}

/** Does this code carry an action? Then its access token lives short (A4). */
export function carriesAction(code: AuthorizationCode | undefined): boolean {
  return detailsOf(code) !== undefined;
}

/** Lets the ID Token of the code exchange echo the action, and keeps it out of refresh tokens (A4, A5). */
export function installSensitiveActions(provider: Provider): void {
  const prototype = (provider as unknown as { IdToken: { prototype: IssuedIdToken } }).IdToken.prototype;
  const { issue } = prototype;
  prototype.issue = function issueWithAction(this: IssuedIdToken, options) {
    const details = detailsOf(Provider.ctx?.oidc?.entities.AuthorizationCode);
    if (options.use === 'idtoken' && details) this.set('authorization_details', details);
    return issue.call(this, options);
  };
  const refreshToken = provider.RefreshToken as unknown as { readonly IN_PAYLOAD: readonly string[] };
  const kept = refreshToken.IN_PAYLOAD.filter((name) => name !== 'rar');
  Object.defineProperty(refreshToken, 'IN_PAYLOAD', { get: () => kept });
}

interface IssuedIdToken {
  set(claim: string, value: unknown): void;
  issue(options: { readonly use: string }): Promise<string>;
}

function askedDetails(ctx: KoaContextWithOIDC): readonly AuthorizationDetail[] {
  const asked = ctx.oidc?.params?.['authorization_details'];
  const details: unknown = typeof asked === 'string' ? JSON.parse(asked) : [];
  return Array.isArray(details) ? (details as readonly AuthorizationDetail[]) : [];
}

function detailsOf(holder: object | undefined): readonly AuthorizationDetail[] | undefined {
  // Copied: what a store gives back may be no plain object to the library.
  return (holder as { rar?: readonly AuthorizationDetail[] } | undefined)?.rar?.map((detail) => ({ ...detail }));
}
