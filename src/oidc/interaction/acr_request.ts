/** What a request asks of the person's proofs, as the rule takes it (OIDC Core §5.5.1.1, §3.1.2.1; A4). */
import { errors, type KoaContextWithOIDC } from 'oidc-provider';
import { type Acr, isAcr } from '../../domain/assurance/acr.js';
import type { AcrRequest } from '../../domain/assurance/acr_request.js';
import type { Realm } from '../../domain/realm.js';
import type { RegisteredAction } from '../../domain/sensitive_action/sensitive_action.js';
import { isAtKiosk, isOnPhone } from '../client/client_metadata.js';
import { actionAsked } from './sensitive_actions.js';

/**
 * The levels a request names: essential acr of the claims parameter first, then acr_values, else the client's default
 * (OIDC Core §5.5.1.1, §3.1.2.1; A4); and the sensitive action that it names (RFC 9396, A5).
 *
 * @param actions the realm's
 * @throws InvalidRequest when essential values are not strings
 * @throws UnmetAuthenticationRequirements when only unknown values are essential
 */
export function readAcrRequest(
  ctx: KoaContextWithOIDC,
  realm: Realm,
  actions: readonly RegisteredAction[] = [],
): AcrRequest {
  const client = ctx.oidc.client;
  const defaults = (client?.defaultAcrValues ?? []).filter(isAcr);
  const floor = defaults.includes('one-step') ? 'one-step' : realm.floorAcr;
  const promptLogin = ctx.oidc.prompts.has('login') || isAtKiosk(ctx);
  if (isOnPhone(ctx)) {
    // Whatever the phone's own session has, no more than this comes out at the kiosk (I9).
    const values = ['two-step'] as const;
    const asked = (ctx.oidc.entities.DeviceCode as { params?: { prompt?: string } } | undefined)?.params;
    // What the library makes of a max_age of 0; a device request has no other prompt.
    const anew = asked?.prompt === 'login';
    return { values, floor, fallback: 'two-step', promptLogin: anew, maxAgeSeconds: maxAgeOf(ctx), action: undefined };
  }
  const essential = essentialAcrs(ctx);
  const named = essential ?? (ctx.oidc.params?.['acr_values'] as string | undefined)?.split(' ').filter(isAcr) ?? [];
  const values = named.length > 0 ? named : defaults;
  return {
    values: [...new Set(values)],
    floor,
    fallback: floor === 'one-step' ? 'one-step' : realm.defaultAcr,
    promptLogin,
    maxAgeSeconds: maxAgeOf(ctx),
    action: actionAsked(ctx, actions),
  };
}

function maxAgeOf(ctx: KoaContextWithOIDC): number | undefined {
  const given = ctx.oidc.params?.['max_age'];
  return given === undefined ? undefined : Number(given);
}

function essentialAcrs(ctx: KoaContextWithOIDC): Acr[] | undefined {
  const raw = ctx.oidc.params?.['claims'] as string | undefined;
  if (!raw) return undefined;
  const claims = JSON.parse(raw) as {
    id_token?: { acr?: { essential?: boolean; value?: unknown; values?: unknown } | null };
  };
  const acr = claims.id_token?.acr;
  if (acr?.essential !== true || (acr.value === undefined && acr.values === undefined)) return undefined;
  const wanted = acr.values ?? [acr.value];
  if (!Array.isArray(wanted) || !wanted.every((value) => typeof value === 'string')) {
    throw new errors.InvalidRequest('claims.id_token.acr must name its values as strings');
  }
  const known = wanted.filter(isAcr);
  if (known.length === 0) throw new errors.UnmetAuthenticationRequirements('none of the essential levels is known');
  return known;
}
