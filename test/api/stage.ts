/** What the API's tests play on: one Poterne, clients of the back office, tokens, and a client made from its document. */
import { randomUUID } from 'node:crypto';
import { createServer } from 'node:net';
import SwaggerParser from '@apidevtools/swagger-parser';
import { type OpenAPIClient, OpenAPIClientAxios } from 'openapi-client-axios';
import { SCOPES } from '../../src/api/operation.js';
import type { RegisteredClient } from '../../src/config/clients_file.js';
import { type PoterneOptions, type Restartable, startPoterne } from '../harness/poterne.js';
import { CLIENTS, PORTAL, SECRET } from '../harness/scenario.js';
import { recordSecret } from '../infrastructure/log_watch.js';

export type Json = Readonly<Record<string, unknown>>;

export interface ApiAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: Json;
}

export interface CallOptions {
  readonly params?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly token?: string | null;
  readonly key?: string | null;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface ApiStage {
  readonly poterne: Restartable;
  readonly origin: string;
  readonly audience: string;
  /** the served document */
  readonly document: Json;
  start(): Promise<void>;
  close(): Promise<void>;
  /** A token of a back office of the realm. */
  token(realm?: string, scope?: string, resource?: string, anew?: boolean): Promise<string>;
  /** Calls an operation through the client that was generated from the served document. */
  call(operationId: string, options?: CallOptions): Promise<ApiAnswer>;
  /** Enrols somebody new, and answers their account and matricule. */
  person(body?: Json): Promise<{ readonly account: string; readonly allocataire: string }>;
  /** How many rows each table has that a request may write; the audit's and the counters' are left out. */
  counts(): Promise<Readonly<Record<string, number>>>;
}

export const ALL_SCOPES = Object.keys(SCOPES).join(' ');
export const OTHER_API = 'https://other.api.example.test';

export const APPLICANT = {
  identity: {
    family_name: 'NGUYEN',
    given_names: ['Linh', 'Marie'],
    gender: 'female',
    birthdate: '1996-02-29',
    birthplace: '75112',
    birthcountry: '99100',
  },
  contacts: [
    { kind: 'email', value: 'linh@example.test' },
    { kind: 'mobile', value: '06 39 98 00 77' },
  ],
  address: { lines: ['12 rue des Lilas'], postcode: '75012', city: 'PARIS' },
  caf: '751',
} as const;

function backOffice(realm: string, audience: string): RegisteredClient {
  return {
    realm,
    metadata: {
      client_id: 'back-office',
      client_name: 'Back-office',
      client_secret: SECRET,
      redirect_uris: [],
      response_types: [],
      grant_types: ['client_credentials'],
      scope: ALL_SCOPES,
      resources: [audience, OTHER_API],
    },
  };
}

/** A portal that was registered for the API by mistake: people's tokens bear its audience. */
function portalWithApi(audience: string): RegisteredClient {
  return {
    realm: 'allocataires',
    metadata: {
      client_id: 'portal-with-api',
      client_name: 'Portail',
      client_secret: SECRET,
      redirect_uris: [PORTAL],
      response_types: ['code'],
      grant_types: ['authorization_code'],
      scope: 'openid accounts:read',
      resources: [audience],
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address ? address.port : 0;
}

export function createApiStage(options: PoterneOptions): ApiStage {
  let poterne: Restartable | undefined;
  let client: OpenAPIClient | undefined;
  let document: Json = {};
  let origin = '';
  const tokens = new Map<string, string>();
  const running = () => {
    if (!poterne || !client) throw new Error('the stage is not started');
    return { poterne, client };
  };

  const stage: ApiStage = {
    get poterne() {
      return running().poterne;
    },
    get origin() {
      return origin;
    },
    get audience() {
      return `${origin}/api/v1`;
    },
    get document() {
      return document;
    },
    async start() {
      const port = await freePort();
      origin = `http://localhost:${port}`;
      poterne = await startPoterne({
        ...options,
        port,
        clients: [
          ...CLIENTS,
          ...['allocataires', 'employeurs'].map((realm) => backOffice(realm, `${origin}/api/v1`)),
          portalWithApi(`${origin}/api/v1`),
          ...(options.clients ?? []),
        ],
      });
      document = (await (await fetch(`${origin}/api/v1/openapi.json`)).json()) as Json;
      const api = new OpenAPIClientAxios({
        definition: structuredClone(document) as never,
        axiosConfigDefaults: { validateStatus: () => true, proxy: false, adapter: 'http' },
      });
      client = await api.init();
    },
    async close() {
      await poterne?.close();
    },
    async token(realm = 'allocataires', scope = ALL_SCOPES, resource = stage.audience, anew = false) {
      const name = `${realm} ${scope} ${resource}`;
      const known = tokens.get(name);
      if (known && !anew) return known;
      const answer = await fetch(`${origin}/${realm}/token`, {
        method: 'POST',
        headers: { authorization: `Basic ${Buffer.from(`back-office:${SECRET}`).toString('base64')}` },
        body: new URLSearchParams({ grant_type: 'client_credentials', scope, resource }),
      });
      const body = (await answer.json()) as { access_token?: string };
      if (!body.access_token) throw new Error(`no token: ${JSON.stringify(body)}`);
      recordSecret('token', body.access_token);
      tokens.set(name, body.access_token);
      return body.access_token;
    },
    async call(operationId, { params = {}, body, token, key = randomUUID(), headers = {} } = {}) {
      const given = token === undefined ? await stage.token() : token;
      const call = (running().client as unknown as Record<string, (...all: unknown[]) => Promise<ApiCallResult>>)[
        operationId
      ];
      if (!call) throw new Error(`the document has no operation ${operationId}`);
      const answer = await call(params, body, {
        headers: {
          ...(given === null ? {} : { authorization: `Bearer ${given}` }),
          ...(key === null ? {} : { 'idempotency-key': key }),
          ...headers,
        },
      });
      return { status: answer.status, headers: answer.headers, body: (answer.data ?? {}) as Json };
    },
    async person(body = {}) {
      const answer = await stage.call('enrolApplicant', { body: { ...APPLICANT, ...body } });
      if (answer.status !== 201) throw new Error(`not enrolled: ${JSON.stringify(answer.body)}`);
      return { account: String(answer.body['account']), allocataire: String(answer.body['allocataire']) };
    },
    async counts() {
      const { database } = running().poterne.service;
      const tables = [
        'account',
        'identifier',
        'contact',
        'credential',
        'known_device',
        'code_card',
        'letter',
        'notice',
        'oidc_grant',
        'refresh_token',
        'idempotency_record',
        'pairwise_subject',
        'client',
        'organisation',
        'membership',
      ];
      const rows = await database.$queryRawUnsafe<Array<{ name: string; rows: number }>>(
        tables.map((name) => `SELECT '${name}' AS name, count(*)::int AS rows FROM ${name}`).join(' UNION ALL '),
      );
      return Object.fromEntries(rows.map((row) => [row.name, row.rows]));
    },
  };
  return stage;
}

interface ApiCallResult {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly data: unknown;
}

/** @throws when the document is not OpenAPI 3.1 */
export async function validateDocument(document: Json): Promise<void> {
  await SwaggerParser.validate(structuredClone(document) as never);
}
