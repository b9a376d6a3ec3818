/** What the sample app can be told to do, one command each: its whole life (P5; docs/mobile_app.md). */
import { readIban } from '../bank_details/iban.js';
import { type AppClient, errorOf } from './app_client.js';
import { LOOPBACK_PATH, PRIVATE_REDIRECT } from './client_metadata.js';
import { listenOnLoopback } from './loopback.js';

export interface AppWorld {
  readonly app: AppClient;
  /** « Appareils et connexions », where its owner ends a lost telephone's app */
  readonly devicesUrl: string;
  say(line: string): void;
  /** Opens the system's browser. */
  open(address: URL): void;
}

interface Command {
  readonly what: string;
  readonly takes?: string;
  run(world: AppWorld, argument: string): Promise<void>;
}

const EXAMPLE_IBAN = 'FR1420041010050500013M02606';

/** The browser comes back to this machine. */
async function throughBrowser({ open }: AppWorld, path: string, addressFor: (redirectUri: string) => Promise<URL>) {
  const loopback = await listenOnLoopback();
  try {
    open(await addressFor(loopback.address(path)));
    return await loopback.heard;
  } finally {
    loopback.close();
  }
}

async function signIn(world: AppWorld, parameters: Readonly<Record<string, string>> = {}): Promise<void> {
  const { app, say } = world;
  const callback = await throughBrowser(world, LOOPBACK_PATH.signedIn, (uri) => app.begin(uri, parameters));
  const { acr } = await app.finish(callback);
  say(`Signed in at ${acr}, as ${app.subject}.`);
}

const COMMANDS: Readonly<Record<string, Command>> = {
  'sign-in': {
    what: 'sign in; the browser comes back to this machine',
    run: (world) => signIn(world),
  },
  silent: {
    what: 'is somebody signed in in the browser? (prompt=none)',
    run: (world) => signIn(world, { prompt: 'none' }),
  },
  paste: {
    what: `sign in by the app's own scheme; then: finish <address>`,
    async run({ app, say, open }) {
      open(await app.begin(PRIVATE_REDIRECT));
      say(
        `The browser cannot open ${PRIVATE_REDIRECT}: copy the address that it shows, or that its console names, and`,
      );
      say('give it to `finish`. The app may be ended meanwhile.');
    },
  },
  finish: {
    what: 'take the answer of `paste`',
    takes: 'address',
    async run({ app, say }, address) {
      const { acr } = await app.finish(new URL(address));
      say(`Signed in at ${acr}, as ${app.subject}.`);
    },
  },
  who: {
    what: 'ask who is signed in (userinfo, with a proof)',
    run: async ({ app, say }) => say(JSON.stringify(await app.userinfo())),
  },
  refresh: {
    what: 'a new access token and a new refresh token',
    run: async ({ app, say }) =>
      say(`Refreshed; the refresh token ${(await app.refresh()) ? 'is a new one' : 'stayed'}.`),
  },
  lose: {
    what: 'refresh, lose the answer on its way, and ask again',
    async run({ app, say }) {
      const isSame = await app.refreshLosingTheAnswer();
      say(
        `Asked again with the old token: ${isSame ? 'the same successor came. Nobody is signed out.' : 'another one came.'}`,
      );
    },
  },
  steal: {
    what: 'try the refresh token with another key, as a thief would',
    async run({ app, say }) {
      say(`The thief is told: ${await app.refreshAsThief()}.`);
      await app.refresh();
      say('The owner goes on.');
    },
  },
  'bank-details': {
    what: `change the bank details: a code that names the action, once (${EXAMPLE_IBAN})`,
    takes: 'IBAN',
    async run(world, argument) {
      const { app, say } = world;
      const iban = argument || EXAMPLE_IBAN;
      if (readIban(iban) === undefined) throw new Error('this is no IBAN');
      let answer = await app.bankDetails(iban);
      if (answer.outcome === 'challenged') {
        const { challenge } = answer;
        say(
          `The API wants more: ${challenge.acrValues.join(' or ')}. The browser asks for a code that names the change.`,
        );
        const callback = await throughBrowser(world, LOOPBACK_PATH.signedIn, (uri) =>
          app.beginAction(uri, challenge, iban),
        );
        answer = await app.bankDetails(iban, (await app.finish(callback)).accessToken);
      }
      if (answer.outcome !== 'done') throw new Error('the API still wants more');
      say(`Changed: an account that ends in ${answer.ibanLast4}.`);
    },
  },
  lost: {
    what: 'the telephone is lost: where its owner ends the app; then try `refresh`',
    async run({ say, open, devicesUrl }) {
      open(new URL(devicesUrl));
      say(
        'Under « Applications connectées », press « Déconnecter cette application ». Then `refresh` says invalid_grant.',
      );
    },
  },
  'sign-out': {
    what: 'revoke the tokens, forget the key, end the session of the browser',
    async run(world) {
      await throughBrowser(world, LOOPBACK_PATH.signedOut, (uri) => world.app.signOut(uri));
      world.say('Signed out, here and in the browser.');
    },
  },
};

/** @returns was it done? What went wrong is said */
export async function runCommand(world: AppWorld, line: string): Promise<boolean> {
  const [name = '', argument = ''] = line.trim().split(/\s+/, 2);
  const command = COMMANDS[name];
  if (!command || (command.takes === 'address' && !URL.canParse(argument))) {
    for (const help of commandList()) world.say(help);
    return false;
  }
  try {
    await command.run(world, argument);
    return true;
  } catch (error) {
    const what = errorOf(error);
    world.say(what === 'invalid_grant' ? 'invalid_grant: this sign-in is over. Sign in again.' : `Refused: ${what}.`);
    return false;
  }
}

export function commandList(): readonly string[] {
  return Object.entries(COMMANDS).map(
    ([name, { what, takes }]) => `  ${`${name}${takes ? ` <${takes}>` : ''}`.padEnd(20)} ${what}`,
  );
}
