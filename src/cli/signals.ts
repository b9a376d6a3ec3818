/** `poterne signals`: how it stands with the portals' streams of security events (S8, O4). */
import { openSignalCommands } from '../composition/commands/signals.js';
import { readCommandSettings } from '../config/command_settings.js';
import type { StreamStanding } from '../ports/signals/signal_streams.js';
import { closing, type OneWord, type OptionName, readCommand, type Takes } from './command_group.js';
import type { ExitCode, Group } from './run_groups.js';

const HELP = `poterne signals: security events that portals are told (docs/shared_signals.md)

  signals status [--json]                  each portal's stream: does it carry, what waits, since when it fails
  signals resume realm/client              enables a stream that was paused; what was held leaves
  signals retry realm/client               sends again what was given up: refused, or too old

A stream is paused after SIGNALS_PAUSE_AFTER_HOURS of failed pushes. Recorded in the audit.

Reads DATABASE_URL, as the service does. Exit codes: 0 done, 1 failed, 2 not understood, 3 refused: no such stream.`;

const OPTIONS = { json: { type: 'boolean' } } as const;
const STREAM: OneWord = { form: /^[a-z0-9-]+\/[\x21-\x7e]{1,255}$/, which: 'which stream? realm/client_id' };

type Signals = ReturnType<typeof openSignalCommands>;

interface Command extends Takes<OptionName<typeof OPTIONS>> {
  run(signals: Signals, word: string, say: (line: string) => void, json: boolean): Promise<ExitCode>;
}

const COMMANDS: Readonly<Record<string, Command>> = {
  status: {
    allowed: ['json'],
    async run(signals, _, say, json) {
      const standings = await signals.standings();
      if (json) say(JSON.stringify(standings, null, 2));
      else if (standings.length === 0) say('no portal has a stream');
      else for (const standing of standings) say(lineOf(standing));
      return 0;
    },
  },
  resume: {
    allowed: [],
    words: STREAM,
    async run(signals, word, say) {
      const isKnown = await signals.resume(...ownerIn(word));
      say(isKnown ? `${word} is enabled` : `${word} has no stream`);
      return isKnown ? 0 : 3;
    },
  },
  retry: {
    allowed: [],
    words: STREAM,
    async run(signals, word, say) {
      const queued = await signals.retry(...ownerIn(word));
      say(queued === null ? `${word} has no stream` : `${word}: ${queued} queued again`);
      return queued === null ? 3 : 0;
    },
  },
};

export const signals: Group = {
  about: 'security events that portals are told',
  help: HELP,
  async run(args, { environment, say }): Promise<ExitCode> {
    const { command, options, words } = readCommand(COMMANDS, OPTIONS, args);
    return closing(openSignalCommands(readCommandSettings(environment, [], [])), (opened) =>
      command.run(opened, words[0] ?? '', say, options.json === true),
    );
  },
};

function lineOf({ realm, clientId, delivery, status, reason, queued, dead, oldestAt, failingSince }: StreamStanding) {
  const since = (at: number | null) => (at === null ? '' : ` since ${new Date(at).toISOString()}`);
  return [
    `${realm}/${clientId} ${delivery} ${status}${reason === null ? '' : ` (${reason})`}`,
    `${queued} waiting${since(oldestAt)}`,
    `${dead} given up`,
    ...(failingSince === null ? [] : [`failing${since(failingSince)}`]),
  ].join(', ');
}

function ownerIn(word: string): [string, string] {
  const separator = word.indexOf('/');
  return [word.slice(0, separator), word.slice(separator + 1)];
}
