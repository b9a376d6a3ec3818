/** `poterne leaked-passwords`: builds the offline list of leaked passwords, and asks it (C1, O4). Never prints a password. */
import { stat } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { falsePositiveRate, leakedPasswordCommands } from '../composition/commands/leaked_passwords.js';
import { type OptionName, type Options as OptionsOf, readCommand, type Takes } from './command_group.js';
import { type ExitCode, type Group, type Terminal, UsageError } from './run_groups.js';

const HELP = `poterne leaked-passwords: the list of leaked passwords that nobody may choose

  leaked-passwords build INPUT… --out FILE   builds the list from downloaded ones, gzip or not: lines of SHA1:count, as
                                             Have I Been Pwned gives them, or of one password each
         [--min-count N]                     … leaves out what was seen less than N times
         [--json]
  leaked-passwords check [--file FILE]       reads one password a line on standard input, and says of each line whether it
         [--json]                            is on the list; FILE is LEAKED_PASSWORDS_FILE unless told

The list takes 4 bytes a password. While it is built, as much as 6 bytes a password lie beside FILE; memory stays the same
whatever the size. A running service keeps the list that it opened: start it again to have it read the new one.

Exit codes: 0 done, and check found none; 1 failed; 2 not understood; 3 check found at least one.`;

const OPTIONS = {
  out: { type: 'string' },
  file: { type: 'string' },
  'min-count': { type: 'string' },
  json: { type: 'boolean' },
} as const;

type Options = OptionsOf<typeof OPTIONS>;

interface Command extends Takes<OptionName<typeof OPTIONS>> {
  run(words: readonly string[], options: Options, terminal: Terminal): Promise<ExitCode>;
}

const COMMANDS: Readonly<Record<string, Command>> = {
  build: { allowed: ['out', 'min-count', 'json'], words: 'any', run: build },
  check: { allowed: ['file', 'json'], run: check },
};

const SUPERFLUOUS = () => 'passwords are read from standard input, never from the command line';
const TELL_EVERY_MS = 2_000;

export const leakedPasswords: Group = {
  about: 'the offline list of leaked passwords: build, check',
  help: HELP,
  async run(args, terminal) {
    const { command, options, words } = readCommand(COMMANDS, OPTIONS, args, SUPERFLUOUS);
    return command.run(words, options, terminal);
  },
};

async function build(inputs: readonly string[], options: Options, { say, complain }: Terminal): Promise<ExitCode> {
  const { out, json = false, 'min-count': minimum = '1' } = options;
  if (inputs.length === 0) throw new UsageError('from which files?');
  if (!out) throw new UsageError('--out FILE says where the list goes');
  if (!/^[1-9]\d{0,8}$/.test(minimum)) throw new UsageError('--min-count takes a number');
  const sizes = await Promise.all(inputs.map(async (input) => (await stat(input)).size));
  const total = sizes.reduce((sum, size) => sum + size, 0);
  const startedAt = performance.now();
  let toldAt = startedAt;
  const built = await leakedPasswordCommands.build({
    inputs,
    out,
    minimumCount: Number(minimum),
    onProgress({ bytesRead, lines, partsSorted }) {
      const now = performance.now();
      if (json || now - toldAt < TELL_EVERY_MS) return;
      toldAt = now;
      const seconds = (now - startedAt) / 1000;
      const share = total > 0 ? Math.min(1, bytesRead / total) : 1;
      if (partsSorted > 0) return complain(`sorting: ${Math.round((partsSorted / 256) * 100)} %`);
      const left = share > 0 ? Math.ceil((seconds * (1 - share)) / share) : 0;
      complain(
        `reading: ${lines} lines, ${Math.round(share * 100)} %, ${Math.round(lines / seconds)} lines a second, ${left} s left`,
      );
    },
  });
  const rate = falsePositiveRate(built.entries);
  const seconds = Number(((performance.now() - startedAt) / 1000).toFixed(1));
  if (json) say(JSON.stringify({ ...built, seconds, falsePositiveRate: rate }));
  else {
    say(`${built.entries} passwords of ${built.lines} lines in ${seconds} s`);
    say(`a password that is not among them is refused once in ${rate > 0 ? Math.round(1 / rate) : '∞'}`);
  }
  return 0;
}

async function check(
  _words: readonly string[],
  options: Options,
  { say, environment, input = process.stdin }: Terminal,
): Promise<ExitCode> {
  const { file = environment['LEAKED_PASSWORDS_FILE'], json = false } = options;
  if (!file) throw new UsageError('which list? --file FILE, or LEAKED_PASSWORDS_FILE');
  const list = await leakedPasswordCommands.open(file);
  try {
    let line = 0;
    let found = 0;
    for await (const password of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
      line += 1;
      const isLeaked = await list.has(password);
      if (isLeaked) found += 1;
      say(
        json ? JSON.stringify({ line, leaked: isLeaked }) : `line ${line}: ${isLeaked ? 'leaked' : 'not on the list'}`,
      );
    }
    return found > 0 ? 3 : 0;
  } finally {
    await list.close();
  }
}
