/**
 * The last thing that touches an answer: at_hash is added, the simulator's own clock applied, and every JWT signed and
 * encrypted; or one thing is done wrongly, when a test asks for it.
 */

import { decodeJwt } from 'jose';
import type { Context, Next } from 'koa';
import {
  type Claims,
  changeIdToken,
  changeResponse,
  changeUserinfo,
  type Misbehaviour,
  protectionOf,
} from './misbehaviours.js';
import type { SimulatedRelyingParty } from './relying_party.js';
import { accessTokenHash, publicPart, type Seal } from './seal.js';

export interface AnswerParts {
  readonly relyingParty: SimulatedRelyingParty;
  readonly seal: Seal;
  readonly misbehaviour: () => Misbehaviour | undefined;
  /** seconds by which the simulator's clock is ahead of this machine's */
  readonly clockAhead: () => number;
  readonly slowSeconds: number;
}

const DATES = ['iat', 'exp', 'nbf', 'auth_time'] as const;
const HTML = '<!doctype html><title>Simulateur</title><p>Page</p>';

/** Before everything else: a platform that is down hears nothing. */
export function refuseConnections(misbehaviour: AnswerParts['misbehaviour']) {
  return async (ctx: Context, next: Next): Promise<void> => {
    const how = misbehaviour();
    if (how === 'down') {
      ctx.respond = false;
      ctx.req.socket.resetAndDestroy();
      return;
    }
    if (how !== 'unavailable') return next();
    ctx.status = 503;
    ctx.type = 'html';
    ctx.body = HTML;
  };
}

/** Around oidc-provider, whose answers it completes. */
export function completeAnswers(parts: AnswerParts) {
  return async (ctx: Context, next: Next): Promise<void> => {
    await next();
    if (ctx.status >= 300 && ctx.status < 400) return completeRedirect(ctx, parts);
    if (ctx.status !== 200) return;
    try {
      if (ctx.path === '/token') await completeToken(ctx, parts);
      if (ctx.path === '/userinfo') await completeUserinfo(ctx, parts);
      if (ctx.path === '/jwks') await completeKeys(ctx, parts);
    } catch (error) {
      ctx.status = 500;
      ctx.body = { error: 'server_error', error_description: error instanceof Error ? error.message : String(error) };
    }
  };
}

function completeRedirect(ctx: Context, { relyingParty, misbehaviour }: AnswerParts): void {
  const location = ctx.response.get('Location');
  if (!URL.canParse(location)) return;
  const answer = new URL(location);
  const isAnswer = relyingParty.redirectUris.some((uri) => location.startsWith(uri)) && answer.searchParams.has('iss');
  if (isAnswer) ctx.set('Location', changeResponse(misbehaviour(), answer).href);
}

async function completeToken(ctx: Context, parts: AnswerParts): Promise<void> {
  const body = ctx.body as { access_token: string; id_token?: string };
  const how = parts.misbehaviour();
  if (how === 'slow') await pause(ctx, parts.slowSeconds);
  if (how === 'garbage-token') {
    ctx.type = 'html';
    ctx.body = HTML;
    return;
  }
  if (body.id_token === undefined) return;
  const draft = { ...decodeJwt(body.id_token), at_hash: accessTokenHash(body.access_token) };
  const claims = changeIdToken(how, onClock(draft, parts.clockAhead()));
  const idToken = await parts.seal.seal(claims, protectionOf(how, 'id_token'));
  ctx.body = { ...body, id_token: how === 'garbage-id-token' ? 'ceci.nest.pasunjeton' : idToken };
}

async function completeUserinfo(ctx: Context, parts: AnswerParts): Promise<void> {
  const how = parts.misbehaviour();
  if (how === 'garbage-userinfo') {
    ctx.body = 'ceci n’est pas une identité';
    return;
  }
  const isJwt = typeof ctx.body === 'string';
  const draft = isJwt ? decodeJwt(ctx.body as string) : (ctx.body as Claims);
  const claims = changeUserinfo(how, onClock(draft, parts.clockAhead()));
  if (!isJwt || how === 'unsigned-userinfo') {
    ctx.type = 'application/json; charset=utf-8';
    ctx.body = claims;
    return;
  }
  ctx.body = await parts.seal.seal(claims, protectionOf(how, 'userinfo'));
  ctx.type = 'application/jwt; charset=utf-8';
}

async function completeKeys(ctx: Context, { seal, misbehaviour }: AnswerParts): Promise<void> {
  if (misbehaviour() !== 'rs256') return;
  const { keys } = ctx.body as { keys: readonly unknown[] };
  ctx.body = { keys: [...keys, publicPart(await seal.otherAlgorithmKey())] };
}

function onClock(claims: Claims, ahead: number): Claims {
  const moved = DATES.filter((name) => typeof claims[name] === 'number').map((name) => [
    name,
    Number(claims[name]) + ahead,
  ]);
  return { ...claims, ...Object.fromEntries(moved) };
}

/** Ends early when the other side hangs up. */
function pause(ctx: Context, seconds: number): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, seconds * 1000);
    ctx.req.socket.once('close', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
