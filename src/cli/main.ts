#!/usr/bin/env node
/**
 * The command line (O4): `node dist/src/cli/main.js <group> <command> …`, by npm's name `poterne`. Reads the environment of
 * the service. Exit codes: 0 done, 1 failed, 2 not understood, 3 refused.
 */
import { once } from 'node:events';
import { GROUPS } from './groups.js';
import { runGroups } from './run_groups.js';

process.exitCode = await runGroups(GROUPS, process.argv.slice(2), {
  environment: process.env,
  say: (line) => process.stdout.write(`${line}\n`),
  settle: async () => {
    if (process.stdout.writableNeedDrain) await once(process.stdout, 'drain');
  },
  complain: (line) => process.stderr.write(`${line}\n`),
  redraw: process.stderr.isTTY ? (text) => process.stderr.write(`\r\x1b[K${text}`) : undefined,
});
