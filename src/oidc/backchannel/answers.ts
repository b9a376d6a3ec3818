/**
 * Hands a person's answer to the caller's request (CIBA Core §11): a grant for exactly what was asked with what the person
 * proved, or `access_denied`. A client in ping mode is told, and again for some minutes until it listens (§10.2).
 */
import type Provider from 'oidc-provider';
import { type BackchannelAuthenticationRequest, type Client, errors } from 'oidc-provider';
import type { Realm } from '../../domain/realm.js';
import type { AuditLog } from '../../ports/audit/audit_log.js';
import type { BackchannelAnswers } from '../../ports/backchannel/backchannel_answers.js';
import type { BackchannelRequestStore, DuePing } from '../../ports/backchannel/backchannel_request_store.js';
import type { Clock } from '../../ports/clock.js';
import type { ResourceServers } from '../tokens/resource_servers.js';

export interface BackchannelAnswersDependencies {
  readonly realm: Realm;
  readonly resources: ResourceServers;
  readonly pings: Pick<BackchannelRequestStore, 'takeDuePings' | 'endPing' | 'postponePing'>;
  readonly audit: AuditLog;
  readonly clock: Clock;
  /** told why a ping failed in a way that is not the client's */
  readonly onFault: (error: unknown) => void;
}

export interface BackchannelDelivery extends BackchannelAnswers {
  /** Tells what is due; returns how many pings were tried. */
  deliverDue(): Promise<number>;
  /** Resolves when the pings that were begun have ended. */
  settled(): Promise<void>;
}

/** What was answered in the last second can still be fetched: a poll may be on its way. */
const ANSWER_KEPT_SECONDS = 60;
/** Seconds until the next ping, by number of failed ones; after the last the client finds out by polling. */
const RETRY_AFTER_SECONDS = [1, 4, 10, 20] as const;
const HELD_SECONDS = 30;
const BATCH = 20;

type Request = BackchannelAuthenticationRequest & { provenAt?: number };

export function createBackchannelAnswers(
  provider: Provider,
  { realm, resources, pings, audit, clock, onFault }: BackchannelAnswersDependencies,
): BackchannelDelivery {
  const begun = new Set<Promise<void>>();
  const prototype = provider.Client.prototype as { backchannelPing(request: Request): Promise<void> };
  const { backchannelPing } = prototype;
  // The library would make the person wait for it; `ping` below does not, and tries again.
  prototype.backchannelPing = async () => {};

  const nowSeconds = () => Math.floor(clock.now() / 1000);
  const find = async (handle: string): Promise<Request | undefined> =>
    (await provider.BackchannelAuthenticationRequest.find(handle, { ignoreExpiration: true })) as Request | undefined;
  /** The request while it waits, with the time that its answer can be fetched in. */
  const findWaiting = async (handle: string) => {
    const request = await find(handle);
    if (!request || request.grantId || request.error) return undefined;
    request.exp = Math.max(request.exp ?? 0, nowSeconds() + ANSWER_KEPT_SECONDS);
    return request;
  };

  const grantFor = async (request: Request, client: Client, accountId: string) => {
    // Without a refresh token, nothing rests on it for longer than a session would last.
    const life = client.grantTypeAllowed('refresh_token') ? {} : { expiresIn: realm.session.absoluteSeconds };
    const grant = new provider.Grant({ accountId, clientId: client.clientId, ...life });
    const asked = (request.scope ?? '').split(' ').filter(Boolean);
    const named = [request.resource ?? []].flat();
    const ofResources = new Set<string>();
    for (const resource of named) {
      const known = new Set(resources.info(undefined, resource, client).scope?.split(' '));
      const scopes = asked.filter((scope) => known.has(scope));
      for (const scope of scopes) ofResources.add(scope);
      if (scopes.length > 0) grant.addResourceScope(resource, scopes.join(' '));
    }
    grant.addOIDCScope(asked.filter((scope) => !ofResources.has(scope)).join(' '));
    const { id_token: inToken = {}, userinfo = {} } = (request.claims ?? {}) as Record<string, object>;
    const claims = [...new Set([...Object.keys(inToken), ...Object.keys(userinfo)])];
    if (claims.length > 0) grant.addOIDCClaims(claims);
    await grant.save();
    return grant;
  };

  const tell = async ({ id, clientId, handle, attempts }: DuePing): Promise<void> => {
    const [client, request] = await Promise.all([provider.Client.find(clientId), find(handle)]);
    // Whoever polled meanwhile knows already.
    if (!client || !request || request.consumed || request.isExpired) return pings.endPing(id);
    const isTold = await backchannelPing.call(client, request).then(
      () => true,
      () => false,
    );
    const outcome = isTold ? 'ping_delivered' : 'ping_failed';
    audit.record({ type: 'backchannel_request', outcome, realm: realm.id, data: { client: clientId, attempts } });
    const wait = RETRY_AFTER_SECONDS[attempts];
    if (isTold || wait === undefined) return pings.endPing(id);
    return pings.postponePing(id, clock.now() + wait * 1000);
  };
  const begin = (ping: DuePing) => {
    const telling = tell(ping)
      .catch(onFault)
      .finally(() => begun.delete(telling));
    begun.add(telling);
  };

  return {
    async confirm(handle, { accountId, acr, amr, authTime }) {
      const request = await findWaiting(handle);
      const client = request && (await provider.Client.find(request.clientId ?? ''));
      if (!request || !client || request.accountId !== accountId) return false;
      request.provenAt = clock.now();
      const grant = await grantFor(request, client, accountId);
      await provider.backchannelResult(request, grant, { acr, amr: [...amr], authTime });
      return true;
    },

    async refuse(handle) {
      const request = await findWaiting(handle);
      if (!request) return false;
      await provider.backchannelResult(request, new errors.AccessDenied('the person refused'));
      return true;
    },

    ping(request) {
      begin({ ...request, attempts: 0 });
    },

    async deliverDue() {
      let told = 0;
      const taking = pings
        .takeDuePings(realm.id, clock.now(), clock.now() + HELD_SECONDS * 1000, BATCH)
        .then((due) => {
          for (const ping of due) begin(ping);
          told = due.length;
        })
        .finally(() => begun.delete(taking));
      begun.add(taking);
      await taking;
      return told;
    },

    async settled() {
      while (begun.size > 0) await Promise.allSettled(begun);
    },
  };
}
