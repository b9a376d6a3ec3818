/** What an administrator's browser asks of the console of an organisation, over HTTP: lists, searches, the export (E1, O6). */
import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
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
  const file = `${list}.csv`;
  await opened(file, new RegExp(`"agent\\.${users - 1}"`));
  const length = await download(poterne, agent, file);
  const [common, nobody] = [await searched('mart'), await searched('zzz')];
  return [
    await measure('page: overview', () => opened(`${home}/${organisationId}`, /<h1/)),
    await measure('page: first of the list', () => opened(list, /<table|<li/)),
    await measure('page: last of the list', () => opened(`${list}?page=${Math.ceil(users / PAGE_SIZE)}`, /<h1/)),
    await measure('page: search of a common name', () => opened(common, /MARTIN/)),
    await measure('page: search that finds nobody', () => opened(nobody, /<h1/)),
    await measure('export over HTTP, the whole file', async () => {
      const bytes = await download(poterne, agent, file);
      if (bytes !== length) throw new Error(`${bytes} bytes of ${length}`);
    }),
  ];
}

/** Asks for the file as a browser does and counts its bytes. */
async function download(
  { origin }: Poterne,
  agent: ReturnType<typeof administratorAt>['agent'],
  address: string,
): Promise<number> {
  const url = new URL(address, origin);
  const sent = agent.cookies().filter(({ path }) => path === '/' || url.pathname.startsWith(path));
  const request = get(url, { headers: { cookie: sent.map(({ name, value }) => `${name}=${value}`).join('; ') } });
  const [answer] = (await once(request, 'response')) as [IncomingMessage];
  if (answer.statusCode !== 200) throw new Error(`${answer.statusCode}: no export`);
  let bytes = 0;
  answer.on('data', (part: Buffer) => {
    bytes += part.length;
  });
  await once(answer, 'end');
  return bytes;
}
