/**
 * What a person with a browser meets: Poterne, two portals of one realm, one of the other, the inbox where codes arrive
 * and, where it is asked for, the simulator of the upstreams; each on a port of its own, all in this process so that tests
 * move their time.
 */
import { createServer } from 'node:net';
import { DEMONSTRATION_ACTIONS } from '../../demo/actions.js';
import { type Inbox, startInbox } from '../../demo/inbox/inbox.js';
import { portalClientMetadata } from '../../demo/portal/client_metadata.js';
import type { PortalKind } from '../../demo/portal/looks.js';
import { type RunningPortal, startPortal } from '../../demo/portal/portal.js';
import type { PortalPerson } from '../../demo/portal/signed_out_home.js';
import type { Simulator } from '../../demo/simulator/simulator.js';
import type { RegisteredClient } from '../../src/config/clients_file.js';
import * as federated from '../harness/federated_people.js';
import { type FederationOptions, startFederatedPoterne } from '../harness/federation.js';
import { installMovingTime, passSeconds } from '../harness/moving_time.js';
import { type PoterneOptions, type Restartable, startPoterne } from '../harness/poterne.js';
import { CLAIRE, HELENE, LUCIEN, PAUL, SECRET, type TestPerson } from '../harness/scenario.js';
import { recordSecret } from '../infrastructure/log_watch.js';

export interface World {
  readonly poterne: Restartable;
  /** of the allocataires */
  readonly caf: string;
  /** another one of the allocataires, for which a password is enough */
  readonly simulator: string;
  /** of the employeurs */
  readonly peps: string;
  readonly inbox: string;
  /** The six digits of the latest message to this address or number. */
  code(to: string | undefined): Promise<string>;
  /** What was said or written to this address or number, newest first. */
  calls(to: string | undefined): Promise<readonly string[]>;
  /** How many messages with a code were sent to this address or number. */
  codesSent(to: string | undefined): Promise<number>;
  /** What was sent to this address or number without a code: newest first. */
  noticesTo(to: string | undefined): Promise<readonly string[]>;
  close(): Promise<void>;
}

export interface FederatedWorld extends World {
  /** of FranceConnect+, FranceConnect and Net-entreprises, which know the people of the demonstration */
  readonly upstreams: Simulator;
}

interface Site {
  readonly kind: PortalKind;
  readonly realm: 'allocataires' | 'employeurs';
  readonly clientId: string;
  readonly more?: Readonly<Record<string, unknown>>;
}

/** Cookies ignore ports: the simulator borrows the other realm's look, whose cookie has another name. */
const SITES = {
  caf: { kind: 'caf', realm: 'allocataires', clientId: 'demo-caf' },
  simulator: {
    kind: 'peps',
    realm: 'allocataires',
    clientId: 'simulator',
    more: { client_name: 'Simulateur', default_acr_values: ['one-step'] },
  },
  peps: { kind: 'peps', realm: 'employeurs', clientId: 'demo-peps' },
} as const satisfies Record<string, Site>;

type ShownPeople = Readonly<Record<Site['realm'], readonly TestPerson[]>>;

const PEOPLE: ShownPeople = { allocataires: [CLAIRE, PAUL, LUCIEN], employeurs: [HELENE] };
const FEDERATED_PEOPLE: ShownPeople = {
  allocataires: [federated.CLAIRE, federated.KARIM, federated.SOPHIE],
  employeurs: [federated.HELENE],
};

/**
 * @param options those of Poterne; its name is the one of the log
 * @param clients beside the portals
 */
export function startWorld(
  options: Pick<PoterneOptions, 'name' | 'after' | 'realms'>,
  clients: readonly RegisteredClient[] = [],
): Promise<World> {
  return openWorld(PEOPLE, (more) =>
    startPoterne({ ...options, ...more, clients: [...(more.clients ?? []), ...clients] }),
  );
}

/** The world of people who may also come by an upstream. @param options those of Poterne and of the simulator */
export async function startFederatedWorld(
  options: Pick<FederationOptions, 'name' | 'entries' | 'slowSeconds'>,
): Promise<FederatedWorld> {
  const accounts = federated.FEDERATED_PEOPLE;
  const world = await openWorld(FEDERATED_PEOPLE, (more) => startFederatedPoterne({ ...options, ...more, accounts }));
  return { ...world, upstreams: world.poterne.simulator };
}

