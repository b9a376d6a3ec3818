/** S5: whatever is done to what an anchor sealed, the walk names it, at or before the first event that was touched. */
import { randomBytes } from 'node:crypto';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Anchor } from '../../../src/domain/audit/anchor.js';
import { chainHash, chainStart } from '../../../src/domain/audit/chain_hash.js';
import { type Finding, type StoredEvent, walkChain } from '../../../src/domain/audit/chain_walk.js';

const PROCESS = '6f2c1d7e-90ab-4cde-8f01-23456789abcd';
const START = Date.UTC(2026, 0, 1);
const RULES = { retentionMs: 1_000, now: START + 1_000_000 };

function chainOf(length: number): StoredEvent[] {
  const events: StoredEvent[] = [];
  let hash: Uint8Array = chainStart(PROCESS);
  for (let seq = 1; seq <= length; seq += 1) {
    const event = {
      processId: PROCESS,
      seq,
      at: new Date(START + seq * 10).toISOString(),
      realm: 'allocataires',
      type: 'password',
      outcome: seq % 2 ? 'right' : 'wrong',
      accountId: seq % 3 ? '11111111-2222-4333-8444-555555555555' : undefined,
      data: { network: `n${seq}`, tries: seq },
      sealed: seq % 4 ? undefined : Buffer.from([seq, 2, 3]),
    };
    const next = chainHash(hash, event);
    events.push({ ...event, previousHash: hash, hash: next });
    hash = next;
  }
  return events;
}

/** @param ends last numbers of the segments */
function anchorsOf(events: readonly StoredEvent[], ends: readonly number[], purged = 0): Anchor[] {
  return ends.map((end, at) => {
    const firstSeq = (ends[at - 1] ?? 0) + 1;
    const [first, last] = [events[firstSeq - 1], events[end - 1]];
    if (!first || !last) throw new Error('no such segment');
    const lastAt = Date.parse(last.at);
    return {
      processId: PROCESS,
      firstSeq,
      seq: end,
      firstAt: Date.parse(first.at),
      lastAt,
      previousHash: first.previousHash,
      hash: last.hash,
      sealedAt: lastAt,
      signature: '',
      purgedAt: at < purged ? lastAt + RULES.retentionMs : null,
    };
  });
}

async function findingsIn(anchors: readonly Anchor[], events: readonly StoredEvent[]): Promise<Finding[]> {
  const findings: Finding[] = [];
  async function* stream() {
    yield* events.toSorted((a, b) => a.seq - b.seq);
  }
  await walkChain(PROCESS, anchors, stream(), RULES, async (finding) => void findings.push(finding));
  return findings;
}

/** Makes the hashes from one event on fit each other again, as far as `last`. */
function refit(events: StoredEvent[], from: number, last: number): void {
  for (let at = from - 1; at < last; at += 1) {
    const event = events[at];
    const previousHash = events[at - 1]?.hash ?? chainStart(PROCESS);
    if (event) events[at] = { ...event, previousHash, hash: chainHash(previousHash, event) };
  }
}

const change = fc.constantFrom<(event: StoredEvent) => StoredEvent>(
  (event) => ({ ...event, at: new Date(Date.parse(event.at) + 1).toISOString() }),
  (event) => ({ ...event, realm: 'employeurs' }),
  (event) => ({ ...event, realm: null }),
  (event) => ({ ...event, type: 'sign_in' }),
  (event) => ({ ...event, outcome: 'Right' }),
  (event) => ({ ...event, accountId: event.accountId ? undefined : '21111111-2222-4333-8444-555555555555' }),
  (event) => ({ ...event, data: { ...event.data, network: 'n0' } }),
  (event) => ({ ...event, data: {} }),
  (event) => ({ ...event, sealed: event.sealed ? undefined : Buffer.alloc(0) }),
  (event) => ({ ...event, hash: randomBytes(32) }),
  (event) => ({ ...event, previousHash: randomBytes(32) }),
);

const chain = fc
  .tuple(
    fc.uniqueArray(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 5 }),
    fc.integer({ min: 0, max: 5 }),
  )
  .map(([cuts, tail]) => {
    const ends = cuts.toSorted((a, b) => a - b);
    const sealed = ends.at(-1) ?? 0;
    return { ends, sealed, events: chainOf(sealed + tail) };
  });
const touched = chain.chain((built) => fc.tuple(fc.constant(built), fc.integer({ min: 1, max: built.sealed })));

test('S5 an untouched chain has no finding, however it is sealed and purged', async () => {
  const property = fc.asyncProperty(chain, fc.nat(5), fc.nat(40), async ({ ends, events }, purged, left) => {
    const anchors = anchorsOf(events, ends, purged);
    const last = anchors.findLast(({ purgedAt }) => purgedAt !== null)?.seq ?? 0;
    // The newest purge may have been interrupted anywhere.
    const first = anchors.findLast(({ purgedAt }) => purgedAt !== null)?.firstSeq ?? 1;
    const kept = events.filter(({ seq }) => seq > Math.min(last, first - 1 + left));
    expect(await findingsIn(anchors, last === 0 ? events : kept)).toEqual([]);
  });
  await fc.assert(property, { numRuns: 60 });
});

