/** An administrator at the console of organisations with a browser, and organisations that the back office would have made. */
import { randomUUID } from 'node:crypto';
import { createPostgresOrganisationStore } from '../../src/adapters/postgres/organisation/organisation_store.js';
import { type Agent, type AgentPage, openAgent } from '../harness/agent.js';
import type { Poterne } from '../harness/poterne.js';
import { askForCode, giveCredentials, typeCode } from '../harness/relying_party.js';
import { seedOf, type TestPerson } from '../harness/scenario.js';

const MONTH_MS = 30 * 24 * 3600 * 1000;

/** One more employee of the tests, signing in by SMS. */
export function employee(identifier: string, familyName: string, mobile: string): TestPerson {
  return {
    realm: 'employeurs',
    identifier,
    password: 'Registre-Colline-42',
    familyName,
    givenNames: ['Camille'],
    mobile,
  };
}

export function seedsOf(people: readonly TestPerson[]) {
  return people.map(seedOf);
}

/** @param poterne its memberships are written by the store that the service uses */
export function organisationsIn({ service: { database } }: Poterne) {
  const store = createPostgresOrganisationStore(database, {
    seal: () => {
      throw new Error('nobody is told here');
    },
  } as unknown as Parameters<typeof createPostgresOrganisationStore>[1]);
  const realm = 'employeurs';
  const accountIdOf = async ({ familyName }: TestPerson): Promise<string> =>
    (await database.account.findFirstOrThrow({ where: { familyName, realm } })).id;
  return {
    store,
    accountIdOf,
    async create(name: string, siret: string): Promise<string> {
      const id = randomUUID();
      await store.create({ id, realm, name, siret, createdAt: Date.now() });
      return id;
    },
    async join(organisationId: string, person: TestPerson, role: 'user' | 'administrator'): Promise<void> {
      const answer = await store.join(
        { organisationId, administrator: null, realm },
        {
          accountId: await accountIdOf(person),
          membership: {
            organisationId,
            role,
            rights: [],
            createdBy: null,
            isOrigin: false,
            login: person.identifier,
            expiresAt: Date.now() + 18 * MONTH_MS,
          },
        },
        Date.now(),
        () => [],
      );
      if (answer !== 'done') throw new Error(answer);
    },
    /** As the back office would: nobody renews themselves. */
    async renewBackOffice(organisationId: string, person: TestPerson): Promise<void> {
      const review = { now: Date.now(), expiresAt: Date.now() + 18 * MONTH_MS };
      await store.renew({ organisationId, administrator: null, realm }, [await accountIdOf(person)], review, () => []);
    },
    async rightsOf(organisationId: string, person: TestPerson): Promise<readonly string[]> {
      const where = { organisationId, accountId: await accountIdOf(person) };
      return (await database.membership.findFirstOrThrow({ where })).rights;
    },
  };
}

export interface Administrator {
  readonly agent: Agent;
  readonly home: string;
  prove(page: AgentPage, person?: TestPerson): Promise<AgentPage>;
  enter(): Promise<AgentPage>;
}

export function administratorAt(
  poterne: Poterne,
  owner: TestPerson,
  agent: Agent = openAgent(poterne.origin),
): Administrator {
  const home = `${poterne.issuer('employeurs')}/organisation`;
  const prove = async (start: AgentPage, person = owner) => {
    let page = start;
    if (page.html.includes('name="password"')) page = await giveCredentials(agent, page, person);
    if (page.html.includes('/one_time_code/send')) page = await askForCode(agent, page, 'sms');
    if (page.html.includes('/one_time_code/verify')) page = await typeCode(agent, page, poterne.outbox.code());
    return page;
  };
  return { agent, home, prove, enter: async () => prove(await agent.get(home)) };
}
