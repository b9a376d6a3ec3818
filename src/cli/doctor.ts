/** `poterne doctor`: checks everything that the service needs, and says how to mend what is wrong (O4). */
import { parseArgs } from 'node:util';
import { examine } from '../composition/commands/doctor.js';
import type { Finding } from '../domain/health/finding.js';
import { type Group, UsageError } from './run_groups.js';

const HELP = `poterne doctor: checks what the service needs, and says how to mend what is wrong

  doctor [--json]    one line a check: ok, warn or fail, what was found, and what to do

It checks the configuration (every problem at once), the files it names, PostgreSQL (answers, version, encoding, primary,
connections, migrations, clock), the active keys and their age, the rings against what the database names, letters, batches,
notices and imports that wait, the audit's last anchor, what portals have not heard yet (streams of security events, logout
notices, pings of calls) and sessions that were to end, Redis (writes, version, eviction, persistence, clock), the mail
servers, the gateways for SMS and calls, the operator's line (SMPP; it is not bound), each upstream's keys, and the list of
leaked passwords. It sends no message and changes nothing; it reads the environment as the service in production does, so
run it where the service runs.

Exit codes: 0 nothing fails, 1 something fails, 2 not understood. A warning alone is 0.`;

const CHECK_CHARACTERS = 32;

export const doctor: Group = {
  about: 'checks configuration, stores, providers, keys, clocks; says how to mend each',
  help: HELP,
  async run(args, { environment, say }) {
    const findings = await examine(environment, () => Date.now());
    const counted = (state: Finding['state']) => findings.filter((finding) => finding.state === state).length;
    if (readJson(args)) say(JSON.stringify(findings, null, 2));
    else {
      for (const finding of findings) for (const line of linesOf(finding)) say(line);
      say(`${counted('ok')} ok, ${counted('warn')} to look at, ${counted('fail')} to mend`);
    }
    return counted('fail') > 0 ? 1 : 0;
  },
};

function readJson(args: readonly string[]): boolean {
  try {
    return parseArgs({ args: [...args], options: { json: { type: 'boolean' } }, strict: true }).values.json === true;
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

function linesOf({ check, state, what, mend }: Finding): readonly string[] {
  const first = `${state.padEnd(4)}  ${check.padEnd(CHECK_CHARACTERS)}  ${what}`;
  return mend ? [first, `${' '.repeat(CHECK_CHARACTERS + 8)}→ ${mend}`] : [first];
}