test('S5 a changed column is named exactly', async () => {
  const property = fc.asyncProperty(touched, change, async ([{ ends, events }, seq], alter) => {
    const event = events[seq - 1];
    if (!event) return;
    const findings = await findingsIn(anchorsOf(events, ends), events.with(seq - 1, alter(event)));
    expect(findings[0]).toMatchObject({ kind: 'altered', processId: PROCESS, seq, throughSeq: seq });
  });
  await fc.assert(property, { numRuns: 200 });
});

test('S5 events rewritten with hashes made to fit are found, at or before the first one', async () => {
  const property = fc.asyncProperty(touched, change, fc.nat(45), async ([{ ends, events }, seq], alter, reach) => {
    const forged = [...events];
    const event = forged[seq - 1];
    if (!event) return;
    forged[seq - 1] = { ...alter(event), outcome: 'forged' };
    refit(forged, seq, Math.min(events.length, seq + reach));
    const [first] = await findingsIn(anchorsOf(events, ends), forged);
    expect(first?.seq).toBeLessThanOrEqual(seq);
    expect(first?.throughSeq).toBeGreaterThanOrEqual(seq);
    const segment = ends.find((end) => end >= seq) ?? 0;
    expect(first?.throughSeq).toBeLessThanOrEqual(segment);
  });
  await fc.assert(property, { numRuns: 200 });
});

test('S5 events removed, added, or in each other’s place are found', async () => {
  const property = fc.asyncProperty(touched, fc.nat(3), async ([{ ends, events, sealed }, seq], more) => {
    const anchors = anchorsOf(events, ends);
    const last = Math.min(sealed, seq + more);
    const [missing] = await findingsIn(anchors, events.toSpliced(seq - 1, last - seq + 1));
    expect(missing).toMatchObject({ kind: 'missing', seq });

    const first = events[0];
    if (first) expect((await findingsIn(anchors, [{ ...first, seq: -more }, ...events]))[0]?.kind).toBe('inserted');

    const [one, other] = [events[seq - 1], events[seq]];
    if (!one || !other || seq === sealed) return;
    const swapped = events.with(seq - 1, { ...other, seq }).with(seq, { ...one, seq: seq + 1 });
    const [found] = await findingsIn(anchors, swapped);
    expect(found?.seq).toBeLessThanOrEqual(seq);
    expect(found?.throughSeq).toBeGreaterThanOrEqual(seq);
  });
  await fc.assert(property, { numRuns: 100 });
});

test('S5 an anchor that is missing, or sits elsewhere, is found', async () => {
  const property = fc.asyncProperty(chain, fc.nat(4), async ({ ends, events }, which) => {
    const anchors = anchorsOf(events, ends);
    const at = which % anchors.length;
    const anchor = anchors[at];
    if (!anchor) return;
    const without = await findingsIn(anchors.toSpliced(at, 1), events);
    // Without a later one, what it sealed is unsealed again: only the order of all anchors can tell.
    if (at < anchors.length - 1) expect(without[0]).toMatchObject({ kind: 'anchor-missing', seq: anchor.firstSeq });
    else expect(without).toEqual([]);
    const moved = await findingsIn(anchors.with(at, { ...anchor, hash: randomBytes(32) }), events);
    expect(moved[0]?.seq).toBeLessThanOrEqual(anchor.seq + 1);
    expect(moved.length).toBeGreaterThan(0);
  });
  await fc.assert(property, { numRuns: 60 });
});

test.each([
  ['before the retention was over', RULES.retentionMs - 10 * 60_000, 3_600_000],
  ['that is still to come', RULES.now, 0],
])('S5 a purge noted for a moment %s is found', async (words, after, retentionMs) => {
  const events = chainOf(4);
  const [anchor] = anchorsOf(events, [4], 1);
  if (!anchor) throw new Error('no anchor');
  const findings: Finding[] = [];
  const early = { ...anchor, purgedAt: anchor.lastAt + after };
  await walkChain(
    PROCESS,
    [early],
    (async function* () {})(),
    { retentionMs, now: RULES.now - 600_000 },
    async (finding) => void findings.push(finding),
  );
  expect(findings).toEqual([expect.objectContaining({ kind: 'purged-early', seq: 1, throughSeq: 4 })]);
  expect(findings[0]?.why).toContain(words);
});

test('S5 an event without personal fields hashes as it did before there were any', () => {
  const event = {
    processId: PROCESS,
    seq: 1,
    at: '2026-11-22T12:00:00.000Z',
    realm: 'r',
    type: 't',
    outcome: 'o',
    data: { b: 1, a: 2 },
  };
  expect(chainHash(chainStart(PROCESS), event).toString('hex')).toBe(
    '7d61c2e54f7f6ce6d4bd07e5ebb5cbd98b1968be4183cfd7edd355d604161343',
  );
});
