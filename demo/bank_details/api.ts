/**
 * The demonstration API behind the portal of the allocataires (A6): « coordonnées bancaires », a resource server that
 * uses step_up as its README says. Kept in memory, on this machine only.
 */
import Router from '@koa/router';
import Koa, { type Context, type Next } from 'koa';
import { createStepUp, type VerifiedToken } from '../../step_up/resource_server.js';
import { CHANGE_BANK_DETAILS } from '../actions.js';
import { type LocalServer, listenLocally } from '../web/local_server.js';
import { refuseForeignHost } from '../web/own_host.js';
import { BodyRefused, readFields } from '../web/request_body.js';
import { last4Of, readIban } from './iban.js';

export interface BankDetailsOptions {
  readonly port: number;
  /** of the realm whose people it serves */
  readonly issuer: string;
  /** its resource indicator, which is also its address */
  readonly resource: string;
  /** milliseconds since the epoch */
  readonly now?: () => number;
}

const BEFORE = '0189';

export async function startBankDetails({ port, issuer, resource, now }: BankDetailsOptions): Promise<LocalServer> {
  const stepUp = createStepUp({ issuer, audience: resource, ...(now ? { now } : {}) });
  const known = new Map<string, string>();
  const tokenOf = (ctx: Context) => ctx.state['accessToken'] as VerifiedToken;
  const answer = (ctx: Context) => {
    ctx.set('Cache-Control', 'no-store');
    ctx.body = { iban_last4: known.get(tokenOf(ctx).subject) ?? BEFORE };
  };
  const place = new URL(resource).pathname;

  const router = new Router();
  router.get(place, stepUp.require(), answer);
  router.put(
    place,
    readNewIban,
    stepUp.require({
      acr: ['two-step-fresh', 'two-factor-fresh'],
      action: (ctx) => ({ type: CHANGE_BANK_DETAILS, iban_last4: last4Of(ctx.state['iban'] as string) }),
    }),
    (ctx) => {
      known.set(tokenOf(ctx).subject, last4Of(ctx.state['iban'] as string));
      answer(ctx);
    },
  );
  const app = new Koa();
  app.use(refuseForeignHost);
  app.use(router.routes());
  return listenLocally(app, port);
}

async function readNewIban(ctx: Context, next: Next): Promise<void> {
  try {
    const iban = readIban((await readFields(ctx)).get('iban') ?? '');
    if (iban === undefined) throw new BodyRefused(400, 'this is no IBAN');
    ctx.state['iban'] = iban;
  } catch (error) {
    if (!(error instanceof BodyRefused)) throw error;
    ctx.status = error.status;
    ctx.body = { error: 'invalid_iban', error_description: error.message };
    return;
  }
  await next();
}
