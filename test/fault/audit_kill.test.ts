/** A process that dies in the middle of its audit: another one seals what it left (S5). */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createPostgresAuditChains } from '../../src/adapters/postgres/audit/audit_chains.js';
import { connectDatabase, type Database } from '../../src/adapters/postgres/connection.js';
import { createKeyMaker } from '../../src/adapters/system/keys/key_maker.js';
import { createCheckAnchor, createSignAnchor } from '../../src/services/audit/anchor_signature.js';
import { createSealAudit, DEAD_AFTER_MS } from '../../src/services/audit/seal_audit.js';
import { createVerifyAudit } from '../../src/services/audit/verify_audit.js';
import { type TestDatabase, testDatabase } from '../infrastructure/database.js';

let own: TestDatabase;
let database: Database;
beforeAll(async () => {
  own = await testDatabase();
  database = connectDatabase(own.url, 4);
});
afterAll(async () => {
  await database.$disconnect();
  await own.drop();
});

test('S5 of a process killed with -9, all that was stored is sealed by another, and verifies', async () => {
  const hooks = join(process.cwd(), 'test/infrastructure/source_hooks.mjs');
  const writer = spawn(process.execPath, ['--import', hooks, 'test/fault/audit_writer.ts', own.url], {
    env: { PATH: process.env['PATH'], POTERNE_TEST_RUN_DIR: process.env['POTERNE_TEST_RUN_DIR'] },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let stored = 0;
  for await (const line of createInterface({ input: writer.stdout })) {
    stored = Number(line);
    if (stored === 1_000) writer.kill('SIGKILL');
  }
  if (writer.exitCode === null && writer.signalCode === null) await once(writer, 'exit');
  expect(stored).toBeGreaterThanOrEqual(1_000);

  const chains = createPostgresAuditChains(database);
  const { publicJwk, privateJwk, kid, ...key } = await createKeyMaker(2048)('signing', 'ES256');
  const moments = { publishedAt: 0, activatedAt: 0, deactivatedAt: undefined, retiredAt: undefined };
  const usable = { ...key, ...moments, kid, publicJwk, privateJwk, state: 'active' as const };
  const sealing = createSealAudit({
    chains,
    sign: createSignAnchor(() => [usable]),
    onSealed() {},
    onBreak: (chain) => expect(chain).toBeUndefined(),
  });
  const verify = createVerifyAudit({ chains, check: createCheckAnchor(new Map([[kid, publicJwk]])) });
  const now = Date.now() + DEAD_AFTER_MS + 60_000;
  expect(await Promise.all([sealing.dead(now), sealing.dead(now)])).toEqual(expect.arrayContaining([1]));
  const report = await verify({ now, retentionMs: 0 });
  expect(report).toMatchObject({ processes: 1, anchors: 1, unsealedEvents: 0, findings: [] });
  expect(report.sealedEvents).toBeGreaterThanOrEqual(stored);
});
