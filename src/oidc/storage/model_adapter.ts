/**
 * oidc-provider's storage, by model (P5, P6): ephemeral artifacts, durable grants and refresh tokens, registered
 * clients. Tokens are named by their hash, so that what is stored cannot be presented. A consumption that loses
 * revokes the grant and fails the request.
 */
import Provider, { type Adapter, type AdapterPayload, errors, type RefreshToken } from 'oidc-provider';
import { scoped } from '../../domain/artifact_name.js';
import { withoutFresh } from '../../domain/assurance/acr.js';
import { portalOf } from '../../http/portal.js';
import type { AuditLog } from '../../ports/audit/audit_log.js';
import type { Clock } from '../../ports/clock.js';
import type { Artifact, ClientStore, EphemeralStore, GrantStore } from '../../ports/protocol/oidc_store.js';
import type { TellReplayedToken } from '../../services/notice/tell_replayed_token.js';
import type { NotedSubjects } from '../claims/noted_subjects.js';
import { noteSavedGrant } from '../interaction/first_party_grant.js';
import { tombstoneOf } from '../interaction/interaction_remains.js';
import { deviceCodeAdapter, deviceCodeName } from '../kiosk/device_codes.js';
import { loseAndRevoke, loseDeviceCode } from '../tokens/lost_consumption.js';
import type { SuccessorNames } from '../tokens/refresh_token_succession.js';
import { tokenName } from '../tokens/token_name.js';
import { usedAuthorizationCode } from '../tokens/used_codes.js';
import { beginSession, begunSession, currentReads, isWritingOverLiving } from './request_reads.js';
import { writeBesideSession, writeWaiting } from './request_writes.js';

export interface ModelAdapterDependencies {
  readonly realm: string;
  readonly ephemeral: EphemeralStore;
  readonly grants: GrantStore;
  /** provider-ready metadata of a client, or undefined */
  readonly findClient: (clientId: string) => Promise<AdapterPayload | undefined>;
  readonly clients: ClientStore;
  readonly successors: SuccessorNames;
  readonly notedSubjects: Pick<NotedSubjects, 'newIn' | 'remember'>;
  readonly tellReplayedToken: TellReplayedToken;
  readonly audit: AuditLog;
  readonly clock: Clock;
  /** may a kiosk ask about this code now? (RFC 8628 §3.5) */
  readonly mayPoll: (name: string) => Promise<boolean>;
}

const GRACE_SECONDS = 30;
const REMAINS_KEPT_SECONDS = 24 * 3600;
const NAMED_BY_HASH = new Set([
  'AccessToken',
  'AuthorizationCode',
  'BackchannelAuthenticationRequest',
  'ClientCredentials',
]);
/** A client that asks too late is told that the request has expired, not that there was none (CIBA Core §11). */
const ASKED_LATE_SECONDS = 10 * 60;

/** The adapter factory of one realm's provider; every key carries the realm. */
export function createModelAdapters(dependencies: ModelAdapterDependencies): (model: string) => Adapter {
  return (model) => {
    if (model === 'Client') return clientAdapter(dependencies);
    if (model === 'Grant') return grantAdapter(dependencies);
    if (model === 'RefreshToken') return refreshTokenAdapter(dependencies);
    if (model === 'Interaction') return interactionAdapter(dependencies);
    if (model === 'Session') return sessionAdapter(dependencies);
    if (model === 'DeviceCode') return { ...ephemeralAdapter(model, dependencies), ...deviceCodeAdapter(dependencies) };
    return ephemeralAdapter(model, dependencies);
  };
}

const unsupported = async (): Promise<never> => {
  throw new Error('this model does not take that operation');
};

/** Seconds to live; the provider gives every artifact one. */
function lifeOf(expiresIn: number | undefined): number {
  if (expiresIn === undefined) throw new Error('an artifact without a life');
  return expiresIn;
}

function expiryOf(payload: AdapterPayload, expiresIn: number | undefined, clock: Clock): number {
  return payload.exp ?? Math.floor(clock.now() / 1000) + lifeOf(expiresIn);
}

function base(overrides: Partial<Adapter>): Adapter {
  return {
    upsert: unsupported,
    find: unsupported,
    findByUserCode: unsupported,
    findByUid: unsupported,
    consume: unsupported,
    destroy: unsupported,
    revokeByGrantId: unsupported,
    ...overrides,
  };
}

/**
 * oidc-provider destroys the revoked token first and its grant after: a store that failed in between would leave a client
 * that asks again with a token nobody knows, and an answer of 200. What lies in the other store goes first (RFC 7009).
 */
function grantBeingRevoked(): string | undefined {
  if (Provider.ctx?.oidc.route !== 'revocation') return undefined;
  const { RefreshToken, AccessToken } = Provider.ctx.oidc.entities;
  return (RefreshToken ?? AccessToken)?.grantId;
}

