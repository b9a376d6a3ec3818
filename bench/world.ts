/** Everything a run stands on: throwaway PostgreSQL and Redis, people, and the three measured processes. */
import pg from 'pg';
import { migrate } from '../src/adapters/postgres/migrate.js';
import { generateSecrets } from '../src/config/development_secrets.js';
import { readSecrets, type Secrets } from '../src/config/secrets.js';
import { createDatabase } from '../test/infrastructure/database.js';
import { startPostgres } from '../test/infrastructure/postgres.js';
import { startRedis } from '../test/infrastructure/redis.js';
import { freePort } from '../test/infrastructure/server_process.js';
import type { Target } from './flows.js';
import { type Gateway, startGateway } from './gateway.js';
import { type BenchPerson, writePeople } from './people.js';
import { REALM } from './portals.js';
import { type ServerChild, startChild } from './server_child.js';
import { openMeters, type StoreMeters } from './store_meters.js';

export interface World {
  readonly gateway: Gateway;
  readonly people: readonly BenchPerson[];
  readonly accounts: number;
  readonly secrets: Secrets;
  readonly meters: StoreMeters;
  readonly databaseUrl: string;
  /** what a process of Poterne gets, its port apart */
  readonly environment: Readonly<Record<string, string>>;
  readonly argon2: ServerChild;
  readonly bare: Target & { readonly server: ServerChild };
  readonly poterne: Target & { readonly server: ServerChild };
  /** Starts another Poterne over the same stores. */
  startPoterne(environment?: Readonly<Record<string, string>>, execArgv?: readonly string[]): Promise<Measured>;
  close(): Promise<void>;
}

export type Measured = Target & { readonly server: ServerChild };

const DATABASE = 'poterne_bench';

/** @param accounts how many people to write */
export async function openWorld(accounts: number): Promise<World> {
  const closing: Array<() => unknown> = [];
  const close = async () => {
    for (const end of closing.reverse()) await end();
  };
  try {
    const postgres = await startPostgres({
      settings: ['shared_preload_libraries=pg_stat_statements', 'pg_stat_statements.track=top'],
    });
    closing.push(() => postgres.stop());
    const redis = await startRedis();
    closing.push(() => redis.stop());
    const databaseUrl = await createDatabase(postgres.url, DATABASE);
    await migrate(databaseUrl);
    const values = await generateSecrets();
    const reading = readSecrets(values);
    if (!reading.ok) throw new Error(reading.problems.join('\n'));
    const { secrets } = reading;

    const client = new pg.Client({ connectionString: databaseUrl });
    await client.connect();
    const people = await writePeople(client, secrets, accounts);
    await client.end();

    const gateway = await startGateway();
    closing.push(() => gateway.close());
    const meters = await openMeters(postgres.url, DATABASE, redis.url);
    closing.push(() => meters.close());
    const environment = {
      ...values,
      DATABASE_URL: databaseUrl,
      REDIS_URL: redis.url,
      SMTP_URL: 'smtp://127.0.0.1:9',
      SMS_HTTP_URL: gateway.url,
      VOICE_HTTP_URL: gateway.url,
      OUTBOUND_ALLOW: '127.0.0.1',
      TRUSTED_PROXIES: '127.0.0.1',
    };
    const start = async (
      program: string,
      realm: string,
      given: object,
      execArgv: readonly string[],
    ): Promise<Measured> => {
      const port = String(await freePort());
      const bare = realm === 'bare';
      const issuer = new URL(bare ? `http://localhost:${port}` : `http://localhost:${port}/${realm}`);
      const own = bare ? { ISSUER_BARE: issuer.origin } : { ISSUER: issuer.origin };
      const server = await startChild(program, { ...environment, PORT: port, ...own, ...given }, execArgv);
      closing.push(() => server.stop());
      return { issuer, prefix: bare ? '' : issuer.pathname, server };
    };
    const argon2 = await startChild('argon2_server', {});
    closing.push(() => argon2.stop());
    const bare = await start('bare_server', 'bare', { REDIS_PREFIX: 'bare:' }, []);
    const poterne = await start('poterne_server', REALM, {}, []);
    return {
      gateway,
      people,
      accounts,
      secrets,
      meters,
      databaseUrl,
      environment,
      argon2,
      bare,
      poterne,
      startPoterne: (given = {}, execArgv = []) => start('poterne_server', REALM, given, execArgv),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}
