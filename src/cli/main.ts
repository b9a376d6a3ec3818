#!/usr/bin/env node
/**
 * The command line (O4): `node dist/src/cli/main.js <group> <command> …`, by npm's name `poterne`. Reads the environment of
 * the service. Exit codes: 0 done, 1 failed, 2 not understood, 3 refused.
 */
import { keys } from './keys.js';
import { leakedPasswords } from './leaked_passwords.js';
import { type Group, runGroups } from './run_groups.js';

const GROUPS: Readonly<Record<string, Group>> = { keys, 'leaked-passwords': leakedPasswords };

process.exitCode = await runGroups(GROUPS, process.argv.slice(2), {
  environment: process.env,
  say: (line) => process.stdout.write(`${line}\n`),
  complain: (line) => process.stderr.write(`${line}\n`),
});
