/** `poterne keys`: signing and upstream keys listed, published, activated, retired, rotated (S7). Prints no private part. */
import { type KeyCommands, openKeyCommands } from '../composition/commands/keys.js';
import { readKeySettings } from '../config/key_settings.js';
import { KEY_ALGORITHMS, KEY_PURPOSES, type KeyAlgorithm, type KeyPurpose } from '../domain/keys/provider_key.js';
import {
  closing,
  type OneWord,
  type OptionName,
  type Options as OptionsOf,
  readCommand,
  type Takes,
} from './command_group.js';
import { listed, refused, table } from './key_words.js';
import { rotate } from './rotate.js';
import { type ExitCode, type Group, type Terminal, UsageError } from './run_groups.js';

const HELP = `poterne keys: the keys that sign, and those towards upstreams

  keys list [--json]                       every key, its state, and what may be done with it from when on
  keys publish --purpose P [--alg A]       makes a key and publishes it; it signs nothing yet
  keys activate KID [--now]                makes it the key that signs; the one before it only verifies from then on
  keys retire KID [--now]                  ends a key and destroys its private part
  keys rotate --purpose P [--alg A]        does what is due of publish, activate and retire, and says what comes next
         [--wait]                          … and waits for the rest, to the end
         [--now]                           … at once, all three: for a key that leaked; some sign-ins fail meanwhile
         [--older-than-days N]             … but begins a rotation only if the active key is older
  keys reseal                              seals anew what an older key of KEY_ENCRYPTION_KEYS seals: these, keys of the audit, letters, notices, authenticators

P is ${KEY_PURPOSES.join(', ')}. Without --alg every algorithm of the purpose is meant.
--now skips the time in which everybody learns of a key, or in which what it signed is still in use.

Reads DATABASE_URL, KEY_ENCRYPTION_KEYS, KEYS_REFRESH_SECONDS, JWKS_CACHE_SECONDS and KEYS_RETIRE_AFTER_SECONDS, as the
service does. Exit codes: 0 done, 1 failed, 2 not understood, 3 refused.`;

const OPTIONS = {
  purpose: { type: 'string' },
  alg: { type: 'string' },
  now: { type: 'boolean' },
  wait: { type: 'boolean' },
  json: { type: 'boolean' },
  'older-than-days': { type: 'string' },
} as const;

type Options = OptionsOf<typeof OPTIONS>;

const KID: OneWord = { form: /./, which: 'which key? poterne keys list shows them' };

interface Command extends Takes<OptionName<typeof OPTIONS>> {
  run(commands: KeyCommands, options: Options, kid: string, terminal: Terminal): Promise<ExitCode>;
}

const COMMANDS: Readonly<Record<string, Command>> = {
  list: {
    allowed: ['json'],
    async run({ rotateKeys, rules }, { json }, _kid, { say }) {
      const rows = (await rotateKeys.list()).map((key) => listed(key, rules));
      say(json ? JSON.stringify(rows, null, 2) : table(rows));
      return 0;
    },
  },
  publish: {
    allowed: ['purpose', 'alg'],
    async run({ rotateKeys, rules, clock }, options, _kid, terminal) {
      for (const { purpose, alg } of pairs(options)) {
        const answer = await rotateKeys.publish(purpose, alg);
        if (!answer.ok) return refused(answer, `${purpose} ${alg}`, terminal.complain);
        const from = new Date(clock.now() + rules.publishedAheadSeconds * 1000).toISOString();
        terminal.say(`published ${answer.kid} (${purpose}, ${alg})`);
        terminal.say(`next, from ${from} on: poterne keys activate ${answer.kid}`);
      }
      return 0;
    },
  },
  activate: {
    allowed: ['now'],
    words: KID,
    async run({ rotateKeys }, { now = false }, kid, { say, complain }) {
      const answer = await rotateKeys.activate(kid, now);
      if (!answer.ok) return refused(answer, kid, complain);
      say(`${kid} is active; the key that it replaced only verifies from now on (poterne keys list)`);
      return 0;
    },
  },
  retire: {
    allowed: ['now'],
    words: KID,
    async run({ rotateKeys }, { now = false }, kid, { say, complain }) {
      const answer = await rotateKeys.retire(kid, now);
      if (!answer.ok) return refused(answer, kid, complain);
      say(`${kid} is retired and its private part destroyed`);
      return 0;
    },
  },
  rotate: {
    allowed: ['purpose', 'alg', 'wait', 'now', 'older-than-days'],
    async run(commands, options, _kid, terminal) {
      if (options.wait && options.now) throw new UsageError('--wait and --now exclude each other');
      const days = options['older-than-days'];
      if (days !== undefined && !/^\d{1,5}$/.test(days))
        throw new UsageError('--older-than-days takes a number of days');
      return rotate(commands, pairs(options), { ...options, olderThanDays: days ? Number(days) : 0 }, terminal);
    },
  },
  reseal: {
    allowed: [],
    async run(commands, _options, _kid, { say }) {
      say(`${await commands.reseal()} keys sealed anew`);
      return 0;
    },
  },
};

export const keys: Group = {
  about: 'signing and upstream keys: list, publish, activate, retire, rotate',
  help: HELP,
  async run(args, terminal) {
    const { command, options, words } = readCommand(COMMANDS, OPTIONS, args);
    const [kid = ''] = words;
    return closing(openKeyCommands(readKeySettings(terminal.environment)), (commands) =>
      command.run(commands, options, kid, terminal),
    );
  },
};

/** What a command works on: one algorithm, or every one of the purpose. */
function pairs({ purpose, alg }: Options): ReadonlyArray<{ purpose: KeyPurpose; alg: KeyAlgorithm }> {
  const known = KEY_PURPOSES.find((candidate) => candidate === purpose);
  if (!known) throw new UsageError(`--purpose must be one of ${KEY_PURPOSES.join(', ')}`);
  const algorithms = KEY_ALGORITHMS[known].filter((candidate) => alg === undefined || candidate === alg);
  if (algorithms.length === 0) throw new UsageError(`--alg must be one of ${KEY_ALGORITHMS[known].join(', ')}`);
  return algorithms.map((algorithm) => ({ purpose: known, alg: algorithm }));
}
