/**
 * `poterne accounts`: one person's account shown, created, unlocked, sent a provisional password (O4). An identifier is
 * never an argument: every user of the machine could read it in the list of processes. Every command is audited.
 */
import { readFileSync } from 'node:fs';
import {
  ACCOUNT_RINGS,
  ACCOUNT_VARIABLES,
  type AccountCommands,
  openAccountCommands,
} from '../composition/commands/accounts.js';
import { readCommandSettings } from '../config/command_settings.js';
import { REALMS } from '../config/realms.js';
import { parseTypedIdentifier } from '../domain/identifier/typed_identifier.js';
import { reasonOf } from '../domain/import/problem.js';
import type { Realm } from '../domain/realm.js';
import type { FileOutcome } from '../services/account/change_file.js';
import type { Sought } from '../services/account/look_up_file.js';
import { shownAccount } from './account_words.js';
import { closing, type OptionName, type Options as OptionsOf, readCommand, type Takes } from './command_group.js';
import { realmOf } from './realm_option.js';
import { type ExitCode, type Group, type Terminal, UsageError } from './run_groups.js';
import { askFor, readAll } from './typed_input.js';

const HELP = `poterne accounts: one person's account

  accounts show WHO --realm R [--json]      masked: state of the password, contacts, lanes, cards of codes, last sign-in
  accounts create --realm R [--json]        reads one JSON object on standard input, with the fields of an import
                                            (docs/import.md); creates the account, and sends nothing
  accounts unlock WHO --realm R [--json]    opens the lanes that failures closed, and tells the person
  accounts provisional WHO --realm R        sends a provisional password; the current one stays good until it is used
         [--by sms|letter|best]             best: SMS where there is a verified mobile, else a letter
         [--json]

R is ${REALMS.map(({ id }) => id).join(' or ')}. WHO is one of
  --identifier-stdin                        NIR, allocataire number or login, as the first line of standard input
  --identifier-file FILE                    … of a file
  --account ID                              the account, as another command or the API named it
and without any of them, on a terminal, the command asks. An identifier is never an argument: others could read it in the
list of processes, and in the shell's history.

Messages and letters leave by the running service. Reads DATABASE_URL, ARGON2_MEMORY_KIB, ARGON2_ITERATIONS,
ARGON2_PARALLELISM, PEPPER_KEYS, IDENTIFIER_ENCRYPTION_KEYS, IDENTIFIER_INDEX_KEYS and KEY_ENCRYPTION_KEYS, as the service
does. Exit codes: 0 done, 1 failed, 2 not understood, 3 refused: nobody has it, or the account does not allow it.`;

const OPTIONS = {
  realm: { type: 'string' },
  account: { type: 'string' },
  'identifier-stdin': { type: 'boolean' },
  'identifier-file': { type: 'string' },
  by: { type: 'string' },
  json: { type: 'boolean' },
} as const;

type Options = OptionsOf<typeof OPTIONS>;

interface Command extends Takes<OptionName<typeof OPTIONS>> {
  run(commands: AccountCommands, realm: Realm, options: Options, terminal: Terminal): Promise<ExitCode>;
}

/** Not repeated: it may be a number that names somebody. */
const SUPERFLUOUS = () => 'an identifier is never an argument; use --identifier-stdin';
const WHO = ['realm', 'account', 'identifier-stdin', 'identifier-file', 'json'] as const;

const WAYS = ['best', 'sms', 'letter'] as const;
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

const REFUSALS: Readonly<Record<string, string>> = {
  'unknown-person': 'nobody in this realm has it',
  'state-conflict': 'the account is suspended or closed',
  unreachable: 'there is no verified mobile, or no postal address: set one first',
  busy: 'too much work right now; try again',
};

