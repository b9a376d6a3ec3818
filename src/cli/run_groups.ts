/** Finds the group that a command line names, and turns what it throws into a line and an exit code (O4). */
import { ConfigurationError } from '../config/environment.js';

export type ExitCode = 0 | 1 | 2 | 3;

export interface Terminal {
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** a line on standard output */
  readonly say: (line: string) => void;
  /** resolves once standard output has taken what was said: for output of any length */
  readonly settle?: () => Promise<void>;
  /** a line on standard error */
  readonly complain: (line: string) => void;
  /** writes over the last line of standard error; undefined where nobody watches it */
  readonly redraw?: ((text: string) => void) | undefined;
  /** standard input, where a command reads it; the process's own unless told */
  readonly input?: NodeJS.ReadableStream;
}

export interface Group {
  /** one line */
  readonly about: string;
  readonly help: string;
  run(args: readonly string[], terminal: Terminal): Promise<ExitCode>;
}

/** Thrown for a command line that is not understood; its message is meant for who typed it. */
export class UsageError extends Error {}

export async function runGroups(
  groups: Readonly<Record<string, Group>>,
  [name, ...args]: readonly string[],
  terminal: Terminal,
): Promise<ExitCode> {
  const { say, complain } = terminal;
  const overview = [
    'poterne <group> <command> [options]',
    '',
    ...Object.entries(groups).map(([group, { about }]) => `  ${group.padEnd(17)} ${about}`),
    '',
    'poterne <group> --help says more.',
  ].join('\n');
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    (name === undefined ? complain : say)(overview);
    return name === undefined ? 2 : 0;
  }
  const group = groups[name];
  if (!group) {
    complain(`poterne: there is no group "${name}"\n\n${overview}`);
    return 2;
  }
  if (args.some((arg) => arg === '--help' || arg === '-h')) {
    say(group.help);
    return 0;
  }
  try {
    return await group.run(args, terminal);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    complain(`poterne ${name}: ${message}`);
    if (error instanceof UsageError) complain(`poterne ${name} --help says more.`);
    return error instanceof UsageError || error instanceof ConfigurationError ? 2 : 1;
  }
}
