/** Poterne in the test's own process: real HTTP, real PostgreSQL, Redis or memory, messages caught on their way out. */
import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import type { Service } from '../../src/composition/service.js';
import { compose } from '../../src/composition.js';
import type { RegisteredClient } from '../../src/config/clients_file.js';
import { generateSecrets } from '../../src/config/development_secrets.js';
import { readConfig } from '../../src/config/environment.js';
import { REALMS } from '../../src/config/realms.js';
import type { SeedAccount } from '../../src/domain/account/seed_account.js';
import type { RegisteredResource } from '../../src/domain/client/resource.js';
import type { UpstreamSettings } from '../../src/domain/federation/upstream.js';
import type { Realm } from '../../src/domain/realm.js';
import type { RegisteredAction } from '../../src/domain/sensitive_action/sensitive_action.js';
import { createLogger } from '../../src/http/log.js';
import type { Delivery, DeliveryAnswer, Message } from '../../src/ports/delivery/delivery.js';
import { type TestDatabase, testDatabase } from '../infrastructure/database.js';
import { redisPrefix, testVariable } from '../infrastructure/environment.js';
import { logFile, recordSecret } from '../infrastructure/log_watch.js';
import { installMovingTime } from './moving_time.js';
import { startOtherProcess } from './other_process.js';
import { CLIENTS, PEOPLE, seedOf } from './scenario.js';

export interface Outbox {
  readonly messages: readonly Message[];
  /** The six digits of the latest message, to this destination if one is named. */
  code(to?: string): string;
  /** What the provider answers from now on; undefined: accepts. */
  answerWith(answer: ((message: Message) => Promise<DeliveryAnswer>) | undefined): void;
}

export interface Poterne {
  readonly origin: string;
  readonly outbox: Outbox;
  readonly service: Service;
  readonly database: TestDatabase;
  /** Argon2 verifications so far */
  verifications(): number;
  /** milliseconds that the service wished to pause, each attempt apart */
  readonly pauses: readonly number[];
  issuer(realm: string): string;
  close(): Promise<void>;
}

export interface PoterneOptions {
  readonly name: string;
  /** where ephemeral state lives; memory unless told */
  readonly ephemeral?: 'memory' | 'redis';
  readonly clients?: readonly RegisteredClient[];
  readonly accounts?: readonly SeedAccount[];
  readonly realms?: readonly Realm[];
  /** sensitive actions of portals, and APIs, as ACTIONS_FILE and RESOURCES_FILE register them */
  readonly actions?: readonly RegisteredAction[];
  readonly resources?: readonly RegisteredResource[];
  readonly environment?: Readonly<Record<string, string>>;
  /** 2: a second process answers every other request, if ephemeral state is in Redis; POTERNE_TEST_PROCESSES unless told */
  readonly processes?: 1 | 2;
  /** what it trusts, told once its issuers are known */
  readonly upstreams?: (issuers: ReadonlyMap<string, string>) => Promise<readonly UpstreamSettings[]>;
  /** messages leave by the providers that `environment` names; the outbox stays empty */
  readonly realDelivery?: boolean;
  /** where it listened before, for a restart; a free one unless told */
  readonly port?: number;
  /** a database and secrets kept from an earlier start: a restart */
  readonly after?: {
    readonly database: TestDatabase;
    readonly secrets: Record<string, string>;
    readonly prefix: string;
  };
}

export interface Restartable extends Poterne {
  readonly secrets: Record<string, string>;
  readonly prefix: string;
}

