/**
 * What the protocol tests play on: one Poterne for the specifications of a file, spoken to in plain HTTP, so that a test
 * sends and sees exactly what its RFC writes.
 */
import { createHash, randomBytes } from 'node:crypto';
import type { RegisteredClient } from '../../src/config/clients_file.js';
import { type Agent, type AgentPage, openAgent } from '../harness/agent.js';
import { type PoterneOptions, type Restartable, startPoterne } from '../harness/poterne.js';
import { askForCode, giveCredentials, typeCode } from '../harness/relying_party.js';
import { CLAIRE, PORTAL, SECRET, type TestPerson } from '../harness/scenario.js';
import { recordSecret } from '../infrastructure/log_watch.js';

export type Fields = Readonly<Record<string, string>>;
export type Json = Readonly<Record<string, unknown>>;

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  /** the JSON that was answered; empty when it was none */
  readonly body: Json;
  readonly text: string;
}

export interface Stage {
  readonly poterne: Restartable;
  readonly issuer: string;
  /** the discovery document */
  readonly metadata: Json;
  /** a browser in which Claire is signed in at two-step, for silent requests */
  readonly claire: Agent;
  start(): Promise<void>;
  close(): Promise<void>;
  /** @param name as in the discovery document, without `_endpoint` */
  endpoint(name: string): string;
  get(address: string, headers?: Fields): Promise<Answer>;
  post(endpoint: string, fields: Fields | URLSearchParams, headers?: Fields): Promise<Answer>;
  /** Sends an authorization request exactly as given. */
  send(parameters: Fields, agent?: Agent): Promise<AgentPage>;
  /** A well-formed request of the client, with what the test changes; an empty string leaves the parameter out. */
  ask(clientId: string, parameters?: Fields, agent?: Agent): Promise<AgentPage>;
  /** What the request brought to the portal. */
  response(clientId: string, parameters?: Fields, agent?: Agent): Promise<URLSearchParams>;
  code(clientId: string, parameters?: Fields, agent?: Agent): Promise<string>;
  /** Redeems a code; authenticates by client_secret_basic unless the fields name a client. */
  redeem(clientId: string, code: string, fields?: Fields, headers?: Fields): Promise<Answer>;
  /** A whole code flow of the signed-in browser. */
  tokens(clientId: string, parameters?: Fields, agent?: Agent): Promise<Json>;
  /** Signs a person in, in a browser of their own, or in one where somebody else may still be signed in. */
  signedIn(person?: TestPerson, clientId?: string, agent?: Agent): Promise<Agent>;
}

export const VERIFIER = randomBytes(32).toString('base64url');
export const CHALLENGE = createHash('sha256').update(VERIFIER).digest('base64url');

/** A confidential portal of the realm allocataires. */
export function portal(clientId: string, metadata: Json = {}): RegisteredClient {
  return {
    realm: 'allocataires',
    metadata: {
      client_id: clientId,
      client_name: `Portail ${clientId}`,
      client_secret: SECRET,
      redirect_uris: [PORTAL],
      grant_types: ['authorization_code', 'refresh_token'],
      response_types: ['code'],
      ...metadata,
    },
  };
}

/** A client that calls for itself, without users. */
export function machine(clientId: string, metadata: Json = {}): RegisteredClient {
  return portal(clientId, { grant_types: ['client_credentials'], response_types: [], redirect_uris: [], ...metadata });
}

export function basic(clientId: string, secret = SECRET): Fields {
  return { authorization: `Basic ${Buffer.from(`${clientId}:${secret}`).toString('base64')}` };
}

export function bearer(token: string): Fields {
  return { authorization: `Bearer ${token}` };
}

/** A member of an answer that must be text. */
export function textOf(json: Json, name: string): string {
  const value = json[name];
  if (typeof value !== 'string')
    throw new Error(`${name} is missing in ${Object.keys(json).join(', ') || 'the answer'}`);
  return value;
}

/** The claims of a signed token, unverified. */
export function payloadOf(token: string): Json {
  return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as Json;
}

export function headerOf(token: string): Json {
  return JSON.parse(Buffer.from(token.split('.')[0] ?? '', 'base64url').toString()) as Json;
}

const KEEPER = portal('keeper-of-the-session');

