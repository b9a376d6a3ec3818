/** `poterne campaigns`: a date and a population that choose a new password: created, shown with its progress, ended (C1, O4). */
import { randomUUID } from 'node:crypto';
import { type CampaignCommands, openCampaignCommands } from '../composition/commands/campaigns.js';
import { readCommandSettings } from '../config/command_settings.js';
import { startOf } from '../config/moment.js';
import type { Campaign, Population } from '../domain/credential/campaign.js';
import { PASSWORD_POLICIES, type PasswordPolicyId } from '../domain/password_policy/rule.js';
import { field, line, moment, shown } from './campaign_words.js';
import {
  closing,
  type OneWord,
  type OptionName,
  type Options as OptionsOf,
  readCommand,
  type Takes,
} from './command_group.js';
import { realmOf } from './realm_option.js';
import { type ExitCode, type Group, type Terminal, UsageError } from './run_groups.js';

const HELP = `poterne campaigns: everybody, or some, choose a new password from a date on

  campaigns create NAME --realm R --obliges DATE      creates one: invites from --starts on, obliges from --obliges on
         --policy P                                   … to move people to another policy: ${PASSWORD_POLICIES.join(', ')}
         --after-leak                                 … or to replace passwords that may be known: one of the two
         [--starts DATE]                              now unless told
         [--caf 331,332]                              who is meant, everything given at once; nobody given: everybody
         [--born-from YYYY-MM-DD] [--born-to YYYY-MM-DD]
         [--password-set-before DATE] [--policy-other-than P]
  campaigns list [--json]                             every campaign, and its progress as last counted
  campaigns show NAME --realm R [--json]              counts it now
  campaigns end NAME --realm R                        asks nobody any more; what was chosen stays

DATE is a day, from its beginning in Paris (2027-01-15), or a moment (2027-01-15T12:00:00Z). A leak obliges at once with
--obliges on today's date. Running processes see a change within 10 seconds.

Reads DATABASE_URL, as the service does. Exit codes: 0 done, 1 failed, 2 not understood, 3 refused.`;

const OPTIONS = {
  realm: { type: 'string' },
  policy: { type: 'string' },
  'after-leak': { type: 'boolean' },
  starts: { type: 'string' },
  obliges: { type: 'string' },
  caf: { type: 'string' },
  'born-from': { type: 'string' },
  'born-to': { type: 'string' },
  'password-set-before': { type: 'string' },
  'policy-other-than': { type: 'string' },
  json: { type: 'boolean' },
} as const;

type Options = OptionsOf<typeof OPTIONS>;

const NAME: OneWord = {
  form: /^[\p{L}\p{N}][\p{L}\p{N} ._-]{0,59}$/u,
  which: 'which campaign? A name of letters, digits, spaces, dots and dashes',
};

interface Command extends Takes<OptionName<typeof OPTIONS>> {
  run(commands: CampaignCommands, name: string, options: Options, terminal: Terminal): Promise<ExitCode>;
}

const COMMANDS: Readonly<Record<string, Command>> = {
  create: {
    allowed: [
      'realm',
      'policy',
      'after-leak',
      'starts',
      'obliges',
      'caf',
      'born-from',
      'born-to',
      'password-set-before',
      'policy-other-than',
    ],
    words: NAME,
    async run(commands, name, options, { say, complain }) {
      const campaign = campaignOf(name, options, commands.clock.now());
      if (!(await commands.create(campaign))) {
        complain(`refused: ${campaign.realm} has a campaign "${name}" already`);
        return 3;
      }
      const { remaining } = await commands.count(campaign);
      say(`created: ${remaining} people are to choose a new password`);
      say(`they are invited from ${moment(campaign.startsAt)} on, and obliged from ${moment(campaign.obligesFrom)} on`);
      return 0;
    },
  },
  list: {
    allowed: ['json'],
    async run(commands, _name, { json }, { say }) {
      const rows = (await commands.list()).map((campaign) => shown(campaign, commands.clock.now()));
      if (json) say(JSON.stringify(rows, null, 2));
      else for (const row of rows) say(line(row));
      if (!json && rows.length === 0) say('no campaign');
      return 0;
    },
  },
  show: {
    allowed: ['realm', 'json'],
    words: NAME,
    async run(commands, name, { realm, json }, { say, complain }) {
      const wanted = realmOf(realm).id;
      const campaign = (await commands.list()).find((each) => each.realm === wanted && each.name === name);
      if (!campaign) {
        complain(`refused: ${wanted} has no campaign "${name}"`);
        return 3;
      }
      const now = commands.clock.now();
      const progress = campaign.endedAt === null ? await commands.count(campaign) : campaign.progress;
      const row = shown({ ...campaign, progress }, now);
      say(json ? JSON.stringify(row, null, 2) : Object.entries(row).map(field).join('\n'));
      return 0;
    },
  },
  end: {
    allowed: ['realm'],
    words: NAME,
    async run(commands, name, { realm }, { say, complain }) {
      const wanted = realmOf(realm).id;
      if (await commands.end(wanted, name)) {
        say(`ended: ${name}`);
        return 0;
      }
      complain(`refused: ${wanted} has no campaign "${name}" under way`);
      return 3;
    },
  },
};

