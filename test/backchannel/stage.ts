/** What the tests of a call centre play on: clients that may ask for a person, people to ask for, and somebody at the phone. */
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { REALMS } from '../../src/config/realms.js';
import type { Realm } from '../../src/domain/realm.js';
import { type Visitor, visitorOf } from '../console/visitor.js';
import { type AgentPage, formsOf, openAgent } from '../harness/agent.js';
import { CLAIRE, HELENE, PAUL, seedOf, type TestPerson } from '../harness/scenario.js';
import { recordSecret } from '../infrastructure/log_watch.js';
import { PORTAL_SUBJECT } from '../protocol/certificates.js';
import { CLIENT_JWKS } from '../protocol/keys.js';
import {
  type Answer,
  basic,
  createStage,
  type Fields,
  type Json,
  machine,
  portal,
  type Stage,
} from '../protocol/stage.js';

export const CIBA = 'urn:openid:params:grant-type:ciba';
export const WORDS = '47 — Violette';
export const NUMBER = CLAIRE.allocataire ?? '';
/** an allocataire number that nobody has */
export const NOBODY = '7777777';
export const API = 'https://dossier.api.example.test';

/** another person with a number, who receives e-mail only */
export const MARTHE: TestPerson = {
  ...PAUL,
  familyName: 'MOREAU',
  identifier: '1790359350199',
  allocataire: '2345678',
  email: 'marthe.moreau@example.test',
};

const RESOURCES = join(mkdtempSync(join(tmpdir(), 'poterne-calls-')), 'resources.json');
writeFileSync(
  RESOURCES,
  JSON.stringify([{ realm: 'allocataires', resource: API, sector: 'dossier', scope: 'file:read' }]),
);

const CALLS = {
  grant_types: [CIBA],
  backchannel_token_delivery_mode: 'poll',
};

export const centre = (clientId: string, metadata: Json = {}) =>
  machine(clientId, { client_name: `Centre ${clientId}`, ...CALLS, ...metadata });

export interface CallStage extends Stage {
  call(clientId: string, fields?: Fields, headers?: Fields): Promise<Answer>;
  /** `auth_req_id` of a request that must be taken. */
  asked(clientId: string, fields?: Fields): Promise<string>;
  poll(clientId: string, handle: string, fields?: Fields, headers?: Fields): Promise<Answer>;
  /** At « Demandes en cours », signed in unaided. */
  atHome(person?: TestPerson): Promise<{ readonly visitor: Visitor; readonly page: AgentPage }>;
  /** Presses one of the three buttons of the first request shown. */
  press(visitor: Visitor, page: AgentPage, answer: 'confirm' | 'refuse' | 'contest'): Promise<AgentPage>;
  /** From a call to the person's confirmation. */
  confirmed(clientId: string, fields?: Fields, person?: TestPerson): Promise<string>;
}

/** @param notification where clients in ping mode are told */
export function createCallStage(
  name: string,
  notification = 'http://localhost:9/ping',
  ephemeral?: 'redis',
): CallStage {
  const quick = (realm: Realm): Realm =>
    realm.id === 'allocataires' ? { ...realm, backchannel: { ...realm.backchannel, pollSeconds: 0 } } : realm;
  const stage = createStage({
    name,
    ...(ephemeral ? { ephemeral, processes: 2 as const } : {}),
    realms: REALMS.map(quick),
    accounts: [CLAIRE, PAUL, MARTHE, HELENE].map(seedOf),
    environment: {
      TRUSTED_PROXIES: '127.0.0.1',
      REGISTRATION_INITIAL_ACCESS_TOKEN: 'r'.repeat(40),
      RESOURCES_FILE: RESOURCES,
    },
    clients: [
      centre('calls', { sector: 'centre', resources: [API] }),
      centre('calls-other'),
      centre('calls-refresh', { grant_types: [CIBA, 'refresh_token'] }),
      centre('calls-post', { token_endpoint_auth_method: 'client_secret_post' }),
      centre('calls-key', {
        token_endpoint_auth_method: 'private_key_jwt',
        client_secret: undefined,
        jwks: CLIENT_JWKS,
      }),
      centre('calls-mtls', {
        token_endpoint_auth_method: 'tls_client_auth',
        client_secret: undefined,
        tls_client_auth_subject_dn: PORTAL_SUBJECT,
      }),
      centre('calls-signed', { jwks: CLIENT_JWKS, backchannel_authentication_request_signing_alg: 'ES256' }),
      centre('calls-ping', {
        backchannel_token_delivery_mode: 'ping',
        backchannel_client_notification_endpoint: notification,
      }),
      { ...centre('calls-slowly', { scope: 'openid' }), realm: 'employeurs' },
      portal('web', { sector: 'centre' }),
    ],
  });
  // Not spread: the stage's members are read when they are there.
  const calls = Object.create(stage) as CallStage;
  calls.call = async (clientId, fields = {}, headers = basic(clientId)) => {
    const answer = await stage.post(
      'backchannel_authentication',
      { scope: 'openid', login_hint: NUMBER, binding_message: WORDS, ...fields },
      headers,
    );
    if (typeof answer.body['auth_req_id'] === 'string') recordSecret('token', answer.body['auth_req_id']);
    return answer;
  };
  calls.asked = async (clientId, fields) => {
    const answer = await calls.call(clientId, fields);
    if (answer.status !== 200) throw new Error(`the request was refused: ${answer.text}`);
    return String(answer.body['auth_req_id']);
  };
  calls.poll = (clientId, handle, fields = {}, headers = basic(clientId)) =>
    stage.post('token', { grant_type: CIBA, auth_req_id: handle, ...fields }, headers);
  calls.atHome = async (person = CLAIRE) => {
    const visitor = visitorOf(stage.poterne, person, openAgent(stage.poterne.origin));
    return { visitor, page: await visitor.enter('/requests') };
  };
  calls.press = (visitor, page, answer) => {
    const form = formsOf(page).find(({ action }) => action.endsWith(`/requests/${answer}`));
    if (!form) throw new Error('no request is shown');
    return visitor.agent.post(new URL(form.action, page.url), { ...form.fields });
  };
  calls.confirmed = async (clientId, fields, person = CLAIRE) => {
    const handle = await calls.asked(clientId, fields);
    const { visitor, page } = await calls.atHome(person);
    const done = await visitor.prove(await calls.press(visitor, page, 'confirm'));
    if (!done.url.search.includes('confirmed')) throw new Error(`not confirmed: ${done.url.href}`);
    return handle;
  };
  return calls;
}

/** What happens behind an answer: waits for what must come, never for a fixed time. */
export async function until(holds: () => boolean | Promise<boolean>): Promise<boolean> {
  for (let turn = 0; turn < 300 && !(await holds()); turn += 1) await new Promise((done) => setTimeout(done, 10));
  return holds();
}
