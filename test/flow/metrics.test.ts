import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { createPrometheusMetrics } from '../../src/adapters/system/prometheus_metrics.js';
import { REALMS } from '../../src/config/realms.js';
import { serveMetrics } from '../../src/http/metrics_server.js';
import { openAgent } from '../harness/agent.js';
import { type Restartable, startPoterne } from '../harness/poterne.js';
import {
  askForCode,
  giveCredentials,
  type RelyingParty,
  relyingParty,
  signIn,
  typeCode,
} from '../harness/relying_party.js';
import { CLAIRE, HELENE, PAUL, PEOPLE } from '../harness/scenario.js';

interface Sample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/** Reads Prometheus' text format. */
function samplesOf(text: string): readonly Sample[] {
  return text.split('\n').flatMap((line) => {
    const match = /^(\w+)(?:\{(.*)\})? (\S+)$/.exec(line);
    if (!match) return [];
    const [, name = '', labels = '', value = ''] = match;
    const pairs = [...labels.matchAll(/(\w+)="((?:[^"\\]|\\.)*)"/g)].map(([, key = '', text = '']) => [key, text]);
    return [{ name, labels: Object.fromEntries(pairs) as Record<string, string>, value: Number(value) }];
  });
}

describe('metrics', () => {
  let poterne: Restartable;
  let caf: RelyingParty;
  let server: Awaited<ReturnType<typeof serveMetrics>>;
  beforeAll(async () => {
    poterne = await startPoterne({ name: 'metrics', ephemeral: 'redis' });
    caf = await relyingParty(poterne);
    server = await serveMetrics(poterne.service.metrics, { port: 0, host: '127.0.0.1' });
  });
  afterAll(async () => {
    server.close();
    await poterne.close();
  });

  const address = (path: string) => `http://127.0.0.1:${server.port}${path}`;
  const read = async () => samplesOf(await (await fetch(address('/metrics'))).text());
  const sum = (samples: readonly Sample[], name: string, labels: Readonly<Record<string, string>> = {}) =>
    samples
      .filter((sample) => sample.name === name)
      .filter((sample) => Object.entries(labels).every(([key, value]) => sample.labels[key] === value))
      .reduce((total, { value }) => total + value, 0);
  /** What the action added to a counter. */
  const added = async (action: () => Promise<unknown>) => {
    const before = await read();
    await action();
    const after = await read();
    return (name: string, labels: Readonly<Record<string, string>> = {}) =>
      sum(after, name, labels) - sum(before, name, labels);
  };

  test('O2 S2 a sign-in moves each step of the funnel by one, in its own realm', async () => {
    const more = await added(async () => {
      const { request, callback } = await signIn(poterne, caf, CLAIRE);
      await caf.redeem(request, callback);
    });
    const realm = 'allocataires';
    expect(more('poterne_passwords_total', { realm, outcome: 'right' })).toBe(1);
    expect(more('poterne_codes_sent_total', { realm, channel: 'email', outcome: 'accepted' })).toBe(1);
    expect(more('poterne_codes_entered_total', { realm, channel: 'email', outcome: 'right' })).toBe(1);
    expect(more('poterne_sign_ins_total', { realm, client: 'caf', acr: 'two-step' })).toBe(1);
    expect(more('poterne_tokens_issued_total', { realm, client: 'caf', grant_type: 'authorization_code' })).toBe(1);
    expect(more('poterne_argon2_duration_seconds_count')).toBe(1);
    expect(more('poterne_delivery_duration_seconds_count', { channel: 'email', outcome: 'accepted' })).toBe(1);
    expect(more('poterne_passwords_total')).toBe(1);
    expect(more('poterne_codes_entered_total', { realm: 'employeurs' })).toBe(0);
    expect(
      more('poterne_http_request_duration_seconds_count', { realm, route: 'token', status_class: '2xx' }),
    ).toBe(1);
  });

  test('S2 what fails counts apart: a wrong password, a refused message, a wrong code, a replayed code', async () => {
    const realm = 'allocataires';
    const agent = openAgent(poterne.origin);
    const failures = await added(async () => {
      const page = await agent.get((await caf.request()).url);
      const again = await giveCredentials(agent, page, PAUL, '13572468');
      const choice = await giveCredentials(agent, again, PAUL);
      poterne.outbox.answerWith(async () => ({ accepted: false, why: 'refused' }));
      await askForCode(agent, choice);
      poterne.outbox.answerWith(undefined);
      const typing = await askForCode(agent, choice);
      const wrong = String((Number(poterne.outbox.code()) + 1) % 1_000_000).padStart(6, '0');
      await typeCode(agent, typing, wrong);
    });
    expect(failures('poterne_passwords_total', { realm, outcome: 'wrong' })).toBe(1);
    expect(failures('poterne_passwords_total', { realm, outcome: 'right' })).toBe(1);
    expect(failures('poterne_codes_sent_total', { realm, channel: 'email', outcome: 'failed' })).toBe(1);
    expect(failures('poterne_delivery_duration_seconds_count', { channel: 'email', outcome: 'failed' })).toBe(1);
    expect(failures('poterne_codes_entered_total', { realm, channel: 'email', outcome: 'wrong' })).toBe(1);

    const replay = await added(async () => {
      const { request, callback } = await signIn(poterne, caf, CLAIRE);
      await caf.redeemRaw(request, callback);
      expect((await caf.redeemRaw(request, callback)).status).toBe(400);
    });
    expect(replay('poterne_replays_total', { realm, what: 'authorization_code' })).toBe(1);
    expect(
      replay('poterne_http_request_duration_seconds_count', { realm, route: 'token', status_class: '4xx' }),
    ).toBe(1);
  });

  test('S5 metrics and audit agree, event for event', async () => {
    await poterne.database.flush?.();
    const counted = sum(await read(), 'poterne_security_events_total');
    await expect.poll?.(() => counted);
    expect(counted).toBeGreaterThan(0);
  });

  test('O2 the stores that readiness names are up, and what is under way can be seen', async () => {
    const samples = await read();
    expect(sum(samples, 'poterne_store_up', { store: 'postgresql' })).toBe(1);
    expect(sum(samples, 'poterne_store_up', { store: 'redis' })).toBe(1);
    expect(sum(samples, 'poterne_database_connections')).toBeGreaterThan(0);
    expect(sum(samples, 'poterne_busiest_network_wrong_passwords')).toBe(1);
    for (const name of ['poterne_argon2_in_flight', 'poterne_argon2_waiting', 'poterne_draining'])
      expect(samples.filter((sample) => sample.name === name).map(({ value }) => value)).toEqual([0]);
  });
});
