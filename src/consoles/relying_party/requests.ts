/**
 * Authorization requests under way: what the person wished, and what their answer must carry. Each waits on the server
 * under its `state`, belongs to one browser, and is used once (P6); several tabs have one each.
 */
import { createHash } from 'node:crypto';
import type { Context } from 'koa';
import type { AskedAction, FreshAcr } from '../../domain/sensitive_action/sensitive_action.js';
import type { Clock } from '../../ports/clock.js';
import type { EphemeralStore } from '../../ports/protocol/oidc_store.js';
import type { Checks } from './relying_party.js';
import type { SecretCookie } from './secret_cookie.js';

/** A step of a sign-in lives an hour, and a sign-in has two. */
const REQUEST_SECONDS = 2 * 3600;

/** A change: the account whose session asked for it, and what its code names (A5). */
export interface AskedChange {
  readonly accountId: string;
  readonly actions: readonly AskedAction[];
  /** levels that will do, most wanted first; the least fresh one unless told */
  readonly acrs?: readonly FreshAcr[];
}

/** @template Wish what happens once the person proved themselves */
export interface ConsoleRequest<Wish> {
  readonly checks: Checks;
  readonly wish: Wish;
  /** the portal that the person came from, by its client_id */
  readonly portal?: string | undefined;
  readonly change?: AskedChange | undefined;
}

export interface ConsoleRequests<Wish> {
  /** Name of this browser, given to it if it has none. */
  browserOf(ctx: Context): string;
  remember(ctx: Context, request: ConsoleRequest<Wish>): Promise<void>;
  /** The request that an answer belongs to: for its own browser, and once. */
  take(ctx: Context, state: string): Promise<ConsoleRequest<Wish> | undefined>;
}

/** @param model each console keeps its own: `Account` is stored as `AccountRequest` */
export function createConsoleRequests<Wish>(
  model: string,
  realm: string,
  ephemeral: EphemeralStore,
  clock: Clock,
  cookie: SecretCookie,
): ConsoleRequests<Wish> {
  const REQUEST = `${model}Request`;
  const named = (state: string) => `${realm}:${createHash('sha256').update(state).digest('base64url')}`;
  const browserOf = (ctx: Context) => cookie.read(ctx) ?? cookie.renew(ctx);
  return {
    browserOf,
    async remember(ctx, request) {
      const payload = { ...request, browser: browserOf(ctx) };
      await ephemeral.put(REQUEST, named(request.checks.state), payload, REQUEST_SECONDS);
    },
    async take(ctx, state) {
      const found = await ephemeral.find(REQUEST, named(state));
      if (!found || found['browser'] !== cookie.read(ctx)) return undefined;
      if (!(await ephemeral.consume(REQUEST, named(state), Math.floor(clock.now() / 1000)))) return undefined;
      return found as unknown as ConsoleRequest<Wish>;
    },
  };
}
