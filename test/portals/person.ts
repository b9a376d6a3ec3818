/** What a person does at the provider when a portal sends them there, without JavaScript. */
import type { Agent } from '../harness/agent.js';
import type { Restartable } from '../harness/poterne.js';
import { askForCode, giveCredentials, typeCode } from '../harness/relying_party.js';
import type { TestPerson } from '../harness/scenario.js';

/** @returns the address at the portal, with the answer */
export async function signInAt(poterne: Restartable, agent: Agent, request: URL, person: TestPerson): Promise<URL> {
  let page = await agent.get(request);
  if (page.html.includes('name="password"')) page = await giveCredentials(agent, page, person);
  if (page.html.includes('/one_time_code/send')) page = await askForCode(agent, page);
  if (page.html.includes('/one_time_code/verify'))
    page = await typeCode(agent, page, poterne.outbox.code(person.email));
  if (!page.left) throw new Error(`the sign-in stopped at ${page.url.pathname}, status ${page.status}`);
  return page.left;
}

/** Presses the button of the sign-out page. */
export async function signOutAt(agent: Agent, request: URL): Promise<URL | undefined> {
  return (await agent.submit(await agent.get(request), '/session/end/confirm', { logout: 'yes' })).left;
}
