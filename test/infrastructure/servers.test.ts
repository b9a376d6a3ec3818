/** The servers that other tests rely on: a database a file, and servers that may be killed in the middle. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Redis } from 'ioredis';
import pg from 'pg';
import { launchChromium } from './chromium.js';
import { createDatabase, dropDatabase, type TestDatabase, testDatabase, withClient } from './database.js';
import { pgliteDatabase } from './pglite.js';
import { type PostgresServer, startPostgres } from './postgres.js';
import { type RedisServer, startRedis, testRedis } from './redis.js';

describe('a PostgreSQL server of a test', () => {
  let server: PostgresServer;
  beforeAll(async () => {
    server = await startPostgres();
  });
  afterAll(() => server.stop());

  test('copies a template into databases that do not see each other', async () => {
    const template = await createDatabase(server.url, 'model');
    await withClient(template, (client) => client.query('CREATE TABLE person (name text)'));
    const first = await createDatabase(server.url, 'first', 'model');
    const second = await createDatabase(server.url, 'second', 'model');
    await withClient(first, (client) => client.query("INSERT INTO person VALUES ('Claire')"));
    const { rowCount } = await withClient(second, (client) => client.query('SELECT 1 FROM person'));
    expect(rowCount).toBe(0);
    await dropDatabase(server.url, 'second');
    await expect(withClient(second, (client) => client.query('SELECT 1'))).rejects.toThrow('does not exist');
  });

  test('keeps what was committed over SIGKILL, at the same address', async () => {
    const url = await createDatabase(server.url, 'durable');
    await withClient(url, (client) => client.query('CREATE TABLE kept AS SELECT 42 AS answer'));
    await server.kill();
    expect(server.isRunning).toBe(false);
    await expect(withClient(url, (client) => client.query('SELECT 1'))).rejects.toThrow();
    await server.restart();
    const { rows } = await withClient(url, (client) => client.query('SELECT answer FROM kept'));
    expect(rows).toEqual([{ answer: 42 }]);
  });

  test('answers nothing while it is paused', async () => {
    const client = new pg.Client({ connectionString: server.url, query_timeout: 100 });
    await client.connect();
    server.pause();
    await expect(client.query('SELECT 1')).rejects.toThrow('timeout');
    server.resume();
    await client.end();
    const { rowCount } = await withClient(server.url, (again) => again.query('SELECT 1'));
    expect(rowCount).toBe(1);
  });
});

describe('a Redis server of a test', () => {
  let server: RedisServer;
  beforeAll(async () => {
    server = await startRedis();
  });
  afterAll(() => server.stop());

  test('forgets everything over SIGKILL, at the same address', async () => {
    const client = new Redis(server.url, { retryStrategy: () => null });
    client.on('error', () => {});
    await client.set('key', 'value');
    await server.kill();
    await expect(client.get('key')).rejects.toThrow();
    await server.restart();
    const again = new Redis(server.url);
    expect(await again.get('key')).toBeNull();
    await again.quit();
  });

  test('refuses whoever has no password', async () => {
    const stranger = new Redis(server.url.replace(/:[^:@]*@/, ''), { retryStrategy: () => null });
    stranger.on('error', () => {});
    await expect(stranger.get('key')).rejects.toThrow('NOAUTH');
    stranger.disconnect();
  });
});

describe("the run's servers", () => {
  const open: TestDatabase[] = [];
  afterAll(() => Promise.all(open.map((database) => database.drop())));

  test('give each test file a migrated database of its own', async () => {
    for (const database of await Promise.all([testDatabase(), testDatabase()])) open.push(database);
    for (const { url } of open) {
      const { rowCount } = await withClient(url, (client) => client.query('SELECT 1 FROM "_prisma_migrations"'));
      expect(rowCount).toBeGreaterThan(0);
    }
    expect(open[0]?.url).not.toBe(open[1]?.url);
  });

  test('give each test a key prefix of its own', async () => {
    const [first, second] = [testRedis(), testRedis()];
    expect(first.prefix).not.toBe(second.prefix);
    const client = new Redis(first.url);
    expect(await client.set(`${first.prefix}key`, 'value')).toBe('OK');
    await client.quit();
  });

  test('have an embedded PostgreSQL with the same schema', async () => {
    const url = await pgliteDatabase();
    const { rowCount } = await withClient(url, (client) => client.query('SELECT 1 FROM "_prisma_migrations"'));
    expect(rowCount).toBeGreaterThan(0);
  });

  test('have a browser that reaches this machine alone', async () => {
    const browser = await launchChromium();
    try {
      const page = await browser.newPage();
      await page.setContent('<h1>Poterne</h1>');
      expect(await page.textContent('h1')).toBe('Poterne');
      await expect(page.goto('http://example.test/')).rejects.toThrow('ERR_NAME_NOT_RESOLVED');
    } finally {
      await browser.close();
    }
  });
});
