/** What `poterne keys` says of keys and refusals. */
import { earliestMove, type KeyRefusal, type KeyRules, type ProviderKey } from '../domain/keys/provider_key.js';
import type { ExitCode } from './run_groups.js';

export interface ListedKey {
  readonly kid: string;
  readonly purpose: string;
  readonly alg: string;
  readonly state: string;
  /** ISO 8601 UTC */
  readonly since: string;
  readonly next: string;
}

export function listed(key: ProviderKey, rules: KeyRules): ListedKey {
  const { kid, purpose, alg, state, publishedAt, activatedAt, deactivatedAt, retiredAt } = key;
  const since = { published: publishedAt, active: activatedAt, retiring: deactivatedAt, retired: retiredAt }[state];
  const move = earliestMove(key, rules);
  return {
    kid,
    purpose,
    alg,
    state,
    since: moment(since ?? publishedAt),
    next: move ? `${move.step} from ${moment(move.from)}` : '',
  };
}

export function table(rows: readonly ListedKey[]): string {
  const columns = ['kid', 'purpose', 'alg', 'state', 'since', 'next'] as const;
  const widths = columns.map((column) => Math.max(column.length, ...rows.map((row) => row[column].length)));
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, at) => cell.padEnd(widths[at] ?? 0))
      .join('  ')
      .trimEnd();
  return [line(columns), ...rows.map((row) => line(columns.map((column) => row[column])))].join('\n');
}

/** @param what the key, or what was to be made */
export function refused(refusal: KeyRefusal, what: string, complain: (line: string) => void): ExitCode {
  complain(`refused: ${sentence(refusal, what)}`);
  return 3;
}

function sentence(refusal: KeyRefusal, what: string): string {
  switch (refusal.code) {
    case 'unknown-key':
      return `there is no key ${what} (poterne keys list)`;
    case 'is-active':
      return `${what} is the active key; activate another one first`;
    case 'is-retired':
      return `${what} is retired for good: its private part is destroyed`;
    case 'too-many-keys':
      return `there are too many keys of ${what} already; retire those of no use first`;
    case 'too-early':
      return `${what} only from ${moment(refusal.from)} on; --now does it all the same, at the price of failed sign-ins`;
  }
}

export function moment(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace(/\.\d+Z$/, 'Z');
}
