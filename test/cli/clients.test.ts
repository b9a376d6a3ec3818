/** `poterne clients` on a real database (O4, P2, P8). */
import { randomUUID } from 'node:crypto';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { connectDatabase, type Database } from '../../src/adapters/postgres/connection.js';
import { createPostgresClientStore } from '../../src/adapters/postgres/protocol/client_store.js';
import { createPostgresGrantStore } from '../../src/adapters/postgres/protocol/grant_store.js';
import { createPostgresSignalStreams } from '../../src/adapters/postgres/signals/signal_streams.js';
import { GROUPS } from '../../src/cli/groups.js';
import { runGroups } from '../../src/cli/run_groups.js';
import { NO_BOX } from '../harness/no_box.js';
import { testDatabase } from '../infrastructure/database.js';
import { recordSecret } from '../infrastructure/log_watch.js';

const SECRET = 'a-secret-that-no-list-shows-0001';
const PARTNER = {
  client_id: 'partner',
  fapi_profile: '2.0',
  token_endpoint_auth_method: 'private_key_jwt',
  jwks_uri: 'https://partner.example.test/jwks.json',
  redirect_uris: ['https://partner.example.test/callback'],
};
const APP = {
  client_id: 'app',
  client_name: 'Appli',
  application_type: 'native',
  token_endpoint_auth_method: 'none',
  dpop_bound_access_tokens: true,
  redirect_uris: ['fr.example.app:/callback'],
  grant_types: ['authorization_code', 'refresh_token'],
};
const PORTAL = { client_id: 'portal', client_secret: SECRET, redirect_uris: ['https://portal.example.test/'] };

describe('poterne clients', () => {
  let url: string;
  let database: Database;
  beforeAll(async () => {
    recordSecret('key', SECRET);
    ({ url } = await testDatabase());
    database = connectDatabase(url, 2);
    const all = [PARTNER, APP, PORTAL, { ...APP, client_id: 'old-app', dpop_bound_access_tokens: false }];
    await createPostgresClientStore(database).merge(all.map((metadata) => ({ realm: 'allocataires', metadata })));
    await createPostgresClientStore(database).merge([
      { realm: 'employeurs', metadata: { ...PORTAL, redirect_uris: [] } },
    ]);
  });
  afterAll(() => database.$disconnect());

  const run = async (...args: string[]) => {
    const said: string[] = [];
    const code = await runGroups(GROUPS, ['clients', ...args], {
      environment: { DATABASE_URL: url },
      say: (line: string) => said.push(line),
      complain: (line: string) => said.push(line),
    } as never);
    return { code, said: said.join('\n') };
  };
  const grantOf = async (clientId: string) => {
    const grants = createPostgresGrantStore(database);
    const id = randomUUID();
    const end = Math.floor(Date.now() / 1000) + 3600;
    await grants.putGrant(id, 'allocataires', { accountId: randomUUID(), clientId }, end);
    await grants.putRefreshToken(randomUUID(), 'allocataires', { grantId: id, clientId }, end);
    return id;
  };

  test('O4 each is listed with its kind, and how it authenticates; who is refused is marked', async () => {
    const { code, said } = await run('list', '--realm', 'allocataires');
    expect(code).toBe(0);
    expect(said.split('\n')).toEqual([
      'allocataires  app  app  none  DPoP  Appli',
      expect.stringMatching(/^allocataires {2}old-app {2}app {2}none {2}Appli {2}REFUSED: grant_types refresh/),
      'allocataires  partner  partner  private_key_jwt  DPoP',
      'allocataires  portal  portal  client_secret_basic',
    ]);
    expect((await run('list')).said).toContain('employeurs  portal  machine');
  });

  test('O4 P8 one is shown with what its kind settles, and never with its secret', async () => {
    const { said } = await run('show', 'partner', '--realm', 'allocataires');
    expect(JSON.parse(said)).toMatchObject({
      kind: 'partner',
      metadata: { require_pushed_authorization_requests: true, dpop_bound_access_tokens: true },
    });
    const portal = await run('show', 'portal', '--realm', 'allocataires');
    expect(JSON.parse(portal.said)).toMatchObject({ metadata: { client_secret: '(kept)' } });
    for (const { said: text } of [portal, await run('list', '--json')]) expect(text).not.toContain(SECRET);
    expect(await run('show', 'partner', '--realm', 'employeurs')).toMatchObject({ code: 3 });
    expect(await run('show', 'partner')).toMatchObject({ code: 2 });
  });

  test('O4 P8 a file is checked as the start does, without a database', async () => {
    const file = join(mkdtempSync(join(tmpdir(), 'poterne-clients-')), 'clients.json');
    const check = async (...clients: object[]) => {
      writeFileSync(file, JSON.stringify(clients.map((client) => ({ realm: 'allocataires', ...client }))));
      return run('check', file);
    };
    expect(await check(PARTNER, APP)).toEqual({
      code: 0,
      said: 'allocataires  partner  partner\nallocataires  app  app',
    });
    expect(await check(APP, { ...PARTNER, require_pkce: false })).toEqual({
      code: 3,
      said: 'CLIENTS_FILE: client 1: fapi_profile: require_pkce must be true (§5.3.2.2)',
    });
    expect(await run('check', `${file}.absent`)).toMatchObject({ code: 3 });
  });

  test('O4 one is removed with its grants and refresh tokens, and no other; the audit has it', async () => {
    const [gone, kept] = [await grantOf('portal'), await grantOf('app')];
    const streams = createPostgresSignalStreams(database, NO_BOX);
    const owner = { realm: 'allocataires', clientId: 'portal' };
    const wish = { delivery: { method: 'poll' }, eventsRequested: [], events: [], description: null } as const;
    await streams.create(owner, 'portal', wish, Date.now());
    await streams.create({ ...owner, realm: 'employeurs' }, 'portal', wish, Date.now());
    expect(await run('remove', 'portal', '--realm', 'allocataires')).toEqual({
      code: 0,
      said: 'portal is removed, and 1 grants with it',
    });
    expect((await run('remove', 'portal', '--realm', 'allocataires')).code).toBe(3);
    const grants = createPostgresGrantStore(database);
    expect(await grants.findGrant(gone)).toBeUndefined();
    expect(await grants.findGrant(kept)).toBeDefined();
    expect(await database.refreshToken.count({ where: { grantId: gone } })).toBe(0);
    expect(await streams.of(owner)).toBeNull();
    expect(await streams.of({ ...owner, realm: 'employeurs' })).not.toBeNull();
    expect((await run('list', '--realm', 'employeurs')).said).toContain('portal');
    expect(await database.auditEvent.count({ where: { type: 'client_removed' } })).toBe(1);
  });
});
