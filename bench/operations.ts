/** The operations measured, in the order of the report. */

import type { Argon2Order, Argon2Result } from './argon2_server.js';
import type { Browser } from './browser.js';
import {
  authorize,
  clientCredentials,
  discovery,
  introspect,
  newBrowser,
  redeem,
  refresh,
  signIn,
  type Tokens,
  userinfo,
} from './flows.js';
import type { Measured as AnyOperation, Operation } from './measure.js';
import { TWO_PROMPTS } from './portals.js';
import type { Measured, World } from './world.js';

/** Operations of one kind a round, scaled by the size of the run. */
export interface Counts {
  readonly signIn: number;
  readonly flow: number;
  readonly token: number;
  readonly read: number;
}

const IN_FLIGHT = 4;
const CALLERS = 16;

let visits = 0;
const nextVisit = () => {
  visits += 1;
  return visits;
};

/** @param counts operations a round */
export function operationsOf(world: World, counts: Counts): readonly AnyOperation[] {
  const verify = (count: number, inFlight: number) =>
    world.argon2.order<Argon2Result>({ verify: count, inFlight } satisfies Argon2Order);
  return [
    { name: 'Argon2 verify, one in flight', server: world.argon2, count: counts.signIn, inFlight: 1, runAll: verify },
    { name: 'Argon2 verify, two in flight', server: world.argon2, count: counts.signIn, inFlight: 2, runAll: verify },
    {
      name: 'bare: code flow, one prompt',
      server: world.bare.server,
      count: counts.signIn,
      inFlight: IN_FLIGHT,
      run: async () =>
        void (await redeem(world.bare, await authorize(world.bare, newBrowser(world.bare, nextVisit())))),
    },
    {
      name: 'bare: code flow, two prompts',
      server: world.bare.server,
      count: counts.signIn,
      inFlight: IN_FLIGHT,
      async run() {
        const code = await authorize(world.bare, newBrowser(world.bare, nextVisit()), TWO_PROMPTS);
        await redeem(world.bare, code, TWO_PROMPTS);
      },
    },
    {
      name: 'Poterne: sign-in (NIR, password, code, token)',
      server: world.poterne.server,
      count: counts.signIn,
      inFlight: IN_FLIGHT,
      run: () => wholeSignIn(world, world.poterne),
    },
    ...sessions('bare', world.bare, counts, async (browser) => {
      await redeem(world.bare, await authorize(world.bare, browser));
    }),
    ...sessions('Poterne', world.poterne, counts, async (browser) => {
      await redeem(world.poterne, await signIn(world.poterne, browser, nextPerson(world), world.gateway));
    }),
  ];
}

let people = 0;
function nextPerson(world: World) {
  people += 1;
  const person = world.people[people % world.people.length];
  if (!person) throw new Error('nobody to sign in');
  return person;
}

export async function wholeSignIn(world: World, target: Measured, pauseMs = 0): Promise<void> {
  const browser = newBrowser(target, nextVisit());
  await redeem(target, await signIn(target, browser, nextPerson(world), world.gateway, pauseMs));
}

/** longer than anything is kept from one step for the next */
const READING_MS = 2_500;

/** People pause between steps; a load generator does not, and finds what was just read still at hand. */
export function pacedSignIns(world: World, count: number): Operation {
  return {
    name: 'Poterne: sign-in, 2.5 s of reading before each form',
    server: world.poterne.server,
    count,
    inFlight: count,
    run: () => wholeSignIn(world, world.poterne, READING_MS),
  };
}

/** What follows a sign-in, by the same browsers and portals round after round. */
function sessions(
  who: string,
  target: Measured,
  counts: Counts,
  enter: (browser: Browser) => Promise<void>,
): Operation[] {
  const browsers: Browser[] = [];
  const tokens: Tokens[] = [];
  let codes: string[] = [];
  const { server } = target;
  const prepare = async () => {
    while (browsers.length < CALLERS) {
      const browser = newBrowser(target, nextVisit());
      await enter(browser);
      browsers.push(browser);
      tokens.push(await redeem(target, await authorize(target, browser)));
    }
  };
  const pick = <T>(from: readonly T[], at: number): T => from[at % from.length] as T;
  const common = { server, inFlight: IN_FLIGHT, prepare };
  return [
    {
      ...common,
      name: `${who}: single sign-on (redirect, token)`,
      count: counts.flow,
      run: async (at) => void (await redeem(target, await authorize(target, pick(browsers, at)))),
    },
    {
      ...common,
      name: `${who}: code exchange`,
      count: counts.flow,
      async prepare() {
        await prepare();
        codes = [];
        for (let at = 0; at < counts.flow; at += 1) codes.push(await authorize(target, pick(browsers, at)));
      },
      run: async () => void (await redeem(target, codes.pop() ?? '')),
    },
    {
      ...common,
      name: `${who}: refresh`,
      count: counts.token,
      async run(at) {
        const slot = at % CALLERS;
        tokens[slot] = await refresh(target, pick(tokens, slot).refresh_token);
      },
    },
    {
      ...common,
      name: `${who}: userinfo`,
      count: counts.read,
      run: (at) => userinfo(target, pick(tokens, at).access_token),
    },
    {
      ...common,
      name: `${who}: introspection`,
      count: counts.read,
      run: (at) => introspect(target, pick(tokens, at).access_token),
    },
    { ...common, name: `${who}: client credentials`, count: counts.token, run: () => clientCredentials(target) },
    { ...common, name: `${who}: discovery`, count: counts.read, run: () => discovery(target) },
  ];
}
