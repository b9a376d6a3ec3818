#!/usr/bin/env node
/**
 * The command line (O4): `node dist/src/cli/main.js <group> <command> …`, by npm's name `poterne`. Reads the environment of
 * the service. Exit codes: 0 done, 1 failed, 2 not understood, 3 refused.
 */
import { once } from 'node:events';
import { accounts } from './accounts.js';
import { audit } from './audit.js';
import { campaigns } from './campaigns.js';
import { doctor } from './doctor.js';
import { importGroup } from './import.js';
import { keys } from './keys.js';
import { leakedPasswords } from './leaked_passwords.js';
import { letters } from './letters.js';
import { type Group, runGroups } from './run_groups.js';

const GROUPS: Readonly<Record<string, Group>> = {
  accounts,
  audit,
  keys,
  import: importGroup,
  campaigns,
  'leaked-passwords': leakedPasswords,
  letters,
  doctor,
};

process.exitCode = await runGroups(GROUPS, process.argv.slice(2), {
  environment: process.env,
  say: (line) => process.stdout.write(`${line}\n`),
  settle: async () => {
    if (process.stdout.writableNeedDrain) await once(process.stdout, 'drain');
  },
  complain: (line) => process.stderr.write(`${line}\n`),
  redraw: process.stderr.isTTY ? (text) => process.stderr.write(`\r\x1b[K${text}`) : undefined,
});
