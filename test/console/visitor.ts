/** Somebody at « Gérer mon compte » with a browser: signs in, proves, and links that were made before. */
import { createPostgresIdentityLinkStore } from '../../src/adapters/postgres/federation/identity_link_store.js';
import { type Agent, type AgentPage, openAgent } from '../harness/agent.js';
import type { Poterne } from '../harness/poterne.js';
import { askForCode, giveCredentials, typeCode } from '../harness/relying_party.js';
import type { TestPerson } from '../harness/scenario.js';

const ISSUER = 'https://fcp.example.test/api/v2';

export interface Visitor {
  readonly agent: Agent;
  readonly home: string;
  /** Goes on from any page of the sign-in to where it ends. */
  prove(page: AgentPage, person?: TestPerson): Promise<AgentPage>;
  /** From nothing to the console's home, or to what is below it: a path or a query. */
  enter(below?: string): Promise<AgentPage>;
  undoAddress(link: string): string;
  /** The address at the provider that a page sends the browser to, not followed; a form is posted if one is given. */
  leave(address: string, form?: Record<string, string>): Promise<URL>;
  /** The same for the button that asks for the undoing. */
  leaveToUndo(link: string): Promise<URL>;
  /** Asks for the undoing and stops where the provider wants a new code. */
  askUndo(link: string): Promise<AgentPage>;
}

export function visitorOf(poterne: Poterne, owner: TestPerson, agent = openAgent(poterne.origin)): Visitor {
  const home = `${poterne.issuer(owner.realm)}/account`;
  const undoAddress = (link: string) => `${home}/identities/${link}/undo`;
  const prove = async (start: AgentPage, person = owner) => {
    let page = start;
    if (page.html.includes('name="password"')) page = await giveCredentials(agent, page, person);
    if (page.html.includes('/one_time_code/send')) page = await askForCode(agent, page, person.email ? 'email' : 'sms');
    if (page.html.includes('/one_time_code/verify')) page = await typeCode(agent, page, poterne.outbox.code());
    return page;
  };
  const leave = async (address: string, form?: Record<string, string>) => {
    const cookie = agent
      .cookies()
      .map(({ name, value }) => `${name}=${value}`)
      .join('; ');
    const post = form ? { method: 'POST', body: new URLSearchParams(form) } : {};
    const answer = await fetch(address, { ...post, headers: { cookie }, redirect: 'manual' });
    return new URL(answer.headers.get('location') ?? '', address);
  };
  return {
    agent,
    home,
    prove,
    leave,
    async leaveToUndo(link) {
      const { html } = await agent.get(undoAddress(link));
      return leave(undoAddress(link), { csrf: /name="csrf" value="([^"]+)"/.exec(html)?.[1] ?? '' });
    },
    undoAddress,
    enter: async (below = '') => prove(await agent.get(`${home}${below}`)),
    askUndo: async (link) => agent.submit(await agent.get(undoAddress(link)), '/undo'),
  };
}

/** Links that an upstream's sign-in would have made. */
export function linksIn({ service }: Poterne) {
  const { database } = service;
  const store = createPostgresIdentityLinkStore(database);
  const accountIdOf = async ({ familyName, realm }: TestPerson) => {
    const account = await database.account.findFirstOrThrow({ where: { familyName, realm } });
    return account.id;
  };
  return {
    store,
    accountIdOf,
    async make(person: TestPerson, subject: string, provedBy: 'match' | 'local_proof' = 'match'): Promise<string> {
      const upstream = person.realm === 'employeurs' ? 'net-entreprises' : 'franceconnect-plus';
      const answer = await store.link({
        realm: person.realm,
        accountId: await accountIdOf(person),
        upstream,
        issuer: ISSUER,
        subject,
        provedBy,
        now: Date.now(),
      });
      if (answer.outcome === 'refused') throw new Error(answer.reason);
      return answer.linkId;
    },
    async statusOf(person: TestPerson, link: string) {
      return (await store.linksOf(await accountIdOf(person))).find(({ id }) => id === link)?.status;
    },
  };
}
