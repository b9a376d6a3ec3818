/** How every group reads its line: a table of commands, the options and words that each takes; and closes what it opened (O4). */
import { parseArgs } from 'node:util';
import { UsageError } from './run_groups.js';

/** Every option of a group, by its name. */
export type OptionTable = Readonly<Record<string, { readonly type: 'string' | 'boolean' }>>;

export type OptionName<Table> = keyof Table & string;

export type Options<Table extends OptionTable> = {
  [Name in keyof Table]?: Table[Name]['type'] extends 'string' ? string : boolean;
};

/** What a command takes; what it does is its group's. */
export interface Takes<Name extends string> {
  readonly allowed: readonly Name[];
  /** besides options: none unless told */
  readonly words?: OneWord | 'any';
}

export interface OneWord {
  readonly form: RegExp;
  /** said when it is missing, or of another form */
  readonly which: string;
}

/** What is said of a word that the command does not take. */
type Superfluous = (word: string) => string;

const TOO_MANY: Superfluous = (word) => `"${word}" is one word too many`;

/**
 * The command that the first argument names, and what follows it.
 *
 * @throws UsageError with what to mend
 */
export function readCommand<Table extends OptionTable, Command extends Takes<OptionName<Table>>>(
  commands: Readonly<Record<string, Command>>,
  table: Table,
  [name = '', ...args]: readonly string[],
  superfluous: Superfluous = TOO_MANY,
): { command: Command; options: Options<Table>; words: readonly string[] } {
  const command = commands[name];
  if (!command) throw new UsageError(name ? `there is no command "${name}"` : 'which command?');
  return { command, ...readArguments(command, table, args, superfluous) };
}

/** @throws UsageError with what to mend */
export function readArguments<Table extends OptionTable>(
  { allowed, words }: Takes<OptionName<Table>>,
  table: Table,
  args: readonly string[],
  superfluous: Superfluous = TOO_MANY,
): { options: Options<Table>; words: readonly string[] } {
  const { values, positionals } = parse(table, args);
  const foreign = Object.keys(values).find((option) => !allowed.includes(option as OptionName<Table>));
  if (foreign) throw new UsageError(`--${foreign} does not go with this command`);
  if (words !== 'any') {
    const [first = ''] = positionals;
    if (words && !words.form.test(first)) throw new UsageError(words.which);
    const surplus = positionals[words ? 1 : 0];
    if (surplus !== undefined) throw new UsageError(superfluous(surplus));
  }
  return { options: values as Options<Table>, words: positionals };
}

/** Runs with what was opened, and closes it whatever happens. */
export async function closing<Opened extends { close(): Promise<unknown> }, Answer>(
  opened: Opened,
  run: (opened: Opened) => Promise<Answer>,
): Promise<Answer> {
  try {
    return await run(opened);
  } finally {
    await opened.close();
  }
}

function parse(table: OptionTable, args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: table, allowPositionals: true, strict: true });
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}
