/**
 * The sensitive action (A5, A6): the form, the wish that waits while the person proves themselves, and what becomes of
 * it. Where an API does it, the API decides and challenges (RFC 9470); else the portal does.
 */
import type Router from '@koa/router';
import type { Context } from 'koa';
import { stepUpParameters } from '../../step_up/portal.js';
import { BodyRefused, readFields } from '../web/request_body.js';
import { renderActionDone, renderActionForm, renderActionRefused } from './action_page.js';
import { callBankDetails } from './bank_details_client.js';
import { type PendingRequest, type PortalSession, rememberRequest } from './portal_session.js';
import type { Tokens } from './relying_party.js';
import { type ActionRefusal, actionRefusal, FRESH_ACR, type WishedAction } from './sensitive_action.js';
import { frameOf, goToFailure, localeHint, type Portal, seeOther, sessionOf, show } from './visit.js';

/** What the portal itself asks for, where no API challenges. */
const OWN_CHALLENGE = {
  scheme: 'Bearer',
  error: 'insufficient_user_authentication',
  errorDescription: undefined,
  acrValues: [FRESH_ACR],
  maxAgeSeconds: undefined,
  scope: undefined,
} as const;

type SignedIn = PortalSession & { tokens: Tokens };

function signedIn(ctx: Context, portal: Portal): SignedIn | undefined {
  const session = sessionOf(ctx, portal);
  if (session?.tokens !== undefined) return session as SignedIn;
  seeOther(ctx, '/');
  return undefined;
}

/** An access token for the API; the portal's own tokens go on from there. */
async function apiToken(portal: Portal, session: SignedIn): Promise<string> {
  const { tokens, accessToken } = await portal.relyingParty.tokenFor(portal.api ?? '', session.tokens);
  session.tokens = tokens;
  return accessToken;
}

async function showForm(ctx: Context, portal: Portal): Promise<void> {
  const session = signedIn(ctx, portal);
  if (!session) return;
  try {
    const answer = portal.api ? await callBankDetails(portal.api, await apiToken(portal, session)) : undefined;
    const present = answer?.outcome === 'done' ? answer.ibanLast4 : undefined;
    show(ctx, 200, renderActionForm(frameOf(ctx, portal), { present }));
  } catch (error) {
    goToFailure(ctx, portal, error);
  }
}

async function submitForm(ctx: Context, portal: Portal): Promise<void> {
  const session = signedIn(ctx, portal);
  if (!session) return;
  let typed: ReadonlyMap<string, string>;
  try {
    typed = await readFields(ctx);
  } catch (error) {
    if (!(error instanceof BodyRefused)) throw error;
    typed = new Map();
  }
  const { fields, detailsOf, type } = portal.look.action;
  const values = Object.fromEntries(fields.map(({ name }) => [name, (typed.get(name) ?? '').trim().slice(0, 60)]));
  const wrong = fields.find(({ name, isRight }) => !isRight(values[name] ?? ''));
  if (wrong) return show(ctx, 422, renderActionForm(frameOf(ctx, portal), { values, wrong: wrong.name }));
  const wished = { details: { type, ...detailsOf(values) }, values };
  try {
    if (!portal.api) return await askToConfirm(ctx, portal, session, wished, OWN_CHALLENGE);
    const answer = await callBankDetails(portal.api, await apiToken(portal, session), values['iban']);
    if (answer.outcome === 'challenged') return await askToConfirm(ctx, portal, session, wished, answer.challenge);
    if (answer.outcome === 'done') return seeOther(ctx, '/action/faite');
    goToRefused(ctx, session, answer.outcome === 'refused' ? 'api' : 'api_unreachable');
  } catch (error) {
    goToFailure(ctx, portal, error);
  }
}

async function askToConfirm(
  ctx: Context,
  portal: Portal,
  session: SignedIn,
  wished: WishedAction,
  challenge: Parameters<typeof stepUpParameters>[0],
): Promise<void> {
  const extra = { ...stepUpParameters(challenge, wished.details), ...localeHint(ctx, portal) };
  const { address, ...asked } = await portal.relyingParty.ask(extra, { isPushed: true });
  rememberRequest(session, { ...asked, purpose: 'sensitive_action', wished, askedAtMs: portal.now() });
  seeOther(ctx, address.href);
}

/** The answer to the action's own request: the session's tokens stay as they are, this one is for the action alone. */
export async function receiveConfirmation(
  ctx: Context,
  portal: Portal,
  session: PortalSession,
  request: PendingRequest & { readonly wished: WishedAction },
): Promise<void> {
  const { claims, subject, accessToken } = await portal.relyingParty.redeemForAction(ctx.querystring, request);
  const { wished } = request;
  const confirmation = {
    acr: typeof claims['acr'] === 'string' ? claims['acr'] : undefined,
    samePerson: subject === session.tokens?.subject,
    details: claims['authorization_details'],
  };
  const refusal = actionRefusal(confirmation, wished, portal.takeTransaction);
  if (refusal) return goToRefused(ctx, session, refusal);
  if (!portal.api) return seeOther(ctx, '/action/faite');
  const answer = await callBankDetails(portal.api, accessToken, wished.values['iban']);
  if (answer.outcome === 'done') return seeOther(ctx, '/action/faite');
  goToRefused(ctx, session, answer.outcome === 'unreachable' ? 'api_unreachable' : 'api');
}

function goToRefused(ctx: Context, session: PortalSession, refusal: ActionRefusal): void {
  session.refusal = refusal;
  seeOther(ctx, '/action/refusee');
}

export function addAction(router: Router, portal: Portal): void {
  router.get('/action', (ctx) => showForm(ctx, portal));
  router.post('/action', (ctx) => submitForm(ctx, portal));
  router.get('/action/faite', (ctx) => {
    if (signedIn(ctx, portal)) show(ctx, 200, renderActionDone(frameOf(ctx, portal)));
  });
  router.get('/action/refusee', (ctx) => {
    const session = signedIn(ctx, portal);
    if (session) show(ctx, 403, renderActionRefused(frameOf(ctx, portal), session.refusal ?? 'other_action'));
  });
}
