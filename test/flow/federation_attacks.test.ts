/** F1, F4, F5: each wrong answer of an upstream is refused with its own page and audit event, and the person goes on. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Misbehaviour } from '../../demo/simulator/misbehaviours.js';
import type { Platform } from '../../demo/simulator/platforms.js';
import { text } from '../../interactions/federation/text.js';
import type { UpstreamFault } from '../../src/domain/federation/upstream.js';
import { type Agent, type AgentPage, headingOf, openAgent } from '../harness/agent.js';
import { CLAIRE, FEDERATED_PEOPLE } from '../harness/federated_people.js';
import {
  type FederatedPoterne,
  goThrough,
  leaveFor,
  proveThere,
  startFederatedPoterne,
} from '../harness/federation.js';
import { passSeconds } from '../harness/moving_time.js';
import { askForCode, giveCredentials, type RelyingParty, relyingParty, typeCode } from '../harness/relying_party.js';
import { withClient } from '../infrastructure/database.js';

interface Attack {
  readonly how: Misbehaviour;
  readonly fault: UpstreamFault;
  readonly platform?: Platform;
}

const ATTACKS: readonly Attack[] = [
  { how: 'wrong-iss', fault: 'issuer' },
  { how: 'no-iss', fault: 'issuer' },
  { how: 'wrong-token-iss', fault: 'issuer' },
  { how: 'wrong-aud', fault: 'audience' },
  { how: 'no-nonce', fault: 'nonce' },
  { how: 'foreign-nonce', fault: 'nonce' },
  { how: 'alg-none', fault: 'signature' },
  { how: 'hs256-with-public-key', fault: 'signature' },
  { how: 'rs256', fault: 'signature' },
  { how: 'foreign-key', fault: 'signature' },
  { how: 'unknown-key', fault: 'signature' },
  { how: 'unsigned-userinfo', fault: 'signature' },
  { how: 'userinfo-alg-none', fault: 'signature' },
  { how: 'userinfo-foreign-key', fault: 'signature' },
  { how: 'not-encrypted', fault: 'encryption' },
  { how: 'userinfo-not-encrypted', fault: 'encryption' },
  { how: 'jwe-for-another-key', fault: 'encryption' },
  { how: 'other-enc', fault: 'encryption' },
  { how: 'lower-acr', fault: 'acr' },
  { how: 'no-acr', fault: 'acr' },
  { how: 'acr-of-other-platform', fault: 'acr', platform: 'franceconnect' },
  { how: 'expired', fault: 'clock' },
  { how: 'not-yet-valid', fault: 'clock' },
  { how: 'other-userinfo-sub', fault: 'subject' },
  { how: 'no-userinfo-sub', fault: 'subject' },
  { how: 'wrong-userinfo-iss', fault: 'issuer' },
  { how: 'wrong-userinfo-aud', fault: 'audience' },
  { how: 'wrong-at-hash', fault: 'signature' },
  { how: 'garbage-token', fault: 'malformed' },
  { how: 'garbage-id-token', fault: 'encryption' },
  { how: 'garbage-userinfo', fault: 'malformed' },
];

const NAMES: Readonly<Record<Platform, string>> = {
  'franceconnect-plus': 'FranceConnect+',
  franceconnect: 'FranceConnect',
  'net-entreprises': 'Net-entreprises',
};

describe('an upstream’s answer that must not be taken', () => {
  let poterne: FederatedPoterne;
  let caf: RelyingParty;
  beforeAll(async () => {
    poterne = await startFederatedPoterne({ name: 'federation_attacks', accounts: FEDERATED_PEOPLE });
    caf = await relyingParty(poterne);
  });
  afterAll(() => poterne.close());

  const open = async (parameters: Record<string, string> = {}, agent = openAgent(poterne.origin)) => {
    const request = await caf.request(parameters);
    return { agent, request, page: await agent.get(request.url) };
  };
  const expectFault = (page: AgentPage, fault: UpstreamFault, platform: Platform = 'franceconnect-plus') => {
    expect(headingOf(page)).toBe(text.fr.failed[fault].title(NAMES[platform]));
    expect(page.html).not.toMatch(/MARTIN|1984-05-11/);
  };
  /** Whatever happened, the person signs in by number, password and code, from the very page that told it. */
  const signsInLocally = async (agent: Agent, page: AgentPage) => {
    const back = await agent.get(new URL(page.url.pathname.replace(/\/federation\/.*$/, ''), page.url));
    const entry = await askForCode(agent, await giveCredentials(agent, back, CLAIRE));
    return (await typeCode(agent, entry, poterne.outbox.code(CLAIRE.email))).left?.searchParams.get('code');
  };

  test.each(ATTACKS)('F1 $how is refused: $fault', async ({ how, fault, platform = 'franceconnect-plus' }) => {
    const { agent, page } = await open();
    const authorization = await leaveFor(agent, page, platform);
    poterne.simulator.misbehave(platform, how);
    try {
      const answered = await agent.get(await proveThere(authorization, { person: 'claire-martin' }));
      expectFault(answered, fault, platform);
    } finally {
      poterne.simulator.misbehave(platform, undefined);
    }
  });

  test('F5 after a refused answer the person signs in with number, password and code', async () => {
    const { agent, page } = await open();
    poterne.simulator.misbehave('franceconnect-plus', 'alg-none');
    const refused = await goThrough(agent, page).finally(() =>
      poterne.simulator.misbehave('franceconnect-plus', undefined),
    );
    expect(await signsInLocally(agent, refused)).toBeTruthy();
  });

  test('F1 a state serves once: the same answer again is refused', async () => {
    const { agent, page } = await open();
    const callback = await proveThere(await leaveFor(agent, page, 'franceconnect-plus'), {
      person: 'thibault-vasseur',
    });
    expect((await agent.get(callback)).status).toBe(200);
    expectFault(await agent.get(callback), 'state');
  });

  test('F1 a state that nobody sent gets a page that leads nowhere else', async () => {
    const { agent, page } = await open();
    const callback = await proveThere(await leaveFor(agent, page, 'franceconnect-plus'), {});
    callback.searchParams.set('state', 'A'.repeat(43));
    const stray = await agent.get(callback);
    expect(stray.status).toBe(400);
    expectFault(stray, 'state');
  });

  test('F1 a code injected into another browser’s sign-in opens nothing there', async () => {
    const attacker = await open();
    const callback = await proveThere(await leaveFor(attacker.agent, attacker.page, 'franceconnect-plus'), {});
    const victim = await open();
    const injected = await victim.agent.get(callback);
    expect(injected.left).toBeUndefined();
    expectFault(injected, 'state');
    // Under the victim's own state, the attacker's code meets another verifier and nonce.
    const own = await leaveFor(victim.agent, victim.page, 'franceconnect-plus');
    const mixed = new URL(callback);
    mixed.searchParams.set('state', own.searchParams.get('state') ?? '');
    const refused = await victim.agent.get(mixed);
    expect(refused.left).toBeUndefined();
    expectFault(refused, 'code');
  });

  test('F1 an answer of one upstream brought to another one’s door is refused (mix-up)', async () => {
    const { agent, page } = await open();
    const callback = await proveThere(await leaveFor(agent, page, 'franceconnect'), {});
    const elsewhere = new URL(callback.href.replace('/federation/franceconnect/', '/federation/franceconnect-plus/'));
    expectFault(await agent.get(elsewhere), 'state');
    // Even with a state of the other one, `iss` tells.
    const own = await leaveFor(agent, page, 'franceconnect-plus');
    elsewhere.searchParams.set('state', own.searchParams.get('state') ?? '');
    expectFault(await agent.get(elsewhere), 'issuer');
  });

  test('F1 an answer for one step is not taken at another of the same browser', async () => {
    const agent = openAgent(poterne.origin);
    const first = await open({}, agent);
    const callback = await proveThere(await leaveFor(agent, first.page, 'franceconnect-plus'), {});
    const second = await open({}, agent);
    const uid = second.page.url.pathname.split('/').at(-1);
    const address = new URL(
      `${poterne.issuer('allocataires')}/interaction/${uid}/federation/franceconnect-plus/return`,
    );
    address.search = callback.search;
    expectFault(await agent.get(address), 'state');
  });

  test('F5 cancelling and each refusal has its page and a way on', async () => {
    const expected: ReadonlyArray<[Parameters<typeof goThrough>[2], UpstreamFault]> = [
      [{ stop: 'cancel' }, 'cancelled'],
      [{ stop: { failure: 'Y010015' } }, 'refused'],
      [{ stop: { failure: 'server_error' } }, 'unavailable'],
      [{ stop: { failure: 'temporarily_unavailable' } }, 'unavailable'],
      [{ stop: { failure: 'invalid_scope' } }, 'misconfigured'],
    ];
    for (const [visit, fault] of expected) {
      const { agent, page } = await open();
      const answered = await goThrough(agent, page, visit);
      expectFault(answered, fault);
      expect(await signsInLocally(agent, answered)).toBeTruthy();
    }
  });

  test('F4 twenty first links of one identity at once make one link', async () => {
    const arrivals = await Promise.all(
      Array.from({ length: 20 }, async () => {
        const visit = await open();
        const authorization = await leaveFor(visit.agent, visit.page, 'franceconnect-plus');
        return { ...visit, callback: await proveThere(authorization, { person: 'jean-baptiste-bernard' }) };
      }),
    );
    const answers = await Promise.all(arrivals.map(({ agent, callback }) => agent.get(callback)));
    const subjects = await Promise.all(
      answers.map(async (page, index) => {
        const request = arrivals[index]?.request;
        if (!page.left || !request) throw new Error(`stopped at ${headingOf(page)}`);
        return (await caf.redeem(request, page.left)).claims()?.sub;
      }),
    );
    expect(new Set(subjects).size).toBe(1);
    const { rows } = await withClient(poterne.database.url, (client) =>
      client.query(
        "SELECT count(*)::int AS links FROM identity_link l JOIN account a ON a.id = l.account_id WHERE a.given_names[1] = 'Jean-Baptiste'",
      ),
    );
    expect(rows[0]?.links).toBe(1);
    // What falls close together waits to leave as one message (U2).
    passSeconds(301);
    await poterne.service.sendNotices();
    const told = poterne.outbox.messages.filter(
      ({ to, text: said }) => to === 'famille.bernard@example.test' && said.includes('FranceConnect+'),
    );
    expect(told).toHaveLength(1);
  });

  test('F5 a slow, a silent and a garbled upstream leave local sign-in as it is', async () => {
    for (const how of ['down', 'unavailable'] as const) {
      const { agent, page } = await open();
      const authorization = await leaveFor(agent, page, 'franceconnect-plus');
      const callback = await proveThere(authorization, {});
      poterne.simulator.misbehave('franceconnect-plus', how);
      try {
        const answered = await agent.get(callback);
        expectFault(answered, 'unavailable');
        expect(await signsInLocally(agent, answered)).toBeTruthy();
      } finally {
        poterne.simulator.misbehave('franceconnect-plus', undefined);
      }
    }
  });

  test('F1 its keys rotated in the middle of a sign-in, without notice: the sign-in goes on', async () => {
    const { agent, request, page } = await open();
    const authorization = await leaveFor(agent, page, 'franceconnect-plus');
    // A refetch on an unknown key is spaced out, so that nobody can make us hammer the upstream.
    passSeconds(60);
    await poterne.simulator.rotateKeys('franceconnect-plus');
    const done = await agent.get(await proveThere(authorization, { person: 'claire-martin' }));
    expect((await caf.redeem(request, done.left ?? done.url)).claims()?.['acr']).toBe('eidas2');
  });

  test('S5 F5 each refusal left its audit event, none with a value of the answer', async () => {
    await poterne.service.close();
    const { rows } = await withClient(poterne.database.url, (client) =>
      client.query("SELECT outcome, data::text AS data FROM audit_event WHERE type = 'upstream_sign_in'"),
    );
    const outcomes = new Set(rows.map(({ outcome }) => outcome));
    for (const { fault } of ATTACKS) expect(outcomes).toContain(fault);
    for (const fault of ['state', 'cancelled', 'refused', 'unavailable', 'misconfigured', 'code']) {
      expect(outcomes).toContain(fault);
    }
    expect(JSON.stringify(rows)).not.toMatch(/MARTIN|BERNARD|1984-05-11|example\.test/);
  });
});

describe('a clock two minutes off', () => {
  test.each([120, -120])(
    'F5 an upstream whose clock is %d s off is refused with its page, and local sign-in goes on',
    async (seconds) => {
      const poterne = await startFederatedPoterne({
        name: 'federation_clock',
        accounts: FEDERATED_PEOPLE,
        clockOffsetMs: () => seconds * 1000,
      });
      try {
        const caf = await relyingParty(poterne);
        const agent = openAgent(poterne.origin);
        const answered = await goThrough(agent, await agent.get((await caf.request()).url));
        expect(headingOf(answered)).toBe(text.fr.failed.clock.title('FranceConnect+'));
        const back = await agent.get(new URL(answered.url.pathname.replace(/\/federation\/.*$/, ''), answered.url));
        expect(headingOf(await giveCredentials(agent, back, CLAIRE))).toMatch(/code/);
      } finally {
        await poterne.close();
      }
    },
  );
});
