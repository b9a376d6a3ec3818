/**
 * `poterne organisations`: organisations founded and listed, their first administrator named (E1, O4). A login is never an
 * argument: every user of the machine could read it in the list of processes. Every change is audited.
 */
import {
  ORGANISATION_RINGS,
  type OrganisationCommands,
  openOrganisationCommands,
} from '../composition/commands/organisations.js';
import { readCommandSettings } from '../config/command_settings.js';
import { REALMS } from '../config/realms.js';
import { parseLogin } from '../domain/identifier/login.js';
import type { Realm } from '../domain/realm.js';
import { closing, type OptionName, type Options as OptionsOf, readCommand, type Takes } from './command_group.js';
import { realmOf } from './realm_option.js';
import { type ExitCode, type Group, type Terminal, UsageError } from './run_groups.js';
import { askFor, readAll } from './typed_input.js';

const HELP = `poterne organisations: organisations, and who administers them

  organisations create --realm R --siret S --name N [--json]      founds one
  organisations list --realm R [--json]                           by SIRET, with members and administrators
  organisations administrator --realm R --siret S [--json]        names an administrator who has an account; adds them
         [--login-stdin]                                          if they are no member yet, and tells them
  organisations members FILE --realm R --siret S [--json]         adds everybody of a file who has an account, and tells
         [--dry-run]                                              them; with --dry-run it checks, and writes nothing

R is ${REALMS.filter(({ organisations }) => organisations)
  .map(({ id }) => id)
  .join(
    ' or ',
  )}. With --login-stdin the login is the first line of standard input; without it, on a terminal, the command asks.

FILE is CSV: a first line with the columns, login, and role (user or administrator) and rights (of the realm's catalogue,
between spaces) if you need them; then a line a person. Whoever is a member stays as they are: the same file may be read
again. Rejected lines are named by number and reason, never by what they say.

Messages leave by the running service. Reads DATABASE_URL, IDENTIFIER_ENCRYPTION_KEYS, IDENTIFIER_INDEX_KEYS and
KEY_ENCRYPTION_KEYS, as the service does. Exit codes: 0 done, 1 failed, 2 not understood, 3 refused, or some lines were.`;

const OPTIONS = {
  realm: { type: 'string' },
  siret: { type: 'string' },
  name: { type: 'string' },
  'login-stdin': { type: 'boolean' },
  'dry-run': { type: 'boolean' },
  json: { type: 'boolean' },
} as const;

type Options = OptionsOf<typeof OPTIONS>;

interface Command extends Takes<OptionName<typeof OPTIONS>> {
  run(
    commands: OrganisationCommands,
    realm: Realm,
    options: Options,
    terminal: Terminal,
    words: readonly string[],
  ): Promise<ExitCode>;
}

const ROWS_AT_ONCE = 500;

const REFUSALS: Readonly<Record<string, string>> = {
  'bad-siret': 'this is no SIRET: 14 digits with their key',
  'wrong-realm': 'this realm has no organisations',
  present: 'the realm has one with this SIRET',
  'unknown-organisation': 'the realm has none with this SIRET',
  'unknown-person': 'nobody in this realm has this login',
  'state-conflict': 'they are an administrator already, or suspended there',
};

const LINE_FAULTS: Readonly<Record<string, string>> = {
  columns: 'not as many columns as the first line',
  login: 'no login',
  role: 'the role is neither user nor administrator',
  right: 'a right that the catalogue does not have',
  'unknown-person': 'nobody in this realm has this login, or the account is closed',
  'line-too-long': 'too long',
  'not-utf8': 'not UTF-8',
};

const COMMANDS: Readonly<Record<string, Command>> = {
  create: {
    allowed: ['realm', 'siret', 'name', 'json'],
    async run(commands, realm, { siret = '', name = '', json }, terminal) {
      if (siret === '' || name.trim() === '') throw new UsageError('--siret and --name are needed');
      const created = await commands.create(realm, { siret, name: name.trim() });
      if (!created.ok) return refused(created.code, terminal);
      const { id } = created.organisation;
      terminal.say(json ? JSON.stringify({ organisation: id, siret: created.organisation.siret }) : `created ${id}`);
      return 0;
    },
  },
  list: {
    allowed: ['realm', 'json'],
    async run(commands, realm, { json }, terminal) {
      let after: string | null = null;
      for (;;) {
        const page: Awaited<ReturnType<OrganisationCommands['list']>> = await commands.list(realm, after, ROWS_AT_ONCE);
        for (const { id, siret, name, members, administrators } of page) {
          const row = { organisation: id, siret, name, members, administrators };
          terminal.say(
            json
              ? JSON.stringify(row)
              : `${siret}  ${name}  members ${members}, administrators ${administrators}${administrators === 1 ? ' (alone)' : ''}`,
          );
        }
        after = page.at(-1)?.siret ?? null;
        if (page.length < ROWS_AT_ONCE) return 0;
      }
    },
  },
  members: {
    allowed: ['realm', 'siret', 'dry-run', 'json'],
    words: { form: /./, which: 'which file?' },
    async run(commands, realm, { siret = '', json, 'dry-run': isDry = false }, terminal, [path = '']) {
      if (siret === '') throw new UsageError('--siret is needed');
      const organisation = await commands.find(realm, siret);
      if (!organisation) return refused('unknown-organisation', terminal);
      const lines = await commands.linesOf(path);
      const done = await commands.joinMembers(realm, organisation.id, lines, isDry, (number, why) =>
        terminal.complain(`line ${number}: ${LINE_FAULTS[why] ?? why}`),
      );
      if (!done.ok) throw new UsageError(done.why);
      const { joined, present, rejected } = done.counts;
      const verb = isDry ? 'to add' : 'added';
      terminal.say(
        json ? JSON.stringify(done.counts) : `${verb} ${joined}, there already ${present}, rejected ${rejected}`,
      );
      return rejected > 0 ? 3 : 0;
    },
  },
  administrator: {
    allowed: ['realm', 'siret', 'login-stdin', 'json'],
    async run(commands, realm, { siret = '', json, 'login-stdin': fromStdin }, terminal) {
      if (siret === '') throw new UsageError('--siret is needed');
      const text = fromStdin ? await readAll(terminal) : await askFor('login: ', terminal);
      const login = parseLogin(text.split('\n')[0] ?? '');
      if (!login.ok) throw new UsageError(`this is no login (${login.reason})`);
      const organisation = await commands.find(realm, siret);
      if (!organisation) return refused('unknown-organisation', terminal);
      const named = await commands.nameAdministrator(realm, organisation.id, login.login);
      if (!named.ok) return refused(named.code, terminal);
      terminal.say(json ? JSON.stringify({ account: named.accountId }) : 'named; the person is told');
      return 0;
    },
  },
};

export const organisations: Group = {
  about: 'organisations: create, list, name an administrator, add members from a file',
  help: HELP,
  async run(args, terminal) {
    const { command, options, words } = readCommand(COMMANDS, OPTIONS, args);
    const realm = realmOf(options.realm);
    const settings = readCommandSettings(terminal.environment, [], ORGANISATION_RINGS);
    return closing(await openOrganisationCommands(settings), (commands) =>
      command.run(commands, realm, options, terminal, words),
    );
  },
};

function refused(code: string, { complain }: Terminal): ExitCode {
  complain(`refused: ${REFUSALS[code] ?? code}`);
  return 3;
}
