/**
 * Which lines of a batch become accounts (C9). The same whatever lines share a batch: who came earlier in the file is told
 * from the database as from the batch itself.
 */
import type { Problem } from './problem.js';

/** An identifier of a line, by keys that equal ones share: the first one now in use, then those of older rows. */
export interface Claim {
  /** as the file names it */
  readonly field: string;
  readonly keys: readonly [string, ...string[]];
}

export type Owner = { readonly accountId: string; readonly isOfThisRun: boolean } | undefined;

export type Verdict = 'create' | 'present' | readonly Problem[];

/**
 * @param lines the claims of each line without another problem, in the file's order
 * @param ownerOf who has an identifier in the database
 */
export function settle(lines: ReadonlyArray<readonly Claim[]>, ownerOf: (key: string) => Owner): readonly Verdict[] {
  const claimed = new Set<string>();
  return lines.map((claims): Verdict => {
    const owners = claims.map(({ keys }) => keys.map(ownerOf).find((owner) => owner !== undefined));
    const earlier = owners.findIndex((owner) => owner !== undefined && !owner.isOfThisRun);
    if (earlier >= 0) {
      const owner = owners[earlier];
      const isSamePerson = owners.every((other) => other?.accountId === owner?.accountId);
      return isSamePerson ? 'present' : [{ field: claims[earlier]?.field ?? '', code: 'identifier-taken' }];
    }
    const repeated = claims.find(({ keys: [key] }, at) => owners[at] !== undefined || claimed.has(key));
    if (repeated) return [{ field: repeated.field, code: 'duplicate-in-file' }];
    for (const { keys } of claims) claimed.add(keys[0]);
    return 'create';
  });
}
