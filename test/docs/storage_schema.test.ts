/** docs/storage_schema.md names every table and every Redis key. */
import { globSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';

const document = readFileSync('docs/storage_schema.md', 'utf8');
const headings = [...document.matchAll(/^### `(\w+)`$/gm)].map(([, table]) => table);

/** Tables of the schema, by their names in the database. */
function tables(): readonly string[] {
  const schema = readFileSync('prisma/schema.prisma', 'utf8');
  return [...schema.matchAll(/^model (\w+) \{([\s\S]*?)^\}/gm)].map(
    ([, model = '', body = '']) => /@@map\("(\w+)"\)/.exec(body)?.[1] ?? model,
  );
}

/** First part of every key that the Redis adapters write by name. */
function redisKeys(): readonly string[] {
  return globSync('src/adapters/redis/*.ts').flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(/connection\.key\('([\w.]+)'/g)].map(([, key = '']) => key),
  );
}

/** Models of oidc-provider that are kept in the ephemeral store while everything of later steps is off. */
const EPHEMERAL_MODELS = [
  'AccessToken',
  'AuthorizationCode',
  'BackchannelAuthenticationRequest',
  'ClientCredentials',
  'DeviceCode',
  'Interaction',
  'InteractionChain',
  'ReplayDetection',
  'Session',
  'SessionUid',
];

describe('docs/storage_schema.md', () => {
  test('O7 has a section for each table of the schema, and for no other', () => {
    expect(tables().length).toBeGreaterThan(5);
    expect(headings.filter((heading) => heading !== '_prisma_migrations').sort()).toEqual([...tables()].sort());
  });

  test('O7 says for each table how long it lives and what happens when it is lost', () => {
    const sections = document.split(/^### /m).slice(1);
    const silent = sections.filter((section) => tables().some((table) => section.startsWith(`\`${table}\``)));
    expect(silent.filter((section) => !/^Life: /m.test(section) || !/Lost/.test(section))).toEqual([]);
  });

  test('O7 names each key that the Redis adapters write', () => {
    const keys = redisKeys();
    expect(keys.length).toBeGreaterThan(3);
    expect(keys.filter((key) => !document.includes(`| \`${key}:`))).toEqual([]);
  });

  test.each(EPHEMERAL_MODELS)('O7 names the key of the model %s', (model) => {
    expect(document).toContain(`\`${model}:<realm>:`);
  });
});
