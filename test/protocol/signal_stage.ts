/** What the tests of Shared Signals do again and again: a receiver's token, its calls, and what happens to a person. */
import { randomUUID } from 'node:crypto';
import { createPostgresSignalOutbox } from '../../src/adapters/postgres/signals/signal_outbox.js';
import type { RegisteredClient } from '../../src/config/clients_file.js';
import type { SignalFact } from '../../src/domain/signals/event.js';
import { NO_BOX } from '../harness/no_box.js';
import { basic, bearer, type Json, portal, type Stage, textOf } from './stage.js';

/** A portal that may have a stream; the realm's issuer is known once the stage runs, so its resource is set then. */
export function receiverClient(clientId: string, metadata: Json = {}): RegisteredClient {
  return portal(clientId, {
    sector: clientId,
    scope: 'openid ssf.manage ssf.read',
    grant_types: ['authorization_code', 'client_credentials'],
    ...metadata,
  });
}

export const REVOKED: SignalFact = { type: 'session-revoked', by: 'user', reason: 'signed-out-everywhere' };
export const CHANGED: SignalFact = {
  type: 'credential-change',
  by: 'user',
  reason: 'password-chosen',
  credential: 'password',
  change: 'update',
};

export interface SignalStage {
  /** Registers the clients for the transmitter's API, and signs Claire in at each of them. */
  prepare(clientIds: readonly string[], visited?: readonly string[]): Promise<void>;
  token(clientId: string, scope?: string): Promise<string>;
  call(
    clientId: string,
    method: string,
    path: string,
    body?: unknown,
  ): Promise<{ readonly status: number; readonly headers: Headers; readonly body: Json }>;
  /** A new stream of the client in place of the one it had. */
  stream(clientId: string, wish?: Json): Promise<string>;
  /** Something happens to Claire, now. */
  happens(...facts: readonly SignalFact[]): Promise<void>;
  /** Claire's `sub` at the client. */
  subjectAt(clientId: string): Promise<string>;
}

export function signalStage(stage: Stage): SignalStage {
  const audience = () => `${stage.issuer}/ssf`;
  const sql = () => stage.poterne.service.database.sql;
  const call: SignalStage['call'] = async (clientId, method, path, body) => {
    const address = path.startsWith('http') ? path : `${audience()}${path}`;
    const answer = await fetch(address, {
      method,
      headers: { ...bearer(await self.token(clientId)), ...(body === undefined ? {} : JSON_TYPE) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    return { status: answer.status, headers: answer.headers, body: text ? (JSON.parse(text) as Json) : {} };
  };
  const tokens = new Map<string, { readonly token: string; readonly until: number }>();
  const self: SignalStage = {
    async prepare(clientIds, visited = clientIds) {
      await sql().count`
        UPDATE client SET metadata = metadata || jsonb_build_object('resources', jsonb_build_array(${audience()}::text))
        WHERE client_id = ANY(${[...clientIds]}::text[])`;
      const claire = visited.length > 0 ? await stage.signedIn() : stage.claire;
      for (const clientId of visited) await stage.code(clientId, {}, claire);
      const known = async () => {
        const rows = await sql().rows`SELECT FROM pairwise_subject WHERE sector = ANY(${[...visited]}::text[])`;
        return rows.length >= visited.length;
      };
      // Noted behind the answer.
      for (let turn = 0; turn < 300 && !(await known()); turn += 1) await new Promise((done) => setTimeout(done, 10));
    },
    async token(clientId, scope = 'ssf.manage') {
      const kept = tokens.get(`${clientId} ${scope}`);
      if (kept && kept.until > Date.now()) return kept.token;
      const fields = { grant_type: 'client_credentials', resource: audience(), scope };
      const { body } = await stage.post('token', fields, basic(clientId));
      const token = textOf(body, 'access_token');
      tokens.set(`${clientId} ${scope}`, { token, until: Date.now() + 300_000 });
      return token;
    },
    call,
    async stream(clientId, wish = {}) {
      const [before] = (await call(clientId, 'GET', '/streams')).body as unknown as Json[];
      if (before) await call(clientId, 'DELETE', `/streams?stream_id=${textOf(before, 'stream_id')}`);
      const created = await call(clientId, 'POST', '/streams', wish);
      return textOf(created.body, 'stream_id');
    },
    async happens(...facts) {
      const [claire] = await sql().rows<Array<{ id: string }>>`SELECT id FROM account WHERE family_name = 'MARTIN'`;
      await createPostgresSignalOutbox(stage.poterne.service.database, NO_BOX).raise(
        claire?.id ?? randomUUID(),
        facts,
        Date.now(),
      );
    },
    async subjectAt(clientId) {
      const rows = await sql().rows<Array<{ sub: string }>>`
        SELECT p.sub FROM pairwise_subject p JOIN account a ON a.id = p.account_id
        WHERE p.sector = ${clientId} AND a.family_name = 'MARTIN'`;
      return rows[0]?.sub ?? '';
    },
  };
  return self;
}

const JSON_TYPE = { 'content-type': 'application/json' };
