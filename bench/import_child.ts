/** The importing process: runs `poterne import` with its arguments, and tells its parent what that took. */
import { importGroup } from '../src/cli/import.js';
import { runGroups } from '../src/cli/run_groups.js';

export interface ImportMeasure {
  readonly seconds: number;
  /** user and system time of this process, its start left out */
  readonly cpuSeconds: number;
  /** most resident memory at any time */
  readonly peakBytes: number;
}

const begunCpu = process.cpuUsage();
const begun = performance.now();
const complain = (text: string) => process.stderr.write(`${text}\n`);
const code = await runGroups({ import: importGroup }, ['import', ...process.argv.slice(2)], {
  environment: process.env,
  say: (text) => process.stdout.write(`${text}\n`),
  complain,
});
const { user, system } = process.cpuUsage(begunCpu);
const measure: ImportMeasure = {
  seconds: (performance.now() - begun) / 1000,
  cpuSeconds: (user + system) / 1e6,
  peakBytes: process.resourceUsage().maxRSS * 1024,
};
if (code === 0) process.send?.(measure);
process.disconnect?.();
process.exitCode = code;
