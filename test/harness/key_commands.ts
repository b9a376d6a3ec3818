/** `poterne keys` as an operator types it, on the database and the secrets of a running Poterne. */
import { keys } from '../../src/cli/keys.js';
import { runGroups } from '../../src/cli/run_groups.js';
import type { Restartable } from './poterne.js';

export interface CommandAnswer {
  readonly code: number;
  readonly said: string;
  /** the first kid in what was said */
  readonly kid: string;
}

export function keyCommands(poterne: Restartable, environment: Readonly<Record<string, string>> = {}) {
  return async (...args: readonly string[]): Promise<CommandAnswer> => {
    const lines: string[] = [];
    const note = (line: string) => void lines.push(line);
    const code = await runGroups({ keys }, ['keys', ...args], {
      environment: { ...poterne.secrets, DATABASE_URL: poterne.database.url, ...environment },
      say: note,
      complain: note,
    });
    const said = lines.join('\n');
    return { code, said, kid: /\b[a-z0-9-]+-[0-9a-f]{16}\b/.exec(said)?.[0] ?? '' };
  };
}

/** Asks again and again, at most some seconds: processes read the keys at their own pace. */
export async function until(isSo: () => Promise<boolean>, what: string): Promise<void> {
  const end = performance.now() + 15_000;
  while (!(await isSo())) {
    if (performance.now() > end) throw new Error(`never seen: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
