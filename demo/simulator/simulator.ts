/**
 * An honest FranceConnect+, FranceConnect and Net-entreprises on this machine, for development and tests (F6): one
 * oidc-provider each, with the rules of docs/simulator.md, and answers that a test can make wrong one thing at a time.
 */
import Koa, { type Context, type Next } from 'koa';
import { franceConnectEndpoints } from '../../src/config/upstream_presets.js';
import type { UpstreamEndpoints } from '../../src/domain/federation/upstream.js';
import { listenLocally } from '../web/local_server.js';
import { refuseForeignHost } from '../web/own_host.js';
import { BodyRefused } from '../web/request_body.js';
import { securityHeaders } from '../web/security_headers.js';
import { homeRoutes } from './home_routes.js';
import { openState } from './kept_state.js';
import type { Misbehaviour } from './misbehaviours.js';
import { type OpenPlatform, openPlatform } from './open_platform.js';
import { PLATFORM_RULES, PLATFORMS, type Platform } from './platforms.js';
import { refuseBadRegistration, type SimulatedRelyingParty, signingAlgorithmOf } from './relying_party.js';
import { frameOf, type RunningPlatform, show } from './running_platform.js';
import { renderMessage } from './stop_page.js';

export interface SimulatorOptions {
  /** TCP port, 0 for any free one */
  readonly port: number;
  /** one per platform: what its partners' space would have registered */
  readonly relyingParties: Readonly<Partial<Record<Platform, SimulatedRelyingParty>>>;
  /** keys are kept there over restarts, so that links (iss, sub) stay good; memory only when absent */
  readonly stateFile?: string | undefined;
  /** the simulator's clock, milliseconds since the epoch: what it writes into tokens, and what it expires by */
  readonly now?: (() => number) | undefined;
  /** how late a `slow` token endpoint answers; 30 unless told */
  readonly slowSeconds?: number | undefined;
}

export interface Simulator {
  /** origin, without a trailing slash */
  readonly url: string;
  readonly issuers: Readonly<Record<Platform, string>>;
  endpointsOf(platform: Platform): Required<UpstreamEndpoints>;
  /** Publishes a new key and signs with it at once, as an unannounced rotation does. */
  rotateKeys(platform: Platform): Promise<void>;
  /** From now on the platform does this one thing wrong; undefined: nothing. */
  misbehave(platform: Platform, how: Misbehaviour | undefined): void;
  close(): Promise<void>;
}

/** Where a form's chain of redirects may end: the service, and whoever sent the person to it, all on this machine. */
const LOOPBACK_ORIGINS = ['http://localhost:*', 'http://127.0.0.1:*'];
const SLOW_SECONDS = 30;

/** @throws when a relying party would not be registered, the state file is none, or the port cannot be opened */
export async function startSimulator(options: SimulatorOptions): Promise<Simulator> {
  const { relyingParties } = options;
  for (const id of PLATFORMS) {
    const party = relyingParties[id];
    if (party) refuseBadRegistration(party, PLATFORM_RULES[id]);
  }
  const state = await openState(options.stateFile, algorithmsOf(relyingParties));

  const open = new Map<Platform, OpenPlatform>();
  const running = new Map<Platform, RunningPlatform>();
  const app = new Koa();
  app.keys = [state.cookieKey];
  app.silent = true;
  app.use(refuseForeignHost);
  app.use(withoutCors);
  app.use(securityHeaders({ ownScript: false, formOrigins: LOOPBACK_ORIGINS }));
  app.use(tellRefusedBodies);
  app.use(homeRoutes(running).routes());
  // an issuer is known once the port is, so that platforms come after it
  app.use((ctx, next) => platformFor(ctx, open)?.middleware(ctx, next) ?? next());
  app.use((ctx) => show(ctx, 404, renderMessage(frameOf(ctx, undefined), 'notFound')));
  const server = await listenLocally(app, options.port);

  for (const id of PLATFORMS) {
    const opened = openPlatform({
      id,
      issuer: `${server.url}${PLATFORM_RULES[id].prefix}`,
      relyingParty: relyingParties[id],
      state,
      now: options.now ?? Date.now,
      slowSeconds: options.slowSeconds ?? SLOW_SECONDS,
    });
    open.set(id, opened);
    running.set(id, opened.platform);
  }
  return {
    url: server.url,
    issuers: issuersOf(server.url),
    endpointsOf: (id) => franceConnectEndpoints(issuersOf(server.url)[id]),
    rotateKeys: async (id) => open.get(id)?.rotateKeys(),
    misbehave(id, how) {
      const platform = running.get(id);
      if (platform) platform.misbehaviour = how;
    },
    close: server.close,
  };
}

function platformFor(ctx: Context, open: ReadonlyMap<Platform, OpenPlatform>): OpenPlatform | undefined {
  return [...open.values()].find(({ platform }) => ctx.path.startsWith(`${platform.rules.prefix}/`));
}

function issuersOf(url: string): Record<Platform, string> {
  const issuers = PLATFORMS.map((id) => [id, `${url}${PLATFORM_RULES[id].prefix}`]);
  return Object.fromEntries(issuers) as Record<Platform, string>;
}

/** A platform without a relying party publishes a key all the same. */
function algorithmsOf(parties: SimulatorOptions['relyingParties']) {
  return Object.fromEntries(
    PLATFORMS.map((id) => {
      const party = parties[id];
      return [id, party ? signingAlgorithmOf(party, PLATFORM_RULES[id]) : 'ES256'];
    }),
  );
}

/** oidc-provider opens its metadata and keys to pages of any origin. */
async function withoutCors(ctx: Context, next: Next): Promise<void> {
  try {
    await next();
  } finally {
    for (const name of Object.keys(ctx.response.headers)) if (name.startsWith('access-control-')) ctx.remove(name);
  }
}

async function tellRefusedBodies(ctx: Context, next: Next): Promise<void> {
  try {
    await next();
  } catch (error) {
    if (!(error instanceof BodyRefused)) throw error;
    ctx.status = error.status;
    ctx.type = 'text/plain; charset=utf-8';
    ctx.body = `${error.message}\n`;
  }
}
