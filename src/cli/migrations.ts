/** `poterne migrations`: what a new version will change in the database, prepared while the old one runs (O4). */
import { prepare } from '../composition/commands/migrations.js';
import { readCommandSettings } from '../config/command_settings.js';
import { type OptionName, readCommand, type Takes } from './command_group.js';
import type { ExitCode, Group } from './run_groups.js';

const HELP = `poterne migrations: what a new version will change in the database

  migrations prepare [--json]              builds the indexes that its migrations will ask for, while everybody writes

Type it with the new version, before its first process starts: its start applies the migrations, takes the indexes that are
there, and builds those that are not, which keeps everybody from writing to their tables until it is done. A build waits for
transactions that began before it. What was interrupted is built anew: type it again. Nothing else is changed, and the old
version does not notice.

Reads DATABASE_URL, as the service does. Exit codes: 0 done, 1 failed, 2 not understood, 3 refused: somebody else prepares.`;

const OPTIONS = { json: { type: 'boolean' } } as const;
const COMMANDS: Readonly<Record<string, Takes<OptionName<typeof OPTIONS>>>> = { prepare: { allowed: ['json'] } };
const OUTCOMES = { built: 'built', there: 'is there', later: 'comes with its table or column' } as const;

export const migrations: Group = {
  about: 'what a new version changes in the database, prepared beforehand',
  help: HELP,
  async run(args, { environment, say, complain }): Promise<ExitCode> {
    const { options } = readCommand(COMMANDS, OPTIONS, args);
    const settings = readCommandSettings(environment, [], []);
    const prepared = await prepare(settings, ({ name, table }) => complain(`building ${name} on ${table} …`));
    if (!prepared) {
      complain('somebody else prepares them at this moment');
      return 3;
    }
    const indexes = prepared.indexes.map(({ name, table, outcome }) => ({ name, table, outcome }));
    if (options.json) say(JSON.stringify({ pending: prepared.pending, indexes }, null, 2));
    else {
      for (const { name, table, outcome } of indexes) say(`${name} on ${table} ${OUTCOMES[outcome]}`);
      say(`${prepared.pending.length} migrations wait for the start of the service`);
    }
    return 0;
  },
};
