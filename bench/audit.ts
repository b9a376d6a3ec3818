/**
 * `node scripts/run_source.mjs bench/audit.ts -` (S5): how fast the audit is written, read by a person and verified, on a
 * throwaway PostgreSQL, and how much memory verifying takes for a tenth of the events and for all. Prints a table.
 *
 * AUDIT_EVENTS: how many (500,000 unless told).
 */
import { randomBytes, randomUUID } from 'node:crypto';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { createPostgresAuditChains } from '../src/adapters/postgres/audit/audit_chains.js';
import { createPostgresAuditLog } from '../src/adapters/postgres/audit/audit_log.js';
import { createPostgresAuditVault } from '../src/adapters/postgres/audit/audit_vault.js';
import { connectDatabase } from '../src/adapters/postgres/connection.js';
import { migrate } from '../src/adapters/postgres/migrate.js';
import { createKeyMaker } from '../src/adapters/system/keys/key_maker.js';
import { keyRing } from '../src/config/key_ring.js';
import { createCheckAnchor, createSignAnchor } from '../src/services/audit/anchor_signature.js';
import { createReadAudit } from '../src/services/audit/read_audit.js';
import { createSealAudit } from '../src/services/audit/seal_audit.js';
import { createVerifyAudit } from '../src/services/audit/verify_audit.js';
import { createDatabase } from '../test/infrastructure/database.js';
import { startPostgres } from '../test/infrastructure/postgres.js';

const EVENTS = Number(process.env['AUDIT_EVENTS'] ?? 500_000);
const PEOPLE = 5_000;
const EVENTS_A_SEGMENT = 20_000;
const MEBIBYTE = 1024 * 1024;

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

const postgres = await startPostgres({});
try {
  for (const count of [Math.ceil(EVENTS / 10), EVENTS]) await measure(count);
} finally {
  await postgres.stop();
}

async function measure(count: number): Promise<void> {
  const url = await createDatabase(postgres.url, `audit_${count}`);
  await migrate(url);
  const database = connectDatabase(url, 4);
  const clock = { now: () => Date.now() };
  const vault = createPostgresAuditVault(database, keyRing([{ id: 'k', secret: randomBytes(32) }]), clock, () => {});
  const chains = createPostgresAuditChains(database);
  const { kid, publicJwk, ...made } = await createKeyMaker(2048)('signing', 'ES256');
  const moments = { publishedAt: 0, activatedAt: 0, deactivatedAt: undefined, retiredAt: undefined };
  const key = { ...made, ...moments, kid, publicJwk, state: 'active' as const };
  const sealing = createSealAudit({ chains, sign: createSignAnchor(() => [key]), onSealed() {}, onBreak() {} });
  const people = Array.from({ length: PEOPLE }, () => randomUUID());
  const audit = createPostgresAuditLog(database, clock, () => {}, vault);

  const writing = performance.now();
  for (let event = 1; event <= count; event += 1) {
    const accountId = people[event % PEOPLE];
    // One event in five names a contact, as in a sign-in.
    const personal = event % 5 === 0 ? { contact: 'j•••••@example.fr' } : undefined;
    const data = { network: 'bX3vP0aQ9sT1', known_device: event % 2 === 0, channel: 'email' };
    audit.record({ type: 'code_sent', outcome: 'accepted', realm: 'allocataires', accountId, data, personal });
    if (event % 1_000 === 0) await audit.flush();
    const head = event % EVENTS_A_SEGMENT === 0 ? audit.written() : undefined;
    if (head) await sealing.own(head, Date.now());
  }
  await audit.close();
  const head = audit.written();
  if (head) await sealing.own(head, Date.now());
  const written = performance.now() - writing;

  const verify = createVerifyAudit({ chains, check: createCheckAnchor(new Map([[kid, publicJwk]])) });
  const rules = { now: Date.now(), retentionMs: 0 };
  const verifying = performance.now();
  const report = await verify(rules);
  const verified = performance.now() - verifying;
  if (report.found > 0 || report.sealedEvents !== count) throw new Error('the audit does not hold');

  collectGarbage();
  const before = process.memoryUsage().heapUsed;
  let peak = before;
  const onProgress = () => {
    collectGarbage();
    peak = Math.max(peak, process.memoryUsage().heapUsed);
  };
  await verify({ ...rules, onProgress });

  const exporting = performance.now();
  let exported = 0;
  for await (const _ of createReadAudit(chains, vault).events({})) exported += 1;
  const rate = (events: number, milliseconds: number) => Math.round(events / (milliseconds / 1000));
  process.stdout.write(
    `${count} events in ${report.anchors} segments: written ${rate(count, written)}/s, verified ${rate(count, verified)}/s, ` +
      `exported ${rate(exported, performance.now() - exporting)}/s; verifying holds ${((peak - before) / MEBIBYTE).toFixed(1)} MiB at most\n`,
  );
  await database.$disconnect();
}
