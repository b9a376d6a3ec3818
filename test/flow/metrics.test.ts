import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createBusiestNetwork } from '../../src/adapters/system/metrics/busiest_network.js';
import { createPrometheusMetrics } from '../../src/adapters/system/metrics/prometheus_metrics.js';
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
import { withClient } from '../infrastructure/database.js';
import { secretForms } from '../infrastructure/secret_forms.js';

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
    poterne = await startPoterne({ name: 'metrics', ephemeral: 'redis', processes: 1 });
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
  /** Reads until the audit has written all that was recorded. */
  const auditWritten = async () => {
    while (sum(await read(), 'poterne_audit_waiting') > 0) await new Promise(setImmediate);
  };
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
    expect(more('poterne_http_request_duration_seconds_count', { realm, route: 'token', status_class: '2xx' })).toBe(1);
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
    expect(replay('poterne_http_request_duration_seconds_count', { realm, route: 'token', status_class: '4xx' })).toBe(
      1,
    );
  });

  test('S5 S2 metrics and audit agree, event for event', async () => {
    await auditWritten();
    const counted = (await read())
      .filter(({ name }) => name === 'poterne_security_events_total')
      .map(({ labels, value }) => `${labels['realm']} ${labels['type']} ${labels['outcome']} ${value}`);
    const { rows } = await withClient(poterne.database.url, (client) =>
      client.query<{ line: string }>(
        "SELECT concat_ws(' ', realm, type, outcome, count(*)) AS line FROM audit_event GROUP BY realm, type, outcome",
      ),
    );
    expect(counted.length).toBeGreaterThan(7);
    expect(counted.toSorted()).toEqual(rows.map(({ line }) => line).toSorted());
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

  test('S4 S5 no label names a person, a device, an address or a secret', async () => {
    const party = await relyingParty(poterne, { realm: 'employeurs', clientId: 'peps' });
    await signIn(poterne, party, HELENE);
    await giveCredentials(
      openAgent(poterne.origin),
      await openAgent(poterne.origin).get((await caf.request()).url),
      PAUL,
    );
    await auditWritten();
    const { rows } = await withClient(poterne.database.url, (client) =>
      client.query<{ value: string }>(
        `SELECT id::text AS value FROM account
         UNION SELECT data->>'network' FROM audit_event UNION SELECT data->>'subject' FROM audit_event`,
      ),
    );
    const persons = PEOPLE.flatMap((person) => [
      ...[person.identifier, person.allocataire, person.password, person.familyName, ...person.givenNames],
      ...[person.email, person.mobile, person.landline],
    ]);
    const codes = poterne.outbox.messages.map(({ text }) => /\b\d{6}\b/.exec(text)?.[0]);
    const secrets = [...persons, ...codes, ...rows.map(({ value }) => value)].filter(
      (value) => typeof value === 'string',
    );
    const labels = (await read())
      .flatMap((sample) => Object.values(sample.labels))
      .join('\n')
      .toLowerCase();
    expect(secrets.length).toBeGreaterThan(30);
    for (const secret of secrets) {
      for (const { text } of secretForms(secret)) expect(labels).not.toContain(text.toLowerCase());
    }
  });

  test('O2 the port answers /metrics to GET and HEAD, and nothing else', async () => {
    const answer = await fetch(address('/metrics'));
    expect(answer.headers.get('content-type')).toContain('text/plain; version=0.0.4');
    expect((await fetch(address('/metrics'), { method: 'HEAD' })).status).toBe(200);
    expect((await fetch(address('/metrics'), { method: 'POST' })).status).toBe(405);
    for (const path of ['/', '/metrics/', '/healthz', '/allocataires/jwks'])
      expect((await fetch(address(path))).status).toBe(404);
    expect((await fetch(`${poterne.origin}/metrics`)).status).toBe(404);
  });
});

describe('what keeps metrics few and mute', () => {
  const MINUTE = 60_000;

  test('S2 the busiest network is the one with most wrong passwords within five to ten minutes', () => {
    const busiest = createBusiestNetwork();
    for (let i = 0; i < 7; i += 1) busiest.note('a', 4 * MINUTE);
    for (let i = 0; i < 5; i += 1) busiest.note('b', 4 * MINUTE);
    for (let i = 0; i < 4; i += 1) busiest.note('b', 6 * MINUTE);
    expect(busiest.read(6 * MINUTE)).toBe(9);
    expect(busiest.read(11 * MINUTE)).toBe(4);
    expect(busiest.read(15 * MINUTE)).toBe(0);
  });

  test('O2 however many clients register, a label keeps to 200 values', async () => {
    const metrics = createPrometheusMetrics({ realms: REALMS, processMetrics: false, now: () => 0 });
    for (let i = 0; i < 500; i += 1) {
      const data = { client: `client-${i}`, grant_type: 'authorization_code' };
      metrics.securityEvent({ type: 'token_issued', outcome: 'issued', realm: 'allocataires', data });
    }
    const issued = samplesOf(await metrics.read()).filter(({ name }) => name === 'poterne_tokens_issued_total');
    expect(issued).toHaveLength(201);
    expect(issued.find(({ labels }) => labels['client'] === 'other')?.value).toBe(300);
  });

  test('S2 what has not happened yet stands at zero, so that its first time shows', async () => {
    const metrics = createPrometheusMetrics({ realms: REALMS, processMetrics: false, now: () => 0 });
    const samples = samplesOf(await metrics.read());
    for (const realm of REALMS.map(({ id }) => id)) {
      for (const name of ['poterne_passwords_total', 'poterne_replays_total', 'poterne_lanes_closed_total']) {
        const own = samples.filter((sample) => sample.name === name && sample.labels['realm'] === realm);
        expect(own.length).toBeGreaterThan(1);
        expect(own.every(({ value }) => value === 0)).toBe(true);
      }
    }
  });
});

