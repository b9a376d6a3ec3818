/** Poterne beside the simulator of its upstreams, and a person who goes through it (F1 to F6). */
import type { Platform } from '../../demo/simulator/platforms.js';
import { type Simulator, startSimulator } from '../../demo/simulator/simulator.js';
import { demonstrationUpstreams } from '../../demo/upstreams.js';
import { recordSecret } from '../infrastructure/log_watch.js';
import { type Agent, type AgentPage, openAgent } from './agent.js';
import { type PoterneOptions, type Restartable, startPoterne } from './poterne.js';

export interface FederatedPoterne extends Restartable {
  readonly simulator: Simulator;
}

export interface FederationOptions extends PoterneOptions {
  /** fields of an upstream's entry */
  readonly entries?: Parameters<typeof demonstrationUpstreams>[1];
  /** the simulator's clock against ours */
  readonly clockOffsetMs?: () => number;
  readonly slowSeconds?: number;
}

export async function startFederatedPoterne(options: FederationOptions): Promise<FederatedPoterne> {
  const { entries, clockOffsetMs = () => 0, slowSeconds = 30, ...rest } = options;
  let simulator: Simulator | undefined;
  const poterne = await startPoterne({
    ...rest,
    async upstreams(issuers) {
      const upstreams = demonstrationUpstreams(issuers, entries);
      simulator = await startSimulator({
        port: 0,
        relyingParties: upstreams.relyingParties,
        now: () => Date.now() + clockOffsetMs(),
        slowSeconds,
      });
      return upstreams.settings(simulator.url);
    },
  });
  if (!simulator) throw new Error('no simulator was started');
  const started = simulator;
  return {
    ...poterne,
    simulator: started,
    async close() {
      await poterne.close();
      await started.close();
    },
  };
}

export interface Visit {
  readonly platform?: Platform;
  /** id of a simulated person */
  readonly person?: string;
  readonly level?: 'eidas1' | 'eidas2' | 'eidas3';
  /** keeps the upstream's own session from one visit to the next */
  readonly there?: Agent;
  /** in place of continuing: cancels, or fails with this code */
  readonly stop?: 'cancel' | { readonly failure: string };
}

/** Where the page leads for this upstream, or undefined when it does not offer it. */
export function upstreamHref(page: AgentPage, platform: Platform): URL | undefined {
  const href = new RegExp(`href="([^"]*/federation/${platform.replace('+', '\\+')})"`).exec(page.html)?.[1];
  return href === undefined ? undefined : new URL(href, page.url);
}

/** Leaves a page of Poterne for an upstream; what comes back is the address it asks for there. */
export async function leaveFor(agent: Agent, page: AgentPage, platform: Platform): Promise<URL> {
  const href = upstreamHref(page, platform);
  if (!href) throw new Error(`the page does not offer ${platform}`);
  const { left } = await agent.get(href);
  if (!left) throw new Error(`${platform} was not reached`);
  return left;
}

/** Proves oneself at the simulator; what comes back is the callback's address, not yet visited. */
export async function proveThere(authorization: URL, visit: Visit): Promise<URL> {
  const there = visit.there ?? openAgent(authorization.origin);
  let page = await there.get(authorization);
  if (!page.left) {
    const { stop, level, person = 'claire-martin' } = visit;
    if (stop === 'cancel') page = await there.submit(page, '/annuler');
    else if (stop) {
      page = await there.submit(page, '/echouer', { echec: stop.failure });
      if (!page.left) page = await there.submit(page, '/retour');
    } else {
      const base = new URL(page.url).pathname;
      const asked = /value="(eidas\d)"[^>]*checked/.exec(page.html)?.[1];
      const niveau = level ?? asked;
      page = await there.submit(page, base, { suite: 'continuer', personne: person, ...(niveau ? { niveau } : {}) });
    }
  }
  if (!page.left) throw new Error(`the simulator does not answer: ${page.status} ${page.url.pathname}`);
  recordSecret('token', page.left.searchParams.get('code') ?? '');
  recordSecret('token', page.left.searchParams.get('state') ?? '');
  return page.left;
}

/** From a sign-in page of Poterne, through the upstream, back to Poterne. */
export async function goThrough(agent: Agent, page: AgentPage, visit: Visit = {}): Promise<AgentPage> {
  const authorization = await leaveFor(agent, page, visit.platform ?? 'franceconnect-plus');
  return agent.get(await proveThere(authorization, visit));
}