const COMMANDS: Readonly<Record<string, Command>> = {
  show: {
    allowed: WHO,
    async run(commands, realm, options, terminal) {
      const found = await commands.lookUp(realm, await soughtBy(realm, options, terminal));
      if (!found.ok) return refused(found.code, terminal);
      const shown = { ...found.body, ...(await furtherOf(commands, String(found.body['account']))) };
      terminal.say(options.json ? JSON.stringify(shown, null, 2) : shownAccount(shown));
      return 0;
    },
  },
  create: {
    allowed: WHO,
    async run(commands, realm, options, terminal) {
      const created = await commands.create(realm, await readAll(terminal));
      if (created.ok) {
        terminal.say(options.json ? JSON.stringify({ account: created.accountId }) : `created ${created.accountId}`);
        return 0;
      }
      if (created.code === 'present') terminal.complain('refused: somebody has these identifiers already');
      else
        for (const { field, code } of created.problems)
          terminal.complain(`refused: ${field && `${field}: `}${reasonOf(code)} (${code})`);
      return 3;
    },
  },
  unlock: {
    allowed: WHO,
    async run(commands, realm, options, terminal) {
      const outcome = await onAccount(commands, realm, options, terminal, (id) => commands.unlock(realm, id));
      return answered(outcome, options, () => 'unlocked; the person is told', terminal);
    },
  },
  provisional: {
    allowed: [...WHO, 'by'],
    async run(commands, realm, options, terminal) {
      const way = WAYS.find((candidate) => candidate === (options.by ?? 'best'));
      if (!way) throw new UsageError(`--by must be one of ${WAYS.join(', ')}`);
      const outcome = await onAccount(commands, realm, options, terminal, (id) => commands.provisional(realm, id, way));
      return answered(
        outcome,
        options,
        (body) => `a provisional password leaves by ${body['provisional_password']}`,
        terminal,
      );
    },
  },
};

export const accounts: Group = {
  about: 'one person’s account: show, create, unlock, provisional',
  help: HELP,
  async run(args, terminal) {
    const { command, options } = readCommand(COMMANDS, OPTIONS, args, SUPERFLUOUS);
    const realm = realmOf(options.realm);
    const settings = readCommandSettings(terminal.environment, ACCOUNT_VARIABLES, ACCOUNT_RINGS);
    return closing(await openAccountCommands(settings), (commands) => command.run(commands, realm, options, terminal));
  },
};

async function soughtBy(realm: Realm, options: Options, terminal: Terminal): Promise<Sought> {
  const { account, 'identifier-stdin': fromStdin, 'identifier-file': file } = options;
  if ([account, fromStdin, file].filter((given) => given !== undefined).length > 1)
    throw new UsageError('one of --account, --identifier-stdin, --identifier-file');
  if (account !== undefined) {
    if (!UUID.test(account)) throw new UsageError('--account takes the id of an account');
    return { accountId: account.toLowerCase() };
  }
  const text =
    file !== undefined
      ? readFileSync(file, 'utf8')
      : fromStdin
        ? await readAll(terminal)
        : await askFor('identifier: ', terminal);
  const typed = parseTypedIdentifier(realm.identifierKinds, text.split('\n')[0] ?? '');
  if (!typed.ok) throw new UsageError(`this is no ${typed.kind} (${typed.reason})`);
  return { kind: typed.kind, value: typed.value };
}

async function onAccount(
  commands: AccountCommands,
  realm: Realm,
  options: Options,
  terminal: Terminal,
  change: (accountId: string) => Promise<FileOutcome>,
): Promise<FileOutcome> {
  const accountId = await commands.accountOf(realm, await soughtBy(realm, options, terminal));
  return accountId === null ? { ok: false, code: 'unknown-person' } : change(accountId);
}

function answered(
  outcome: FileOutcome,
  { json }: Options,
  words: (body: Readonly<Record<string, unknown>>) => string,
  terminal: Terminal,
): ExitCode {
  if (!outcome.ok) return refused(outcome.code, terminal);
  terminal.say(json ? JSON.stringify(outcome.body) : words(outcome.body));
  return 0;
}

function refused(code: string, { complain }: Terminal): ExitCode {
  complain(`refused: ${REFUSALS[code] ?? code}`);
  return 3;
}

async function furtherOf(commands: AccountCommands, accountId: string) {
  const { cards, lastSignInAt } = await commands.further(accountId);
  const iso = (moment: number) => new Date(moment).toISOString();
  return {
    code_cards: cards.map(({ kind, size, used, issuedAt, expiresAt }) => ({
      kind,
      codes_left: size - used.length,
      issued_at: iso(issuedAt),
      expires_at: iso(expiresAt),
    })),
    last_sign_in_at: lastSignInAt === null ? null : iso(lastSignInAt),
  };
}
