/** `poterne deliveries`: what became of messages, for « je ne reçois pas le code » and for a provider that fails (O3, O4). */
import { type DeliveryCommands, openDeliveryCommands } from '../composition/commands/deliveries.js';
import { readCommandSettings } from '../config/command_settings.js';
import type { KeptAttempt, ProviderCounts } from '../ports/delivery/delivery_status.js';
import {
  closing,
  type OneWord,
  type OptionName,
  type Options as OptionsOf,
  readCommand,
  type Takes,
} from './command_group.js';
import { type ExitCode, type Group, UsageError } from './run_groups.js';

const HELP = `poterne deliveries: what became of messages

  deliveries account ID [--json]           the last 20 attempts for an account, newest first
  deliveries message ID [--json]           every attempt for one message
  deliveries failures [--hours N] [--json] the last 100 attempts that did not succeed; within 24 hours unless told
  deliveries counts [--hours N] [--json]   attempts by channel, provider and outcome

An attempt is accepted, refused (this message), failed or timeout (the provider); a receipt makes it delivered or
undelivered. Neither number nor text is kept; attempts are kept for 30 days.

Reads DATABASE_URL, as the service does. Exit codes: 0 done, 1 failed, 2 not understood.`;

const OPTIONS = { hours: { type: 'string' }, json: { type: 'boolean' } } as const;
type Options = OptionsOf<typeof OPTIONS>;

const HOUR_MS = 3_600_000;
const MOST_OF_ACCOUNT = 20;
const MOST_FAILURES = 100;
const KEPT_HOURS = 24 * 30;

const ACCOUNT: OneWord = {
  form: /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i,
  which: 'which account? Name it by its id',
};
const MESSAGE: OneWord = { form: /^[\w-]{1,100}$/, which: 'which message? Name it by its id' };

interface Command extends Takes<OptionName<typeof OPTIONS>> {
  /** @param since milliseconds since the epoch */
  read(history: DeliveryCommands, word: string, since: number): Promise<readonly (KeptAttempt | ProviderCounts)[]>;
}

const COMMANDS: Readonly<Record<string, Command>> = {
  account: { allowed: ['json'], words: ACCOUNT, read: (history, id) => history.ofAccount(id, MOST_OF_ACCOUNT) },
  message: { allowed: ['json'], words: MESSAGE, read: (history, id) => history.ofMessage(id) },
  failures: { allowed: ['hours', 'json'], read: (history, _, since) => history.failures(since, MOST_FAILURES) },
  counts: { allowed: ['hours', 'json'], read: (history, _, since) => history.counts(since) },
};

export const deliveries: Group = {
  about: 'what became of messages: by account, by message, failures, counts',
  help: HELP,
  async run(args, { environment, say }): Promise<ExitCode> {
    const { command, options, words } = readCommand(COMMANDS, OPTIONS, args);
    const hours = hoursOf(options);
    return closing(
      openDeliveryCommands(readCommandSettings(environment, [], [])),
      async (history): Promise<ExitCode> => {
        const found = await command.read(history, words[0] ?? '', history.clock.now() - hours * HOUR_MS);
        if (options.json) say(JSON.stringify(found, null, 2));
        else if (found.length === 0) say('nothing is kept of it');
        else for (const each of found) say('outcomes' in each ? countsLine(each) : attemptLine(each));
        return 0;
      },
    );
  },
};

function hoursOf({ hours = '24' }: Options): number {
  const number = Number(hours);
  if (!/^\d{1,3}$/.test(hours) || number < 1 || number > KEPT_HOURS)
    throw new UsageError(`--hours takes a number from 1 to ${KEPT_HOURS}`);
  return number;
}

function attemptLine({ at, channel, provider, outcome, why, milliseconds, messageId }: KeptAttempt): string {
  const facts = [new Date(at).toISOString(), channel, provider, outcome, `${milliseconds} ms`, messageId];
  return [...facts, ...(why === null ? [] : [why])].join('  ');
}

function countsLine({ channel, provider, outcomes }: ProviderCounts): string {
  const counts = Object.entries(outcomes).sort(([a], [b]) => a.localeCompare(b));
  return [channel, provider, ...counts.map(([outcome, count]) => `${outcome} ${count}`)].join('  ');
}
