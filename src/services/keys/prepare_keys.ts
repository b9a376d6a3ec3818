/**
 * Keys at start (S7): those that the configuration brings are taken over once, and a key is made for each purpose and
 * algorithm that has none. Any number of processes may do so at once.
 */
import { KEY_ALGORITHMS, KEY_PURPOSES, type ProviderKey } from '../../domain/keys/provider_key.js';
import type { AuditLog } from '../../ports/audit/audit_log.js';
import type { Clock } from '../../ports/clock.js';
import type { KeyAddition, KeyStore, MakeKey, NewKey } from '../../ports/keys/key_store.js';
import { auditKey } from '../audit/audit_key.js';

export interface PrepareKeysDependencies {
  readonly keys: KeyStore;
  readonly makeKey: MakeKey;
  readonly audit: AuditLog;
  readonly clock: Pick<Clock, 'now'>;
}

/** @param imported keys of the configuration; what is there already, in whichever state, is left as it is */
export async function prepareKeys(
  { keys, makeKey, audit, clock }: PrepareKeysDependencies,
  imported: readonly NewKey[],
): Promise<void> {
  const add = async (decide: (stored: readonly ProviderKey[]) => readonly KeyAddition[]) => {
    let added: readonly KeyAddition[] = [];
    await keys.change(clock.now(), (stored) => {
      added = decide(stored);
      return { moves: [], additions: added };
    });
    for (const { key, state } of added) auditKey(audit, key, state);
  };

  if (decideAdditions(await keys.list(), imported).length > 0) await add((stored) => decideAdditions(stored, imported));
  const missing = missingKeys(await keys.list());
  if (missing.length === 0) return;
  const made = await Promise.all(missing.map(({ purpose, alg }) => makeKey(purpose, alg)));
  // Another process may have made the same meanwhile: the first one's stay, what comes second is dropped.
  await add((stored) => {
    const gaps = missingKeys(stored);
    const needed = made.filter((key) => gaps.some(({ purpose, alg }) => purpose === key.purpose && alg === key.alg));
    return needed.map((key) => ({ key, state: 'active' }));
  });
}

function missingKeys(stored: readonly ProviderKey[]) {
  return KEY_PURPOSES.flatMap((purpose) => KEY_ALGORITHMS[purpose].map((alg) => ({ purpose, alg }))).filter(
    ({ purpose, alg }) => !stored.some((key) => key.purpose === purpose && key.alg === alg && key.state === 'active'),
  );
}

/**
 * In what state a key is taken over. The first of its algorithm signs if none does yet: it did until now. Those that came
 * with it may be older ones: they verify only. A later one waits to be activated by command.
 */
function decideAdditions(stored: readonly ProviderKey[], imported: readonly NewKey[]): readonly KeyAddition[] {
  const additions: KeyAddition[] = [];
  for (const key of imported) {
    if (stored.some(({ kid }) => kid === key.kid) || additions.some((addition) => addition.key.kid === key.kid))
      continue;
    const isSame = (other: { readonly purpose: string; readonly alg: string }) =>
      other.purpose === key.purpose && other.alg === key.alg;
    if (stored.some((other) => isSame(other) && other.state === 'active')) additions.push({ key, state: 'published' });
    else if (additions.some((addition) => isSame(addition.key))) additions.push({ key, state: 'retiring' });
    else additions.push({ key, state: 'active' });
  }
  return additions;
}
