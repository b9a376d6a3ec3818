/** Where a server's CPU goes: self time of a V8 CPU profile, by package or by our own folder. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface ProfileShare {
  readonly where: string;
  /** of the time the main thread was busy */
  readonly share: number;
}

interface CpuProfile {
  readonly nodes: ReadonlyArray<{ id: number; callFrame: { functionName: string; url: string; lineNumber: number } }>;
  readonly samples: readonly number[];
  readonly timeDeltas: readonly number[];
}

/**
 * @param folder holding one .cpuprofile
 * @returns shares by package, and by function, largest first
 */
export function readProfile(folder: string): { packages: readonly ProfileShare[]; functions: readonly ProfileShare[] } {
  const file = readdirSync(folder).find((name) => name.endsWith('.cpuprofile'));
  if (!file) throw new Error('the server left no profile');
  const { nodes, samples, timeDeltas } = JSON.parse(readFileSync(join(folder, file), 'utf8')) as CpuProfile;
  const frames = new Map(nodes.map(({ id, callFrame }) => [id, callFrame]));
  const packages = new Map<string, number>();
  const functions = new Map<string, number>();
  let busy = 0;
  for (const [at, sample] of samples.entries()) {
    const frame = frames.get(sample);
    const spent = timeDeltas[at] ?? 0;
    if (!frame || frame.functionName === '(idle)') continue;
    busy += spent;
    const where = whereIs(frame);
    packages.set(where, (packages.get(where) ?? 0) + spent);
    const name = `${where}: ${frame.functionName || '(anonymous)'}:${frame.lineNumber + 1}`;
    functions.set(name, (functions.get(name) ?? 0) + spent);
  }
  const shares = (times: ReadonlyMap<string, number>) =>
    [...times].map(([where, time]) => ({ where, share: time / busy })).sort((a, b) => b.share - a.share);
  return { packages: shares(packages), functions: shares(functions) };
}

function whereIs({ functionName, url }: { functionName: string; url: string }): string {
  if (functionName === '(garbage collector)') return 'garbage collection';
  if (functionName === '(program)' || url === '') return 'native code (V8, crypto, system calls)';
  const dependency = [...url.matchAll(/node_modules\/((?:@[^/]+\/)?[^/]+)/g)].at(-1)?.[1];
  if (dependency) return dependency;
  if (url.startsWith('node:')) return `Node (${url.split('/')[0]?.replace(/_.*/, '') ?? url})`;
  const own = /\/((?:src|interactions)\/[^/]+(?:\/[^/]+)?)\/[^/]*$/.exec(url)?.[1];
  return own ?? 'other';
}
