/** Are there keys to sign with, do they grow old, and do the rings open what lies in the database? (O4, S7) */
import { KEY_ALGORITHMS, KEY_PURPOSES, type KeyPurpose } from '../keys/provider_key.js';
import { age, type Finding, fail, ok, warn } from './finding.js';

export interface KeyFacts {
  readonly active: ReadonlyArray<{ readonly purpose: KeyPurpose; readonly alg: string; readonly activatedAt: number }>;
  /** published, and in time to be activated */
  readonly published: ReadonlyArray<{ readonly purpose: KeyPurpose; readonly alg: string }>;
  /** ids of ring keys that rows name, by the ring's variable; of a sample where there are millions */
  readonly ringIdsInUse: Readonly<Record<string, readonly string[]>>;
}

const DAY_MS = 86_400_000;
const OLD_DAYS = 365;

/** @param now milliseconds since the epoch */
export function judgeKeys(facts: KeyFacts, hasUpstreams: boolean, now: number): readonly Finding[] {
  return KEY_PURPOSES.filter((purpose) => purpose === 'signing' || hasUpstreams).flatMap((purpose) =>
    KEY_ALGORITHMS[purpose].map((alg): Finding => {
      const check = `keys.${purpose}.${alg}`;
      const active = facts.active.find((key) => key.purpose === purpose && key.alg === alg);
      if (!active) return fail(check, 'no key is active', 'start the service once: it makes one');
      const next = facts.published.some((key) => key.purpose === purpose && key.alg === alg)
        ? '; its successor is published'
        : '';
      const what = `the active key is ${age(now - active.activatedAt)} old${next}`;
      if (now - active.activatedAt <= OLD_DAYS * DAY_MS) return ok(check, what);
      return warn(check, what, `poterne keys rotate --purpose ${purpose} --alg ${alg}`);
    }),
  );
}

/** @param ringIds ids that each ring holds, by its variable; undefined: the ring cannot be read */
export function judgeRings(
  inUse: KeyFacts['ringIdsInUse'],
  ringIds: Readonly<Record<string, readonly string[] | undefined>>,
): readonly Finding[] {
  return Object.entries(inUse).map(([variable, ids]) => {
    const check = `secrets.${variable}`;
    const held = ringIds[variable];
    if (!held) return fail(check, 'the ring cannot be read', `set ${variable}`);
    const missing = ids.filter((id) => !held.includes(id));
    if (missing.length === 0) return ok(check, 'holds every key that the database names');
    const what = `lacks ${missing.join(', ')}, which rows of the database name`;
    return fail(check, what, `put the key back at the end of ${variable}: without it those rows are lost`);
  });
}
