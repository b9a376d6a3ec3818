/** What a person does who has forgotten a password, or has none yet. */
import { recordSecret } from '../infrastructure/log_watch.js';
import type { Agent, AgentPage } from './agent.js';
import type { RelyingParty } from './relying_party.js';

/** As everybody of the scenario is born. */
export const BORN = { day: '11', month: '5', year: '1984' };

export interface Recovering {
  readonly identifier: string;
  readonly born?: { readonly day: string; readonly month: string; readonly year: string };
}

/** From the portal's request to the first page of « Mot de passe oublié ». */
export async function openRecovery(agent: Agent, party: RelyingParty): Promise<AgentPage> {
  return follow(agent, await agent.get((await party.request()).url), 'forgotten_password');
}

export async function openLegacyAccess(agent: Agent, party: RelyingParty): Promise<AgentPage> {
  return follow(agent, await agent.get((await party.request()).url), 'legacy_access');
}

/** Follows the page's link whose address ends so. */
export async function follow(agent: Agent, page: AgentPage, ends: string): Promise<AgentPage> {
  const href = new RegExp(`href="([^"]*/${ends})"`).exec(page.html)?.[1];
  if (!href) throw new Error(`no link to …/${ends} on this page`);
  return agent.get(new URL(href, page.url));
}

export function askRecovery(
  agent: Agent,
  page: AgentPage,
  { identifier, born = BORN }: Recovering,
  way: 'email' | 'sms' | 'voice' | 'none' = 'email',
): Promise<AgentPage> {
  const birth = { birth_day: born.day, birth_month: born.month, birth_year: born.year };
  return agent.submit(page, '/forgotten_password/ask', { identifier, ...birth, way });
}

export function typeRecoveryCode(agent: Agent, page: AgentPage, code: string): Promise<AgentPage> {
  return agent.submit(page, '/forgotten_password/code', { code });
}

export function chooseNewPassword(
  agent: Agent,
  page: AgentPage,
  password: string,
  way: 'forgotten_password' | 'legacy_access' = 'forgotten_password',
): Promise<AgentPage> {
  recordSecret('password', password);
  return agent.submit(page, `/${way}/password`, { new_password: password, repeated_password: password });
}
