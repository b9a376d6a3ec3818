/** `poterne letters`: the print room's commands: claim, render, printed, hand-back, list, waiting (C8, O4). */
import { hostname, userInfo } from 'node:os';
import { LETTER_RINGS, type LetterCommands, openLetterCommands } from '../composition/commands/letters.js';
import { readCommandSettings } from '../config/command_settings.js';
import type { LetterBatch } from '../ports/letter/letter_outbox.js';
import {
  closing,
  type OneWord,
  type OptionName,
  type Options as OptionsOf,
  readCommand,
  type Takes,
} from './command_group.js';
import { writeBatch } from './letter_folder.js';
import { realmOf } from './realm_option.js';
import { type ExitCode, type Group, type Terminal, UsageError } from './run_groups.js';

const MOST_LETTERS = 500;

const HELP = `poterne letters: what is sent on paper

  letters waiting [--json]                     how many letters wait, by realm
  letters claim --realm R --out DIR            takes what waits, the oldest first, into a batch of its own, and writes it
         [--limit N] [--by NAME] [--json]      to DIR/BATCH: one PDF a letter, and manifest.json; N is ${MOST_LETTERS} unless told
  letters render BATCH --out DIR [--json]      writes a claimed batch again: after a crash, or on another machine
  letters printed BATCH                        all of it is in the post; what was secret on it is wiped
  letters hand-back BATCH                      puts all of it back in the queue: destroy what was printed
  letters list [--realm R] [--limit N] [--json]  the latest batches, and what became of them

A claimed batch stays claimed until one of the two is said. PDFs carry passwords: DIR is for the print room alone, and is
emptied once they are printed (docs/letters.md).

Reads DATABASE_URL, KEY_ENCRYPTION_KEYS, IDENTIFIER_ENCRYPTION_KEYS, IDENTIFIER_INDEX_KEYS and CODE_KEYS, as the service
does. Exit codes: 0 done, 1 failed, 2 not understood, 3 refused: nothing waits, or the batch is closed or unknown.`;

const OPTIONS = {
  realm: { type: 'string' },
  out: { type: 'string' },
  limit: { type: 'string' },
  by: { type: 'string' },
  json: { type: 'boolean' },
} as const;

type Options = OptionsOf<typeof OPTIONS>;

const BATCH: OneWord = {
  form: /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/,
  which: 'which batch? poterne letters list shows them',
};

interface Command extends Takes<OptionName<typeof OPTIONS>> {
  run(commands: LetterCommands, batch: string, options: Options, terminal: Terminal): Promise<ExitCode>;
}

const COMMANDS: Readonly<Record<string, Command>> = {
  waiting: {
    allowed: ['json'],
    async run({ outbox }, _batch, { json }, { say }) {
      const rows = (await outbox.waiting()).map(({ oldestAt, ...row }) => ({ ...row, oldest: moment(oldestAt) }));
      if (json) say(JSON.stringify(rows, null, 2));
      else if (rows.length === 0) say('no letter waits');
      else
        for (const { realm, ready, withoutAddress, oldest } of rows)
          say(`${realm}: ${ready} to print, ${withoutAddress} without an address on file, the oldest of ${oldest}`);
      return 0;
    },
  },
  claim: {
    allowed: ['realm', 'out', 'limit', 'by', 'json'],
    async run({ print }, _batch, options, terminal) {
      const realm = realmOf(options.realm).id;
      const out = folderOf(options);
      const batch = await print.claim(realm, options.by ?? `${userInfo().username}@${hostname()}`, limitOf(options));
      if (!batch) {
        terminal.complain(`nothing waits for ${realm}`);
        return 3;
      }
      return write(print, batch, out, options, terminal);
    },
  },
  render: {
    allowed: ['out', 'json'],
    words: BATCH,
    async run({ print }, id, options, terminal) {
      const out = folderOf(options);
      const batch = await print.find(id);
      if (batch?.state !== 'claimed') return refused(batch, id, terminal);
      return write(print, batch, out, options, terminal);
    },
  },
  printed: {
    allowed: [],
    words: BATCH,
    async run({ print }, id, _options, terminal) {
      if (!(await print.printed(id))) return refused(await print.find(id), id, terminal);
      terminal.say(`printed: ${id}; now empty its folder`);
      return 0;
    },
  },
  'hand-back': {
    allowed: [],
    words: BATCH,
    async run({ print }, id, _options, terminal) {
      if (!(await print.handBack(id))) return refused(await print.find(id), id, terminal);
      terminal.say(`handed back: ${id}; destroy what was printed of it, and empty its folder`);
      return 0;
    },
  },
  list: {
    allowed: ['realm', 'limit', 'json'],
    async run({ outbox }, _batch, options, { say }) {
      const realm = options.realm === undefined ? undefined : realmOf(options.realm).id;
      const rows = (await outbox.batches(realm, limitOf(options))).map(listed);
      if (options.json) say(JSON.stringify(rows, null, 2));
      else if (rows.length === 0) say('no batch');
      else
        for (const { id, realm: of, state, letters, claimed, by } of rows)
          say(`${id}  ${of}  ${state.padEnd(11)}  ${letters} letters  ${claimed}  ${by}`);
      return 0;
    },
  },
};

export const letters: Group = {
  about: 'letters to print: waiting, claim, render, printed, hand-back, list',
  help: HELP,
  async run(args, terminal) {
    const { command, options, words } = readCommand(COMMANDS, OPTIONS, args);
    const [batch = ''] = words;
    const settings = readCommandSettings(terminal.environment, [], LETTER_RINGS);
    return closing(openLetterCommands(settings), (commands) => command.run(commands, batch, options, terminal));
  },
};

async function write(
  print: LetterCommands['print'],
  batch: LetterBatch,
  out: string,
  { json }: Options,
  { say, complain }: Terminal,
): Promise<ExitCode> {
  try {
    const { path, manifest } = await writeBatch(out, batch, print.rendered(batch));
    if (json) say(JSON.stringify({ path, ...manifest }, null, 2));
    else {
      say(`${manifest.letters.length} letters in ${path}`);
      say(`next: print them, then poterne letters printed ${batch.id}`);
    }
    return 0;
  } catch (error) {
    complain(`batch ${batch.id} is claimed and not written: poterne letters render ${batch.id} --out DIR`);
    throw error;
  }
}

function refused(batch: LetterBatch | null, id: string, { complain }: Terminal): ExitCode {
  complain(batch ? `refused: batch ${id} is ${batch.state.replace('_', ' ')}` : `refused: there is no batch ${id}`);
  return 3;
}

function listed({ id, realm, state, letters: count, claimedAt, closedAt, claimedBy }: LetterBatch) {
  const closed = closedAt === null ? null : moment(closedAt);
  return { id, realm, state, letters: count, claimed: moment(claimedAt), closed, by: claimedBy };
}

function moment(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace(/\.\d+Z$/, 'Z');
}

function folderOf({ out }: Options): string {
  if (!out) throw new UsageError('--out says where the letters are written');
  return out;
}

function limitOf({ limit }: Options): number {
  if (limit === undefined) return MOST_LETTERS;
  if (!/^[1-9]\d{0,4}$/.test(limit)) throw new UsageError('--limit takes a number of letters or batches');
  return Number(limit);
}