export const campaigns: Group = {
  about: 'campaigns for new passwords: create, list, show, end',
  help: HELP,
  async run(args, terminal) {
    const { command, options, words } = readCommand(COMMANDS, OPTIONS, args);
    const [name = ''] = words;
    const { databaseUrl } = readCommandSettings(terminal.environment, [], []);
    return closing(openCampaignCommands(databaseUrl), (commands) => command.run(commands, name, options, terminal));
  },
};

/** @throws UsageError with what to mend */
function campaignOf(name: string, options: Options, now: number): Campaign {
  const realm = realmOf(options.realm).id;
  const isAfterLeak = options['after-leak'] === true;
  if (isAfterLeak === (options.policy !== undefined)) throw new UsageError('either --policy P or --after-leak');
  const policy = options.policy === undefined ? null : policyOf('--policy', options.policy);
  if (options.obliges === undefined) throw new UsageError('--obliges DATE says from when on it is asked for');
  const startsAt = options.starts === undefined ? now : dateOf('--starts', options.starts);
  const obligesFrom = Math.max(startsAt, dateOf('--obliges', options.obliges));
  if (options.starts !== undefined && dateOf('--obliges', options.obliges) < startsAt)
    throw new UsageError('--obliges cannot be before --starts');
  return {
    id: randomUUID(),
    realm,
    name,
    kind: isAfterLeak ? 'compromised' : 'policy',
    policy,
    population: populationOf(options),
    startsAt,
    obligesFrom,
    createdAt: now,
    endedAt: null,
  };
}

function populationOf(options: Options): Population {
  const { caf, 'born-from': bornFrom, 'born-to': bornTo, 'password-set-before': before } = options;
  const other = options['policy-other-than'];
  const cafs = caf?.split(',').map((code) => code.trim());
  if (cafs && !cafs.every((code) => /^\d{3}$/.test(code))) throw new UsageError('--caf takes numbers of three digits');
  for (const [name, day] of Object.entries({ '--born-from': bornFrom, '--born-to': bornTo }))
    if (day !== undefined && !/^\d{4}-\d{2}-\d{2}$/.test(day)) throw new UsageError(`${name} takes a day: 1962-08-24`);
  return {
    ...(cafs ? { cafs } : {}),
    ...(bornFrom === undefined ? {} : { bornFrom }),
    ...(bornTo === undefined ? {} : { bornTo }),
    ...(before === undefined ? {} : { passwordSetBefore: dateOf('--password-set-before', before) }),
    ...(other === undefined ? {} : { policyOtherThan: policyOf('--policy-other-than', other) }),
  };
}

function policyOf(option: string, given: string): PasswordPolicyId {
  const policy = PASSWORD_POLICIES.find((known) => known === given);
  if (!policy) throw new UsageError(`${option} must be one of ${PASSWORD_POLICIES.join(', ')}`);
  return policy;
}

function dateOf(option: string, given: string): number {
  const at = /^\d{4}-\d{2}-\d{2}(T[\d:.]+(Z|[+-]\d{2}:\d{2}))?$/.test(given) ? startOf(given) : Number.NaN;
  if (Number.isNaN(at)) throw new UsageError(`${option} takes a day (2027-01-15) or a moment (2027-01-15T12:00:00Z)`);
  return at;
}
