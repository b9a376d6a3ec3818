/** `poterne channels`: the kill switch of each channel (S3, O4). */
import { openChannelCommands } from '../composition/commands/channels.js';
import { readCommandSettings } from '../config/command_settings.js';
import type { Channel } from '../domain/realm.js';
import { closing, type OneWord, type OptionName, readCommand, type Takes } from './command_group.js';
import type { ExitCode, Group } from './run_groups.js';

const HELP = `poterne channels: which channels carry messages

  channels list [--json]                   those that are off, since when and by whom
  channels off email|sms|voice             nothing leaves by it any more; pages offer what is left
  channels on email|sms|voice              it carries messages again

Running processes see a change within 5 seconds. What waits in the outbox of notices leaves later. A channel that the
service's CHANNELS_OFF names stays off whatever is said here. Recorded in the audit.

Reads DATABASE_URL, as the service does. Exit codes: 0 done, 1 failed, 2 not understood, 3 refused: it is so already.`;

const OPTIONS = { json: { type: 'boolean' } } as const;
const CHANNEL: OneWord = { form: /^(?:email|sms|voice)$/, which: 'which channel? email, sms or voice' };

type Channels = ReturnType<typeof openChannelCommands>;

interface Command extends Takes<OptionName<typeof OPTIONS>> {
  run(channels: Channels, word: string, say: (line: string) => void, json: boolean): Promise<ExitCode>;
}

const COMMANDS: Readonly<Record<string, Command>> = {
  list: {
    allowed: ['json'],
    async run(channels, _, say, json) {
      const off = await channels.off();
      if (json) say(JSON.stringify(off, null, 2));
      else if (off.length === 0) say('every channel is on');
      else
        for (const { channel, since, by } of off) say(`${channel} off since ${new Date(since).toISOString()} by ${by}`);
      return 0;
    },
  },
  off: {
    allowed: [],
    words: CHANNEL,
    async run(channels, word, say) {
      const isNew = await channels.turnOff(word as Channel);
      say(isNew ? `${word} is off` : `${word} was off already`);
      return isNew ? 0 : 3;
    },
  },
  on: {
    allowed: [],
    words: CHANNEL,
    async run(channels, word, say) {
      const isNew = await channels.turnOn(word as Channel);
      say(isNew ? `${word} is on` : `${word} was on already`);
      return isNew ? 0 : 3;
    },
  },
};

export const channels: Group = {
  about: 'the kill switch of e-mail, SMS and calls',
  help: HELP,
  async run(args, { environment, say }): Promise<ExitCode> {
    const { command, options, words } = readCommand(COMMANDS, OPTIONS, args);
    return closing(openChannelCommands(readCommandSettings(environment, [], [])), (opened) =>
      command.run(opened, words[0] ?? '', say, options.json === true),
    );
  },
};
