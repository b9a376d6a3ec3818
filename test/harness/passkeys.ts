/** Somebody's passkey: put on file as an enrolment would, and given on the pages that offer it. */
import { randomUUID } from 'node:crypto';
import { createPostgresPasskeyStore } from '../../src/adapters/postgres/passkey/passkey_store.js';
import { readAttestation, registeredBy } from '../../src/services/passkey/webauthn_answers.js';
import type { Agent, AgentPage } from './agent.js';
import type { Poterne } from './poterne.js';
import { type AskedOptions, makePasskey, type SoftwarePasskey, signWith, type Twist } from './software_passkey.js';

export interface KeptPasskey extends SoftwarePasskey {
  readonly id: string;
  readonly accountId: string;
}

/** @param familyName of the only person with that name */
export async function keepPasskey(
  poterne: Poterne,
  familyName: string,
  how: { readonly deviceBound?: boolean; readonly counts?: number } = {},
): Promise<KeptPasskey> {
  const { database } = poterne.service;
  const { id: accountId } = await database.account.findFirstOrThrow({ where: { familyName } });
  const store = createPostgresPasskeyStore(database);
  const user = { id: Buffer.from((await store.userHandle(accountId)) ?? []).toString('base64url') };
  const options = { challenge: 'AAAA', rp: { id: 'localhost' }, user };
  const { passkey, posted } = makePasskey(options, poterne.origin, how);
  const answer = readAttestation(posted);
  const registered = answer && (await registeredBy(answer, { rpId: 'localhost', origins: [poterne.origin] }));
  if (!registered) throw new Error('the passkey of the test does not verify');
  const id = randomUUID();
  const added = await store.add({
    ...registered,
    ...{ id, accountId, name: 'Téléphone', most: 10, notices: [], at: Date.now() },
  });
  if (added !== 'added') throw new Error(`the passkey was not added: ${added}`);
  return Object.assign(passkey, { id, accountId });
}

/** What the page's script would ask of the browser. */
export async function optionsOn(agent: Agent, page: AgentPage): Promise<AskedOptions & Record<string, unknown>> {
  const href = /data-passkey-request="([^"]+)"/.exec(page.html)?.[1];
  const csrf = /name="csrf" value="([^"]+)"/.exec(page.html)?.[1];
  if (!href || !csrf) throw new Error('the page asks for no passkey');
  const answer = await agent.post(new URL(href, page.url), { csrf });
  if (!answer.headers.get('content-type')?.includes('json')) throw new Error('no options came back');
  return JSON.parse(answer.html) as AskedOptions & Record<string, unknown>;
}

/** Presses the page's button, with a finger on the sensor. */
export async function givePasskey(
  agent: Agent,
  page: AgentPage,
  passkey: SoftwarePasskey,
  twist: Twist = {},
): Promise<AgentPage> {
  return postAnswer(agent, page, signWith(passkey, await optionsOn(agent, page), page.url.origin, twist));
}

export function postAnswer(agent: Agent, page: AgentPage, posted: string): Promise<AgentPage> {
  return agent.submit(page, '/passkey', { passkey: posted });
}
