/** Somebody who signs in while stores die: presses « Réessayer », starts again when told to, and never gives up. */
import { type Agent, type AgentPage, openAgent } from '../../harness/agent.js';
import { askForCode, giveCredentials, type RelyingParty, type Request } from '../../harness/relying_party.js';
import type { TestPerson } from '../../harness/scenario.js';
import type { FaultWorld } from '../world.js';

/** What the run counts. */
export interface Tally {
  /** statuses of every answer, by kind of caller */
  readonly statuses: Map<string, number>;
  /** anything that must never be seen, in words */
  readonly wrongs: string[];
  restarts: number;
  pagesOfOutage: number;
  /** codes that were redeemed, each with how often it was accepted */
  codesRedeemed: number;
  codesLost: number;
  oneTimeCodesTyped: number;
  longestPageMs: number;
}

export interface SignInResult {
  readonly refreshToken: string;
}

const PATIENCE_MS = 60_000;
const STACK = /\bat (async )?[\w.<>]+ \(|Prisma|ECONNREFUSED|node_modules/;

export function newTally(): Tally {
  return {
    statuses: new Map(),
    wrongs: [],
    restarts: 0,
    pagesOfOutage: 0,
    codesRedeemed: 0,
    codesLost: 0,
    oneTimeCodesTyped: 0,
    longestPageMs: 0,
  };
}

/**
 * One whole sign-in, whatever happens meanwhile.
 *
 * @param isGreedy sends each one-time code and each authorization code twice at the same time: one may win
 * @param think waits as long as a person does between two steps
 */
export async function signInWhatever(
  world: FaultWorld,
  person: TestPerson,
  tally: Tally,
  isGreedy: boolean,
  think: () => Promise<void>,
): Promise<SignInResult> {
  const { party } = world;
  const deadline = performance.now() + PATIENCE_MS;
  const agent = openAgent(world.poterne.origin);
  while (performance.now() < deadline) {
    const request = await party.request();
    const callback = await walk(world, person, tally, isGreedy, think, agent, request, deadline);
    if (!callback) {
      tally.restarts += 1;
      continue;
    }
    const tokens = await redeem(party, request, callback, tally, isGreedy, think, deadline);
    if (tokens) return tokens;
    tally.codesLost += 1;
  }
  throw new Error('a sign-in did not end within a minute');
}

/** @returns the portal's address with a code, or undefined when it must begin anew */
async function walk(
  { poterne }: FaultWorld,
  person: TestPerson,
  tally: Tally,
  isGreedy: boolean,
  think: () => Promise<void>,
  agent: Agent,
  request: Request,
  deadline: number,
): Promise<URL | undefined> {
  const seen = async (step: () => Promise<AgentPage>): Promise<AgentPage> => {
    const start = performance.now();
    const page = await step();
    tally.longestPageMs = Math.max(tally.longestPageMs, performance.now() - start);
    note(tally, 'page', page.status, page.html);
    return page;
  };
  let page = await seen(() => agent.get(request.url, { accept: 'text/html' }));
  while (performance.now() < deadline) {
    await think();
    const current = page;
    if (current.left) return current.left.searchParams.has('code') ? current.left : undefined;
    if (current.status === 503 || current.status === 502) {
      tally.pagesOfOutage += 1;
      const href = /<a class="button" href="([^"]+)"/.exec(current.html)?.[1]?.replaceAll('&amp;', '&');
      if (!href) return undefined;
      page = await seen(() => agent.get(new URL(href, current.url), { accept: 'text/html' }));
    } else if (current.html.includes('name="password"')) {
      page = await seen(() => giveCredentials(agent, current, person));
    } else if (current.html.includes('/one_time_code/verify')) {
      page = await type(current);
    } else if (current.html.includes('/one_time_code/send')) {
      // A pause between two sendings is the rule (I2), and a minute is more than a person of this run has.
      if (current.status === 429) return undefined;
      page = await seen(() => askForCode(agent, current));
    } else return undefined;
  }
  return undefined;

  async function type(current: AgentPage): Promise<AgentPage> {
    const code = poterne.outbox.code(person.email);
    tally.oneTimeCodesTyped += 1;
    const hands = isGreedy ? [agent, twinOf(agent, poterne.origin)] : [agent];
    const pages = await Promise.all(
      hands.map((hand) => seen(() => hand.submit(current, '/one_time_code/verify', { code }))),
    );
    const through = pages.filter(({ left }) => left?.searchParams.has('code'));
    if (through.length > 1) tally.wrongs.push('a one-time code was accepted twice');
    const [own] = pages;
    if (!own) throw new Error('nobody typed');
    if (own.left || through.length === 0) return own.status === 422 ? restartPage(own) : own;
    // The twin was faster: its code is as good.
    return through[0] ?? own;
  }

  /** A code that is used up or void leads to a new sign-in. */
  function restartPage(own: AgentPage): AgentPage {
    return { ...own, html: '' };
  }
}

function twinOf(agent: Agent, origin: string): Agent {
  const twin = openAgent(origin);
  for (const cookie of agent.cookies()) twin.setCookie(cookie);
  return twin;
}

async function redeem(
  party: RelyingParty,
  request: Request,
  callback: URL,
  tally: Tally,
  isGreedy: boolean,
  think: () => Promise<void>,
  deadline: number,
): Promise<SignInResult | undefined> {
  let accepted = 0;
  let last: SignInResult | undefined;
  while (performance.now() < deadline) {
    const answers = await Promise.all(
      Array.from({ length: isGreedy ? 2 : 1 }, () => party.redeemRaw(request, callback)),
    );
    for (const { status, body } of answers) {
      note(tally, 'token', status, JSON.stringify(body));
      if (status !== 200) continue;
      accepted += 1;
      last = { refreshToken: String(body['refresh_token']) };
    }
    if (accepted > 1) tally.wrongs.push('an authorization code was accepted twice');
    if (last) {
      tally.codesRedeemed += 1;
      return last;
    }
    if (answers.some(({ status }) => status === 400)) return undefined;
    await think();
  }
  return undefined;
}

export function note(tally: Tally, who: string, status: number, text: string): void {
  const key = `${who} ${status}`;
  tally.statuses.set(key, (tally.statuses.get(key) ?? 0) + 1);
  if (status >= 500 && status !== 502 && status !== 503) tally.wrongs.push(`${who} answered ${status}`);
  if (STACK.test(text)) tally.wrongs.push(`${who} showed a stack, status ${status}`);
}