function ephemeralAdapter(model: string, dependencies: ModelAdapterDependencies): Adapter {
  const { ephemeral, grants, realm, clock } = dependencies;
  const hashed = NAMED_BY_HASH.has(model);
  const idOf = (id: string) =>
    model === 'DeviceCode' ? deviceCodeName(realm, id) : scoped(realm, hashed ? tokenName(id) : id);
  return base({
    async upsert(id, payload, expiresIn) {
      const { jti, ...rest } = payload;
      const late = model === 'BackchannelAuthenticationRequest' ? ASKED_LATE_SECONDS : 0;
      const write = () => ephemeral.put(model, idOf(id), hashed ? rest : payload, lifeOf(expiresIn) + late);
      await (model === 'AuthorizationCode' ? writeBesideSession(write) : write());
    },
    async find(id) {
      const payload = await ephemeral.find(model, idOf(id));
      return payload && ({ ...payload, jti: id } as AdapterPayload);
    },
    async consume(id) {
      if (await ephemeral.consume(model, idOf(id), Math.floor(clock.now() / 1000))) return;
      if (model === 'DeviceCode') loseDeviceCode(dependencies);
      await loseAndRevoke(
        dependencies,
        model === 'AuthorizationCode' ? 'authorization code' : model,
        await ephemeral.find(model, idOf(id)),
      );
    },
    async destroy(id) {
      const grantId = model === 'AccessToken' ? grantBeingRevoked() : undefined;
      if (grantId) await grants.destroyGrant(grantId);
      await ephemeral.destroy(model, idOf(id));
    },
    revokeByGrantId: (grantId) => ephemeral.revokeGrant(grantId),
  });
}

function sessionAdapter(dependencies: ModelAdapterDependencies): Adapter {
  const { ephemeral, realm } = dependencies;
  const find = (id: string) => sessionOf(dependencies, id);
  return base({
    async upsert(id, payload, expiresIn) {
      const { uid } = payload;
      if (!uid) throw new Error('a session without a uid');
      const session = { id: scoped(realm, id), uid: scoped(realm, uid) };
      await Promise.all([
        writeWaiting(Provider.ctx),
        currentReads()?.ending,
        ephemeral.putSession(session, payload, lifeOf(expiresIn)),
      ]);
    },
    find(id) {
      const uid = interactionToResume();
      if (uid !== undefined) currentReads()?.interactions.set(uid, readInteraction(dependencies, uid));
      return find(id);
    },
    async findByUid(uid) {
      const begun = await begunSession(uid);
      if (begun) return begun;
      const pointer = await ephemeral.find('SessionUid', scoped(realm, uid));
      return pointer && find(String(pointer['id']));
    },
    async destroy(id) {
      const ended = ephemeral.destroy('Session', scoped(realm, id));
      const reads = currentReads();
      // A session that is given another name ends under the old one while it is written under the new one.
      const { oldId } = (Provider.ctx?.oidc.session ?? {}) as { oldId?: string };
      if (!reads || oldId !== id) return ended;
      reads.ending = ended;
      ended.catch(() => {});
    },
  });
}

/** The interaction that a resumed request will ask for, by its address. */
function interactionToResume(): string | undefined {
  const ctx = Provider.ctx;
  return ctx?.oidc.route === 'resume' ? ctx.path.split('/').at(-1) : undefined;
}

async function sessionOf({ ephemeral, realm }: ModelAdapterDependencies, id: string) {
  return (await ephemeral.find('Session', scoped(realm, id))) as AdapterPayload | undefined;
}

async function readInteraction({ ephemeral, realm }: ModelAdapterDependencies, id: string) {
  return (await ephemeral.find('Interaction', scoped(realm, id))) as AdapterPayload | undefined;
}

/** An interaction leaves remains, so that a late or backward visitor finds the way on (interaction_remains). */
function interactionAdapter(dependencies: ModelAdapterDependencies): Adapter {
  const { ephemeral, realm, clock } = dependencies;
  const read = (id: string) => readInteraction(dependencies, id);
  return base({
    async upsert(id, payload, expiresIn) {
      const kept = lifeOf(expiresIn) + REMAINS_KEPT_SECONDS;
      if (isWritingOverLiving()) {
        if (await ephemeral.replaceLiving('Interaction', scoped(realm, id), payload, kept)) return;
        throw new errors.SessionNotFound('the interaction has ended');
      }
      const chain = payload['cid'] as string | undefined;
      await writeBesideSession(() =>
        Promise.all([
          ephemeral.put('Interaction', scoped(realm, id), payload, kept),
          chain ? ephemeral.put('InteractionChain', scoped(realm, chain), { latest: id }, kept) : undefined,
        ]),
      );
    },
    async find(id) {
      beginSession((sessionId) => sessionOf(dependencies, sessionId));
      const reads = currentReads()?.interactions;
      const found = reads?.get(id) ?? read(id);
      reads?.set(id, found);
      const payload = await found;
      if (!payload || payload['tombstone']) return undefined;
      return (payload['exp'] as number) > clock.now() / 1000 ? payload : undefined;
    },
    async destroy(id) {
      const payload = await (currentReads()?.interactions.get(id) ?? read(id));
      if (!payload) return;
      const remains = tombstoneOf(payload);
      await writeBesideSession(() => ephemeral.put('Interaction', scoped(realm, id), remains, REMAINS_KEPT_SECONDS));
    },
  });
}

