import { describe, expect, test } from '@jest/globals';
import { environmentSchema } from '../../src/config/environment.js';
import { readRedisAddress } from '../../src/domain/redis_address.js';

const PASSWORD = 'p-of-this-test';

describe('the address of a Redis', () => {
  test.each(['redis://localhost:6379', 'rediss://user:pass@redis.example.test:6380/2'])(
    'O2 %s is one server',
    (url) => {
      expect(readRedisAddress(url)).toEqual({ ok: true, address: { kind: 'single', url } });
    },
  );

  test('O2 redis+sentinel names the Sentinels, the master and the database', () => {
    const url = `redis+sentinel://:p%40ss@one.example.test:26380,[::1]/master-name/3?sentinel_password=theirs`;
    expect(readRedisAddress(url)).toEqual({
      ok: true,
      address: {
        kind: 'sentinel',
        sentinels: [
          { host: 'one.example.test', port: 26380 },
          { host: '::1', port: 26379 },
        ],
        master: 'master-name',
        database: 3,
        sentinelPassword: 'theirs',
        password: 'p@ss',
        tls: false,
      },
    });
  });

  test('O2 rediss+cluster names nodes of a Cluster and asks for TLS', () => {
    expect(readRedisAddress('rediss+cluster://poterne:pass@one:7000,two')).toEqual({
      ok: true,
      address: {
        kind: 'cluster',
        nodes: [
          { host: 'one', port: 7000 },
          { host: 'two', port: 6379 },
        ],
        username: 'poterne',
        password: 'pass',
        tls: true,
      },
    });
  });

  test.each([
    `http://:${PASSWORD}@host:6379`,
    `redis+cluster://:${PASSWORD}@host:7000/1`,
    `redis+sentinel://:${PASSWORD}@host:26379`,
    `redis+sentinel://:${PASSWORD}@host:26379/master/many`,
    `redis+cluster://:${PASSWORD}@host:99999`,
    `redis+cluster://:${PASSWORD}%zz@host`,
    `redis+cluster://:${PASSWORD}@`,
    `redis://:${PASSWORD}@one:6379,two:6379`,
    'redis',
  ])('O2 S1 %s is refused, and the refusal repeats no password', (url) => {
    const { error } = environmentSchema.safeParse({ REDIS_URL: url });
    const messages = error?.issues.map(({ message }) => message).join() ?? '';
    expect(messages).toMatch(/redis\+sentinel:/);
    expect(messages).not.toContain(PASSWORD);
  });
});
