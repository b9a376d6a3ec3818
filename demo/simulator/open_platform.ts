/** Puts one platform together: its provider, the gates in front of it, the answers around it, its pages beside it. */
import Koa, { type Context, type Next } from 'koa';
import mount from 'koa-mount';
import { refuseForeignOrigin } from '../web/own_host.js';
import { type AnswerParts, completeAnswers, refuseConnections } from './answers.js';
import { authorizationGate, stop } from './authorization_gate.js';
import type { KeptState } from './kept_state.js';
import { openMemory } from './memory.js';
import { PLATFORM_RULES, type Platform } from './platforms.js';
import { createProvider } from './provider.js';
import { type SimulatedRelyingParty, signingAlgorithmOf } from './relying_party.js';
import type { RunningPlatform } from './running_platform.js';
import { createSeal } from './seal.js';
import { signInRoutes } from './sign_in_routes.js';
import { signOutGate } from './sign_out_gate.js';

export interface PlatformParts {
  readonly id: Platform;
  readonly issuer: string;
  readonly relyingParty: SimulatedRelyingParty | undefined;
  readonly state: KeptState;
  /** milliseconds since the epoch */
  readonly now: () => number;
  readonly slowSeconds: number;
}

export interface OpenPlatform {
  readonly platform: RunningPlatform;
  readonly middleware: Koa.Middleware;
  /** Signs with a key that is new from now on. */
  rotateKeys(): Promise<void>;
}

export function openPlatform(parts: PlatformParts): OpenPlatform {
  const { id, issuer, relyingParty, state, now } = parts;
  const rules = PLATFORM_RULES[id];
  const adapter = openMemory(now);
  const people: RunningPlatform['people'] = new Map();
  const showError = (ctx: Context, out: { readonly error: string; readonly error_description?: string }) =>
    stop(ctx, platform, 'Y000400', `${out.error}: ${out.error_description ?? ''}`, undefined);
  const create = () => createProvider({ platform: id, issuer, relyingParty, state, adapter, people, showError });
  const platform: RunningPlatform = {
    id,
    rules,
    issuer,
    relyingParty,
    people,
    provider: create(),
    misbehaviour: undefined,
  };

  const inside = new Koa();
  inside.use(refuseConnections(() => platform.misbehaviour));
  inside.use(ownPagesOnly);
  inside.use(signInRoutes(platform).routes());
  if (relyingParty) inside.use(completeAnswers(answersOf(platform, relyingParty, parts)));
  inside.use(refuseBasic);
  inside.use(authorizationGate(platform));
  inside.use(signOutGate(platform));
  inside.use((ctx, next) => mount('/', platform.provider)(ctx, next));

  return {
    platform,
    middleware: mount(rules.prefix, inside),
    async rotateKeys() {
      if (!relyingParty) throw new Error(`${id} has no relying party`);
      await state.addKey(id, signingAlgorithmOf(relyingParty, rules));
      platform.provider = create();
    },
  };
}

function answersOf(
  platform: RunningPlatform,
  relyingParty: SimulatedRelyingParty,
  { id, state, now, slowSeconds }: PlatformParts,
): AnswerParts {
  const alg = signingAlgorithmOf(relyingParty, platform.rules);
  const signingKey = () => {
    const key = state.keysOf(id).find((candidate) => candidate.alg === alg);
    if (!key) throw new Error(`${id} has no ${alg} key`);
    return key;
  };
  return {
    relyingParty,
    seal: createSeal(signingKey, relyingParty),
    misbehaviour: () => platform.misbehaviour,
    clockAhead: () => Math.round((now() - Date.now()) / 1000),
    slowSeconds,
  };
}

/** Authorization and sign-out requests may come from the service's own pages; a sign-in's forms may not. */
async function ownPagesOnly(ctx: Context, next: Next): Promise<void> {
  if (ctx.path.startsWith('/interaction/')) return refuseForeignOrigin(ctx, next);
  return next();
}

/** oidc-provider takes a secret by Basic from a client registered for client_secret_post; the platform does not. */
async function refuseBasic(ctx: Context, next: Next): Promise<void> {
  const authenticates = ctx.path === '/token' || ctx.path === '/token/revocation';
  if (!authenticates || !/^basic /i.test(ctx.get('authorization'))) return next();
  ctx.status = 401;
  ctx.body = { error: 'invalid_client', error_description: 'client authentication failed' };
}