function grantAdapter({ grants, ephemeral, notedSubjects, realm, clock }: ModelAdapterDependencies): Adapter {
  return base({
    async upsert(id, { stored, ...payload }, expiresIn) {
      const end = expiryOf(payload, expiresIn, clock);
      // One that was found is changed, never made again: a revocation meanwhile stands (P6).
      if (stored) return grants.changeGrant(id, payload, end);
      const ctx = Provider.ctx;
      const issued = ctx ? notedSubjects.newIn(ctx) : [];
      await grants.putGrant(id, realm, payload, end, issued);
      notedSubjects.remember(issued);
      if (ctx) noteSavedGrant(ctx, id);
    },
    async find(id) {
      const payload = await grants.findGrant(id);
      return payload && ({ ...payload, stored: true } as AdapterPayload);
    },
    async destroy(id) {
      await Promise.all([grants.destroyGrant(id), ephemeral.revokeGrant(id)]);
    },
  });
}

function refreshTokenAdapter(dependencies: ModelAdapterDependencies): Adapter {
  const { ephemeral, grants, realm, clock, successors } = dependencies;
  return base({
    async upsert(id, payload, expiresIn) {
      const { jti, acr, ...rest } = payload as AdapterPayload & { acr?: string };
      // A4: a level proved for one request only must not live on in a refresh token.
      const kept = { ...rest, ...(acr ? { acr: withoutFresh(acr) } : {}) };
      const end = expiryOf(payload, expiresIn, clock);
      const oidc = Provider.ctx?.oidc;
      const code = oidc?.route === 'token' ? oidc.entities.AuthorizationCode : undefined;
      if (!code) return grants.putRefreshToken(tokenName(id), realm, kept, end);
      // The first refresh token of a code is what the code is used up with.
      const isFirst = await grants.useCodeForRefreshToken(usedAuthorizationCode(code), tokenName(id), realm, kept, end);
      if (!isFirst) await loseAndRevoke(dependencies, 'authorization code', code);
    },
    async find(id) {
      const stored = await grants.findRefreshToken(tokenName(id));
      if (!stored) return undefined;
      // At the token endpoint `consume` judges a second use, for only it knows the grace (P5).
      const tellConsumed = stored.consumed && Provider.ctx?.oidc.route !== 'token';
      return { ...stored.payload, jti: id, ...(tellConsumed ? { consumed: 1 } : {}) } as AdapterPayload;
    },
    async consume(id) {
      const ctx = Provider.ctx;
      const token = ctx?.oidc.entities.RefreshToken;
      const bound = Boolean(token?.jkt) || ctx?.oidc.client?.clientAuthMethod !== 'none';
      const successor = tokenName(successors.nameSuccessor(id));
      const answer = await grants.consumeRefreshToken(tokenName(id), successor, clock.now(), bound ? GRACE_SECONDS : 0);
      if (answer !== 'replayed') return;
      const payload = (await grants.findRefreshToken(tokenName(id)))?.payload as Partial<RefreshToken> | undefined;
      const { grantId, accountId, sid } = payload ?? {};
      const portal = portalOf(ctx?.oidc.client);
      if (grantId && accountId && portal) {
        const { id: clientId, name, isApp = false } = portal;
        await dependencies.tellReplayedToken({ grantId, accountId, clientId, portal: name, sid, isApp });
      }
      await loseAndRevoke(dependencies, 'refresh token', payload);
    },
    async destroy(id) {
      const grantId = grantBeingRevoked();
      if (grantId) await ephemeral.revokeGrant(grantId);
      await grants.destroyRefreshToken(tokenName(id));
    },
    revokeByGrantId: (grantId) => grants.revokeRefreshTokens(grantId),
  });
}

/** Written by dynamic registration only (RFC 7591, RFC 7592). */
function clientAdapter({ findClient, clients, realm }: ModelAdapterDependencies): Adapter {
  return base({
    find: findClient,
    upsert: (_id, payload) => clients.merge([{ realm, metadata: payload as Artifact }]),
    destroy: (id) => clients.remove(realm, id),
  });
}
