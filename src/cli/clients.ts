/** `poterne clients`: who may ask for tokens, what they are held to, and the end of one (O4, P2, P8). */
import { openClientCommands } from '../composition/commands/clients.js';
import { readClientsFile } from '../config/clients_file.js';
import { readCommandSettings } from '../config/command_settings.js';
import { REALMS } from '../config/realms.js';
import { clientKind, clientProblem } from '../domain/client/client_kind.js';
import { withFapiDefaults } from '../domain/client/fapi_profile.js';
import type { ListedClient } from '../ports/protocol/client_registry.js';
import {
  closing,
  type OneWord,
  type OptionName,
  type Options as OptionsOf,
  readCommand,
  type Takes,
} from './command_group.js';
import { realmOf } from './realm_option.js';
import type { ExitCode, Group } from './run_groups.js';

const HELP = `poterne clients: portals, apps, partners and machines that are registered

  clients list [--realm R] [--json]        each with its kind, and how it authenticates
  clients show ID --realm R                what it is held to, with what its kind settles; a secret is never shown
  clients check FILE                       reads a CLIENTS_FILE as the start does, and registers nothing
  clients remove ID --realm R              ends it, with every grant and refresh token that it holds

Kinds: partner (fapi_profile, docs/fapi.md), app (native, docs/mobile_app.md), kiosk, machine, portal. Clients come from
CLIENTS_FILE and stay when it no longer names them: remove one here after that, or the next start brings it back.
Running processes see a removal within 10 seconds; removing again after that ends what they granted meanwhile. Recorded in
the audit.

Reads DATABASE_URL, as the service does; check needs none. Exit codes: 0 done, 1 failed, 2 not understood, 3 refused:
there is no such client, or the file has a fault.`;

const OPTIONS = { realm: { type: 'string' }, json: { type: 'boolean' } } as const;
type Options = OptionsOf<typeof OPTIONS>;

const ID: OneWord = { form: /^[\x20-\x7e]{1,255}$/, which: 'which client? Name it by its client_id' };
const FILE: OneWord = { form: /./, which: 'which file?' };
/** What a register may hold that nobody needs to read. */
const SECRET = ['client_secret'];

interface Asked {
  readonly word: string;
  readonly options: Options;
  readonly say: (line: string) => void;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

interface Command extends Takes<OptionName<typeof OPTIONS>> {
  run(asked: Asked): Promise<ExitCode>;
}

const open = ({ environment }: Asked) => openClientCommands(readCommandSettings(environment, [], []));

const COMMANDS: Readonly<Record<string, Command>> = {
  list: {
    allowed: ['realm', 'json'],
    async run(asked) {
      const { options, say } = asked;
      const realm = options.realm === undefined ? undefined : realmOf(options.realm).id;
      const found = await closing(open(asked), (clients) => clients.list(realm));
      if (options.json) say(JSON.stringify(found.map(shown), null, 2));
      else if (found.length === 0) say('no client is registered');
      else for (const client of found) say(lineOf(client));
      return 0;
    },
  },
  show: {
    allowed: ['realm'],
    words: ID,
    async run(asked) {
      const { word, options, say } = asked;
      const realm = realmOf(options.realm).id;
      const found = await closing(open(asked), (clients) => clients.list(realm));
      const client = found.find(({ clientId }) => clientId === word);
      if (!client) return unknown(asked, realm);
      say(JSON.stringify(shown(client), null, 2));
      return 0;
    },
  },
  check: {
    allowed: [],
    words: FILE,
    async run({ word, say }) {
      try {
        const clients = readClientsFile(
          word,
          REALMS.map(({ id }) => id),
        );
        for (const { realm, metadata } of clients) say(`${realm}  ${metadata['client_id']}  ${clientKind(metadata)}`);
        return 0;
      } catch (error) {
        say((error as Error).message);
        return 3;
      }
    },
  },
  remove: {
    allowed: ['realm'],
    words: ID,
    async run(asked) {
      const { word, options, say } = asked;
      const realm = realmOf(options.realm).id;
      const grants = await closing(open(asked), (clients) => clients.remove(realm, word));
      if (grants === undefined) return unknown(asked, realm);
      say(`${word} is removed, and ${grants} grants with it`);
      return 0;
    },
  },
};

export const clients: Group = {
  about: 'portals, apps, partners: list, show, check a CLIENTS_FILE, remove',
  help: HELP,
  async run(args, { environment, say }): Promise<ExitCode> {
    const { command, options, words } = readCommand(COMMANDS, OPTIONS, args);
    return command.run({ word: words[0] ?? '', options, say, environment });
  },
};

function unknown({ word, say }: Asked, realm: string): ExitCode {
  say(`there is no client "${word}" in ${realm}`);
  return 3;
}

function shown({ realm, clientId, metadata, changedAt }: ListedClient) {
  const kept = Object.entries(withFapiDefaults(metadata)).map(
    ([name, value]) => [name, SECRET.includes(name) ? '(kept)' : value] as const,
  );
  const problem = clientProblem(metadata);
  return {
    realm,
    client_id: clientId,
    kind: clientKind(metadata),
    ...(problem === undefined ? {} : { problem }),
    changed: new Date(changedAt).toISOString(),
    metadata: Object.fromEntries(kept),
  };
}

function lineOf({ realm, clientId, metadata }: ListedClient): string {
  const { token_endpoint_auth_method: method = 'client_secret_basic', client_name: name = '' } = metadata;
  const bound = withFapiDefaults(metadata)['dpop_bound_access_tokens'] === true ? ['DPoP'] : [];
  const problem = clientProblem(metadata);
  const facts = [realm, clientId, clientKind(metadata), method, ...bound, name];
  return [...facts, ...(problem === undefined ? [] : [`REFUSED: ${problem}`])].filter(Boolean).join('  ');
}