describe('dashboard, alert rules and documentation', () => {
  const FILES = ['deploy/grafana/poterne.json', 'deploy/prometheus/poterne.rules.yml'];
  const own = /\bpoterne_\w+/g;
  const others = /\b(?:nodejs|process)_\w+/g;

  /** Every metric that Poterne exposes, as its samples are named. */
  const exposed = async () => {
    const metrics = createPrometheusMetrics({ realms: REALMS, processMetrics: true, now: () => 0 });
    metrics.observe({
      hashing: () => ({ inFlight: 0, waiting: 0 }),
      auditWaiting: () => 0,
      secondsSinceAuditWasSealed: () => 0,
      pool: () => ({ total: 0, idle: 0, waiting: 0 }),
      providers: () => [],
      stores: [],
      missingStores: async () => [],
      isDraining: () => false,
      keyAges: () => [{ purpose: 'signing', alg: 'ES256', seconds: 0 }],
      campaigns: () => [],
      outboxes: async () => null,
      secondsSinceKeysWereRead: () => 0,
    });
    const types = [...(await metrics.read()).matchAll(/^# TYPE (\w+) (\w+)$/gm)];
    return types.map(([, name = '', type = '']) => ({ name, isHistogram: type === 'histogram' }));
  };
  const documentation = () => readFileSync('docs/metrics.md', 'utf8');
  const named = (file: string, pattern: RegExp) => new Set(readFileSync(file, 'utf8').match(pattern) ?? []);

  test('O2 every metric that a panel or a rule asks for exists', async () => {
    const samples = (await exposed()).flatMap(({ name, isHistogram }) =>
      isHistogram ? ['_bucket', '_count', '_sum'].map((ending) => name + ending) : [name],
    );
    for (const file of FILES) {
      const asked = [...named(file, own), ...named(file, others)];
      expect(asked.length).toBeGreaterThan(8);
      expect(asked.filter((name) => !samples.includes(name))).toEqual([]);
    }
  });

  test('O2 every metric of Poterne is on a panel or in a rule, and in the documentation', async () => {
    const asked = FILES.flatMap((file) => [...named(file, own)]);
    const names = (await exposed()).map(({ name }) => name).filter((name) => name.startsWith('poterne_'));
    expect(names.filter((name) => !asked.some((each) => each.replace(/_(bucket|count|sum)$/, '') === name))).toEqual(
      [],
    );
    expect(names.filter((name) => !documentation().includes(`\`${name}\``))).toEqual([]);
  });

  test('O2 every alert has a runbook', () => {
    const rules = readFileSync('deploy/prometheus/poterne.rules.yml', 'utf8');
    const alerts = [...rules.matchAll(/^ +- alert: (\w+)$/gm)].map(([, name]) => name);
    expect(alerts.length).toBeGreaterThan(10);
    expect(alerts.filter((name) => !documentation().includes(`### ${name}\n`))).toEqual([]);
    const anchors = [...rules.matchAll(/runbook: docs\/metrics\.md#(\w+)$/gm)].map(([, name]) => name);
    expect(anchors).toEqual(alerts.map((name) => name?.toLowerCase()));
  });

  test('O2 the dashboard can be imported: panels with queries of their own, on a grid without overlap', () => {
    const dashboard = JSON.parse(readFileSync('deploy/grafana/poterne.json', 'utf8')) as Dashboard;
    expect(dashboard).toMatchObject({ id: null, uid: 'poterne', title: 'Poterne' });
    const variables = dashboard.templating.list.map(({ name }) => name);
    expect(variables).toEqual(expect.arrayContaining(['datasource', 'realm']));
    expect(new Set(dashboard.panels.map(({ id }) => id)).size).toBe(dashboard.panels.length);
    const cells = dashboard.panels.flatMap(({ gridPos: { x, y, w, h } }) =>
      Array.from({ length: w * h }, (_, at) => `${x + (at % w)},${y + Math.floor(at / w)}`),
    );
    expect(new Set(cells).size).toBe(cells.length);
    for (const { type, title, targets = [] } of dashboard.panels) {
      expect(title).toBeTruthy();
      if (type !== 'row') expect(targets.length).toBeGreaterThan(0);
      expect(targets.every(({ expr }) => expr.length > 0)).toBe(true);
    }
  });
});

interface Dashboard {
  readonly templating: { readonly list: ReadonlyArray<{ readonly name: string }> };
  readonly panels: ReadonlyArray<{
    readonly id: number;
    readonly type: string;
    readonly title: string;
    readonly gridPos: Readonly<Record<'x' | 'y' | 'w' | 'h', number>>;
    readonly targets?: ReadonlyArray<{ readonly expr: string }>;
  }>;
}
