/**
 * oidc-provider alone, in a measured child process: the same stores and keys as Poterne, no pages, no people, no audit;
 * an interaction is finished as soon as it is opened. What this costs, nobody who builds on the library can avoid.
 */
import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { Context } from 'koa';
import Provider, { type AdapterPayload, type InteractionResults } from 'oidc-provider';
import { connectDatabase } from '../src/adapters/postgres/connection.js';
import { createPostgresClientStore } from '../src/adapters/postgres/protocol/client_store.js';
import { createPostgresGrantStore } from '../src/adapters/postgres/protocol/grant_store.js';
import { connectRedis } from '../src/adapters/redis/connection.js';
import { createRedisEphemeralStore } from '../src/adapters/redis/ephemeral_store.js';
import { systemClock } from '../src/adapters/system/clock.js';
import { createKeyMaker } from '../src/adapters/system/keys/key_maker.js';
import { RSA_BITS } from '../src/composition/keys/provider_keys.js';
import { readConfig } from '../src/config/environment.js';
import { KEY_ALGORITHMS } from '../src/domain/keys/provider_key.js';
import { listen } from '../src/http/server.js';
import { createModelAdapters } from '../src/oidc/storage/model_adapter.js';
import { createSuccessorNames } from '../src/oidc/tokens/refresh_token_succession.js';
import { BARE_CLIENTS, TWO_PROMPTS } from './portals.js';
import { answerParent } from './process_meter.js';

const REALM = 'bare';
const DAY_SECONDS = 24 * 3600;

const config = readConfig(process.env, 'production', [REALM]);
const { secrets } = config;
const issuer = config.issuers.get(REALM) ?? '';
const database = connectDatabase(config.DATABASE_URL ?? '', config.DATABASE_POOL);
const redis = connectRedis(config.REDIS_URL ?? '', config.REDIS_PREFIX);
const clients = new Map(BARE_CLIENTS.map((metadata) => [metadata['client_id'], metadata]));

const makeKey = createKeyMaker(RSA_BITS);
const keys = await Promise.all(KEY_ALGORITHMS.signing.map((alg) => makeKey('signing', alg)));

const provider = new Provider(issuer, {
  adapter: createModelAdapters({
    realm: REALM,
    ephemeral: createRedisEphemeralStore(redis),
    grants: createPostgresGrantStore(database),
    clients: createPostgresClientStore(database),
    findClient: async (id) => clients.get(id) as AdapterPayload | undefined,
    successors: createSuccessorNames(secrets.refreshSuccession),
    tellReplayedToken: async () => {},
    audit: { record() {}, flush: async () => {} },
    clock: systemClock,
    notedSubjects: { newIn: () => [], remember() {} },
    mayPoll: async () => true,
  }),
  jwks: { keys: keys.map(({ privateJwk }) => privateJwk) },
  cookies: { keys: secrets.cookies.keys.map(({ secret }) => secret.toString('base64url')) },
  clientDefaults: { id_token_signed_response_alg: 'ES256' },
  responseTypes: ['code'],
  ttl: {
    AccessToken: 600,
    IdToken: 600,
    Interaction: 3600,
    Session: 1800,
    Grant: DAY_SECONDS,
    RefreshToken: DAY_SECONDS,
  },
  pkce: { required: () => true },
  routes: { userinfo: '/userinfo' },
  rotateRefreshToken: true,
  expiresWithSession: async () => false,
  issueRefreshToken: async (_ctx, client) => client.grantTypeAllowed('refresh_token'),
  findAccount: async (_ctx, accountId) => ({ accountId, claims: async () => ({ sub: accountId }) }),
  renderError(ctx, out) {
    ctx.body = out;
  },
  features: {
    devInteractions: { enabled: false },
    introspection: { enabled: true },
    revocation: { enabled: true },
    clientCredentials: { enabled: true },
  },
});
provider.proxy = true;
provider.use(async (ctx, next) => {
  if (!ctx.path.startsWith('/interaction/')) return next();
  await finishAtOnce(ctx as unknown as Context);
});

const server = createServer(provider.callback());
await listen(server, config.PORT, config.HOST);
answerParent(async () => {
  server.closeAllConnections();
  await Promise.all([database.$disconnect(), redis.close()]);
});

async function finishAtOnce(ctx: Context): Promise<void> {
  const { prompt, params, session } = await provider.interactionDetails(ctx.req, ctx.res);
  const clientId = String(params['client_id']);
  const accountId = session?.accountId ?? randomUUID();
  const consent = async () => {
    const grant = new provider.Grant({ accountId, clientId });
    grant.addOIDCScope(String(params['scope']));
    return { grantId: await grant.save() };
  };
  const result: InteractionResults =
    prompt.name === 'consent'
      ? { consent: await consent() }
      : { login: { accountId }, ...(clientId === TWO_PROMPTS ? {} : { consent: await consent() }) };
  ctx.status = 303;
  ctx.redirect(await provider.interactionResult(ctx.req, ctx.res, result, { mergeWithLastSubmission: true }));
}