export function createStage(options: PoterneOptions): Stage {
  let poterne: Restartable | undefined;
  let metadata: Json = {};
  let claire: Agent | undefined;
  const running = () => {
    if (!poterne || !claire) throw new Error('the stage is not started');
    return { poterne, claire };
  };

  const answerOf = async (response: Response): Promise<Answer> => {
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json') ?? false;
    const body = isJson && text ? (JSON.parse(text) as Json) : {};
    for (const name of ['access_token', 'refresh_token', 'id_token', 'registration_access_token', 'client_secret']) {
      const value = body[name];
      if (typeof value === 'string') recordSecret('token', value);
    }
    return { status: response.status, headers: response.headers, body, text };
  };
  const walkIn = async (agent: Agent, person: TestPerson, first: AgentPage): Promise<AgentPage> => {
    let page = first;
    if (!page.left && page.html.includes('name="password"')) page = await giveCredentials(agent, page, person);
    if (!page.left && page.html.includes('/one_time_code/send')) page = await askForCode(agent, page);
    if (!page.left && page.html.includes('/one_time_code/verify'))
      page = await typeCode(agent, page, running().poterne.outbox.code(person.email));
    return page;
  };

  const stage: Stage = {
    get poterne() {
      return running().poterne;
    },
    get issuer() {
      return running().poterne.issuer('allocataires');
    },
    get metadata() {
      return metadata;
    },
    get claire() {
      return running().claire;
    },
    async start() {
      poterne = await startPoterne({ ...options, clients: [KEEPER, ...(options.clients ?? [])] });
      claire = openAgent(poterne.origin);
      metadata = (await stage.get(`${stage.issuer}/.well-known/openid-configuration`)).body;
      claire = await stage.signedIn();
    },
    close: async () => poterne?.close(),
    endpoint: (name) => textOf(metadata, name === 'jwks_uri' ? name : `${name}_endpoint`),
    get: async (address, headers = {}) => answerOf(await fetch(address, { headers, redirect: 'manual' })),
    async post(endpoint, fields, headers = {}) {
      const body = fields instanceof URLSearchParams ? fields : new URLSearchParams(fields);
      return answerOf(await fetch(stage.endpoint(endpoint), { method: 'POST', headers, body, redirect: 'manual' }));
    },
    async send(parameters, agent = running().claire) {
      const page = await agent.get(`${stage.endpoint('authorization')}?${new URLSearchParams(parameters)}`);
      const code = page.left?.searchParams.get('code');
      if (code) recordSecret('token', code);
      return page;
    },
    ask(clientId, parameters = {}, agent) {
      const all = {
        client_id: clientId,
        response_type: 'code',
        redirect_uri: PORTAL,
        scope: 'openid',
        state: 'a-state',
        nonce: 'a-nonce',
        code_challenge: CHALLENGE,
        code_challenge_method: 'S256',
        ...parameters,
      };
      return stage.send(Object.fromEntries(Object.entries(all).filter(([, value]) => value !== '')), agent);
    },
    async response(clientId, parameters, agent) {
      const page = await stage.ask(clientId, parameters, agent);
      if (!page.left) throw new Error(`the request stopped at ${page.url.pathname}, status ${page.status}`);
      return page.left.searchParams;
    },
    async code(clientId, parameters, agent) {
      const answer = await stage.response(clientId, parameters, agent);
      const code = answer.get('code');
      if (!code) throw new Error(`no code: ${answer}`);
      return code;
    },
    redeem: (
      clientId,
      code,
      fields = {},
      headers = 'client_id' in fields || 'client_assertion' in fields ? {} : basic(clientId),
    ) =>
      stage.post(
        'token',
        { grant_type: 'authorization_code', code, redirect_uri: PORTAL, code_verifier: VERIFIER, ...fields },
        headers,
      ),
    async tokens(clientId, parameters = {}, agent) {
      const answer = await stage.redeem(clientId, await stage.code(clientId, parameters, agent));
      if (answer.status !== 200) throw new Error(`no tokens: ${answer.text}`);
      return answer.body;
    },
    async signedIn(person = CLAIRE, clientId = 'keeper-of-the-session', present = undefined) {
      const agent = present ?? openAgent(running().poterne.origin);
      const page = await walkIn(agent, person, await stage.ask(clientId, present ? { prompt: 'login' } : {}, agent));
      if (!page.left) throw new Error(`the sign-in stopped at ${page.url.pathname}, status ${page.status}`);
      return agent;
    },
  };
  return stage;
}
