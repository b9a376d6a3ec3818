/** What an administrator's browser asks of the console of an organisation, over HTTP: lists, searches, the export (E1, O6). */
import { administratorAt, employee, organisationsIn, seedsOf } from '../test/console/administrator.js';
import type { Poterne } from '../test/harness/poterne.js';
import type { Finding } from './organisations.js';

const ADMINISTRATOR = employee('agent.mesures', 'MESURE', '+33639980021');
export const pagesAdministrator = seedsOf([ADMINISTRATOR])[0] as ReturnType<typeof seedsOf>[number];
const PAGE_SIZE = 50;

export interface Measuring {
  readonly users: number;
  readonly measure: (what: string, work: () => Promise<unknown>) => Promise<Finding>;
}

/** @param organisationId of the filled organisation, which the administrator joins */
export async function measurePages(
  poterne: Poterne,
  organisationId: string,
  { users, measure }: Measuring,
): Promise<readonly Finding[]> {
  await organisationsIn(poterne).join(organisationId, ADMINISTRATOR, 'administrator');
  const { agent, home, enter } = administratorAt(poterne, ADMINISTRATOR);
  await enter();
  const list = `${home}/${organisationId}/users`;
  const opened = async (address: string, expected: RegExp) => {
    const page = await agent.get(address);
    if (page.status !== 200 || !expected.test(page.html)) throw new Error(`${page.status} at ${page.url.pathname}`);
    return page;
  };
  const first = await opened(list, /<h1/);
  // The words wait on the server; the address that shows what was found is asked again and again.
  const searched = async (words: string) => (await agent.submit(first, '/users/search', { words })).url.href;
  const [common, nobody] = [await searched('mart'), await searched('zzz')];
  return [
    await measure('page: overview', () => opened(`${home}/${organisationId}`, /<h1/)),
    await measure('page: first of the list', () => opened(list, /<table|<li/)),
    await measure('page: last of the list', () => opened(`${list}?page=${Math.ceil(users / PAGE_SIZE)}`, /<h1/)),
    await measure('page: search of a common name', () => opened(common, /MARTIN/)),
    await measure('page: search that finds nobody', () => opened(nobody, /<h1/)),
    await measure('export over HTTP, to the first row', () => firstBytes(poterne, agent, `${list}.csv`)),
    await measure('export over HTTP, the whole file', () => opened(`${list}.csv`, /agent\.77/)),
  ];
}

/** Asks for the file as the browser does, and leaves after its first bytes. */
async function firstBytes(
  { origin }: Poterne,
  agent: ReturnType<typeof administratorAt>['agent'],
  address: string,
): Promise<void> {
  const url = new URL(address, origin);
  const sent = agent.cookies().filter(({ path }) => path === '/' || url.pathname.startsWith(path));
  const leaving = new AbortController();
  const answer = await fetch(url, {
    headers: { cookie: sent.map(({ name, value }) => `${name}=${value}`).join('; ') },
    signal: leaving.signal,
    redirect: 'manual',
  });
  const bytes = await answer.body?.getReader().read();
  if (answer.status !== 200 || !bytes?.value?.length) throw new Error(`${answer.status}: no export`);
  leaving.abort();
}