type WorldOptions = Pick<PoterneOptions, 'environment' | 'realDelivery' | 'clients' | 'actions'>;

async function openWorld<P extends Restartable>(
  people: ShownPeople,
  start: (options: WorldOptions) => Promise<P>,
): Promise<World & { readonly poterne: P }> {
  installMovingTime();
  const inbox = await startInbox({ port: 0, smtpPort: 0 });
  const ports = { caf: await freePort(), simulator: await freePort(), peps: await freePort() };
  const baseUrlOf = (site: keyof typeof SITES) => `http://localhost:${ports[site]}`;
  const names = Object.keys(SITES) as Array<keyof typeof SITES>;
  const poterne = await start({
    environment: { SMTP_URL: inbox.smtpUrl, SMS_HTTP_URL: inbox.smsUrl, VOICE_HTTP_URL: inbox.voiceUrl },
    realDelivery: true,
    actions: DEMONSTRATION_ACTIONS,
    clients: names.map((name) => {
      const { kind, realm, clientId, more }: Site = SITES[name];
      const metadata = portalClientMetadata({ kind, baseUrl: baseUrlOf(name), clientSecret: SECRET });
      return { realm, metadata: { ...metadata, realm, client_id: clientId, ...more } };
    }),
  });
  const portals = await Promise.all(
    names.map((name) => {
      const { kind, realm, clientId }: Site = SITES[name];
      return startPortal({
        kind,
        clientId,
        clientSecret: SECRET,
        port: ports[name],
        issuer: poterne.issuer(realm),
        baseUrl: baseUrlOf(name),
        people: people[realm].map(shown),
        inboxUrl: inbox.url,
        otherPortalUrl: baseUrlOf(name === 'peps' ? 'caf' : 'peps'),
      });
    }),
  );
  return {
    poterne,
    caf: baseUrlOf('caf'),
    simulator: baseUrlOf('simulator'),
    peps: baseUrlOf('peps'),
    inbox: inbox.url,
    async code(to) {
      const [code] = await codesTo(inbox, to);
      if (!code) throw new Error('no message with a code was sent');
      recordSecret('code', code);
      return code;
    },
    calls: (to) => textsTo(inbox, to),
    codesSent: async (to) => (await codesTo(inbox, to)).length,
    async noticesTo(to) {
      // What falls close together waits to leave as one message.
      passSeconds(301);
      await poterne.service.sendNotices();
      return (await textsTo(inbox, to)).filter((text) => !CODE.test(text));
    },
    close: () => closeAll([...portals, poterne, inbox]),
  };
}

/** A call says the digits one by one. */
const CODE = /\b(\d{6}|\d(?:, \d){5})\b/;

/** Newest first. */
async function codesTo(inbox: Inbox, to: string | undefined): Promise<string[]> {
  return (await textsTo(inbox, to)).flatMap((text) => CODE.exec(text)?.[1]?.replaceAll(', ', '') ?? []);
}

/** Newest first. */
async function textsTo({ url }: Inbox, to: string | undefined): Promise<string[]> {
  if (to === undefined) throw new Error('this person has no such contact');
  const answer = await fetch(`${url}/messages.json?${new URLSearchParams({ to })}`);
  const messages = (await answer.json()) as ReadonlyArray<{ text: string }>;
  return messages.map(({ text }) => text);
}

function shown(person: TestPerson): PortalPerson {
  const label = `${person.givenNames[0]} ${person.familyName}`;
  return { label, identifier: person.identifier, password: person.password, note: noteOf(person) };
}

function noteOf({ email, mobile }: TestPerson): PortalPerson['note'] {
  if (email && mobile) return { fr: 'Code par e-mail ou par SMS', en: 'Code by e-mail or text message' };
  if (email) return { fr: 'Code par e-mail', en: 'Code by e-mail' };
  return mobile ? { fr: 'Code par SMS', en: 'Code by text message' } : { fr: 'Sans contact', en: 'No contact' };
}

export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address !== 'object') throw new Error('no free port');
  return address.port;
}

async function closeAll(parts: ReadonlyArray<RunningPortal | Restartable | Inbox>): Promise<void> {
  for (const part of parts) await part.close();
}