export async function startPoterne(options: PoterneOptions): Promise<Restartable> {
  installMovingTime();
  const database = options.after?.database ?? (await testDatabase());
  const secrets = options.after?.secrets ?? (await generateSecrets());
  const prefix = options.after?.prefix ?? `${redisPrefix()}${randomBytes(4).toString('hex')}:`;
  const realms = options.realms ?? REALMS;
  const accounts = options.accounts ?? PEOPLE.map(seedOf);
  for (const value of Object.values(secrets))
    for (const part of value.split(',')) recordSecret('key', part.split(':')[1] ?? part);
  for (const account of accounts) recordPerson(account);

  let requests = 0;
  const server = createServer((request, response) => {
    requests += 1;
    return other && requests % 2 === 0 ? other.answer(request, response) : service.callback(request, response);
  });
  await new Promise<void>((resolve) => server.listen(options.port ?? 0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const origin = `http://localhost:${port}`;
  const ephemeral = process.env['POTERNE_TEST_EPHEMERAL'] ?? options.ephemeral;
  const environment = {
    ...secrets,
    ISSUER: origin,
    DATABASE_URL: database.url,
    DATABASE_POOL: '10',
    ARGON2_MEMORY_KIB: '64',
    ARGON2_ITERATIONS: '1',
    ...(ephemeral === 'redis'
      ? { REDIS_URL: testVariable('POTERNE_TEST_REDIS_URL'), REDIS_PREFIX: prefix.slice(0, 40) }
      : {}),
    ...options.environment,
  };
  const config = readConfig(
    environment,
    'development',
    realms.map(({ id }) => id),
  );
  const upstreams = (await options.upstreams?.(config.issuers)) ?? [];
  let verifications = 0;
  const pauses: number[] = [];
  const outbox = createOutbox();
  const service = await compose(config, realms, {
    ...(options.realDelivery ? {} : { delivery: outbox }),
    logger: createLogger('debug', logFile(options.name)),
    clock: { now: () => Date.now(), pause: async (milliseconds) => void pauses.push(milliseconds) },
    onVerification: () => {
      verifications += 1;
    },
    clients: options.clients ?? CLIENTS,
    accounts,
    upstreams,
    ...(options.actions ? { actions: options.actions } : {}),
    ...(options.resources ? { resources: options.resources } : {}),
    worksByItself: false,
  });
  const processes = options.processes ?? Number(process.env['POTERNE_TEST_PROCESSES'] ?? 1);
  const other =
    processes === 2 && ephemeral === 'redis'
      ? await startOtherProcess({
          environment,
          realms,
          upstreams,
          logFile: logFile(`${options.name}_other`),
          delivery: options.realDelivery ? undefined : outbox,
          onPause: (milliseconds) => pauses.push(milliseconds),
        })
      : undefined;
  return {
    origin,
    outbox,
    service: {
      ...service,
      async settled() {
        await Promise.all([service.settled(), other?.settled()]);
      },
      startDraining() {
        service.startDraining();
        other?.startDraining();
      },
    },
    database,
    secrets,
    prefix,
    pauses,
    verifications: () => verifications + (other?.verifications() ?? 0),
    issuer: (realm) => `${origin}/${realm}`,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await Promise.all([service.close(), other?.close()]);
    },
  };
}

function createOutbox(): Outbox & Delivery {
  const messages: Message[] = [];
  let answer: ((message: Message) => Promise<DeliveryAnswer>) | undefined;
  return {
    messages,
    async send(message) {
      const given = answer ? await answer(message) : ({ accepted: true } as const);
      if (given.accepted) messages.push(message);
      const code = codeIn(message);
      if (code) recordSecret('code', code);
      return given;
    },
    code(to) {
      const message = messages.findLast((each) => codeIn(each) && (to === undefined || each.to === to));
      const code = message && codeIn(message);
      if (!code) throw new Error('no message with a code was sent');
      return code;
    },
    answerWith(next) {
      answer = next;
    },
  };
}

function codeIn({ text }: Message): string | undefined {
  // A call says the digits one by one.
  return (/\b(\d{6})\b/.exec(text)?.[1] ?? /\b\d(?:, \d){5}\b/.exec(text)?.[0])?.replaceAll(', ', '');
}

function recordPerson(account: SeedAccount): void {
  for (const { kind, value } of account.identifiers) recordSecret(kind === 'nir' ? 'nir' : 'token', value);
  if (account.password) recordSecret('password', account.password);
  for (const { value } of account.contacts) recordSecret('contact', value);
}
