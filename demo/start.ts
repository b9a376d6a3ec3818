/**
 * The demonstration (O1): the service on embedded defaults, two portals, the FranceConnect(+) and Net-entreprises
 * simulator and an inbox, all on loopback. It starts the service through src and gives it real servers to talk to, so that
 * development runs the production adapters.
 */
import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { join } from 'node:path';
import type { Service } from '../src/composition/service.js';
import { compose } from '../src/composition.js';
import { readAccountsFile } from '../src/config/accounts_file.js';
import { developmentSecrets } from '../src/config/development_secrets.js';
import { type Config, readConfig } from '../src/config/environment.js';
import { REALMS } from '../src/config/realms.js';
import { serveMetrics } from '../src/http/metrics_server.js';
import { listen } from '../src/http/server.js';
import { DEMONSTRATION_ACTIONS } from './actions.js';
import { appClientMetadata } from './app/client_metadata.js';
import { BACK_OFFICE_ID, backOfficeClient } from './back_office_client.js';
import { startBankDetails } from './bank_details/api.js';
import { startCallCentre } from './call_centre/call_centre.js';
import { CALL_CENTRE_ID, callCentreClient } from './call_centre/client_metadata.js';
import { type EmbeddedDatabase, startEmbeddedDatabase } from './embedded_database.js';
import { startInbox } from './inbox/inbox.js';
import { kioskClient } from './kiosk/client_metadata.js';
import { startKiosk } from './kiosk/kiosk.js';
import { startLetters } from './letters.js';
import { peopleFile, readPeople } from './people.js';
import { portalClientMetadata } from './portal/client_metadata.js';
import { PORTAL_LOOKS } from './portal/looks.js';
import { startPortal } from './portal/portal.js';
import { startSimulator } from './simulator/simulator.js';
import { demonstrationUpstreams } from './upstreams.js';

const PORTALS = [
  { kind: 'caf', realm: 'allocataires', clientId: 'demo-caf', offset: 1, callsBankDetails: true },
  { kind: 'peps', realm: 'employeurs', clientId: 'demo-peps', offset: 2, callsBankDetails: false },
] as const;
const BACK_OFFICE_SECRET = 'back_office_secret';
const SIMULATOR_OFFSET = 3;
const INBOX_OFFSET = 4;
const BANK_DETAILS_OFFSET = 5;
const CALL_CENTRE_OFFSET = 7;
const KIOSK_OFFSET = 8;
const KIOSK_SECRET = 'kiosk_secret';
const CALL_CENTRE_SECRET = 'call_centre_secret';

export interface Demonstration {
  readonly config: Config;
  readonly inboxUrl: string;
  readonly simulatorUrl: string;
  /** the API behind the portal of the allocataires (A6) */
  readonly bankDetailsUrl: string;
  /** an adviser's screen (CIBA) */
  readonly callCentreUrl: string;
  /** a public kiosk (I9) */
  readonly kioskUrl: string;
  readonly portalUrls: Readonly<Record<'caf' | 'peps', string>>;
  readonly people: ReturnType<typeof readPeople>;
  /** a client of the back-office API, to try it with */
  readonly backOffice: { readonly clientId: string; readonly secretFile: string };
  /** what answers for the provider */
  readonly server: Server;
  /** From now on, readiness says no. */
  startDraining(): void;
  /** Stops all of it; the provider's server is the caller's to close. */
  close(): Promise<void>;
}

/**
 * Starts everything on loopback.
 *
 * @param variables the environment: PORT, DATA_DIR, DATABASE_URL, REDIS_URL, CLIENTS_FILE … (.env.example)
 * @throws ConfigurationError, ClientsFileError, AccountsFileError, or the error of a port that is taken
 */
export async function startDemonstration(
  variables: Readonly<Record<string, string | undefined>>,
): Promise<Demonstration> {
  const dataDir = variables['DATA_DIR'] ?? './data';
  const port = Number(variables['PORT'] ?? 3000);
  const secrets = await developmentSecrets(dataDir);
  const inbox = await startInbox({ port: port + INBOX_OFFSET, smtpPort: 0, stateFile: join(dataDir, 'inbox.json') });
  const environment = {
    ...secrets,
    SMTP_URL: inbox.smtpUrl,
    SMS_HTTP_URL: inbox.smsUrl,
    VOICE_HTTP_URL: inbox.voiceUrl,
    VOICE_HTTP_BODY: '{"to":{{to}},"text":{{text}},"language":{{language}},"from":"Poterne"}',
    LOG_FILE: join(dataDir, 'poterne.log'),
    ...variables,
  };
  const ids = REALMS.map(({ id }) => id);
  const embedded = variables['DATABASE_URL'] ? undefined : await startEmbeddedDatabase(dataDir);
  const config = readConfig(
    { ...environment, ...(embedded ? { DATABASE_URL: embedded.url } : {}) },
    'development',
    ids,
  );
  const clientSecret = keptSecret(dataDir, 'portal_secret');
  const baseUrlOf = (offset: number) => `http://localhost:${port + offset}`;
  const bankDetailsUrl = `${baseUrlOf(BANK_DETAILS_OFFSET)}/bank-details`;

  const upstreams = demonstrationUpstreams(config.issuers);
  const simulator = await startSimulator({
    port: port + SIMULATOR_OFFSET,
    relyingParties: upstreams.relyingParties,
    stateFile: join(dataDir, 'simulator.json'),
  });

  const service = await compose({ ...config, DATABASE_POOL: embedded ? 5 : config.DATABASE_POOL }, REALMS, {
    clients: [
      ...PORTALS.map(({ kind, realm, offset, callsBankDetails }) => ({
        realm,
        metadata: {
          ...portalClientMetadata({
            kind,
            baseUrl: baseUrlOf(offset),
            clientSecret,
            resources: callsBankDetails ? [bankDetailsUrl] : [],
            signalsFrom: config.issuers.get(realm),
          }),
        },
      })),
      appClientMetadata([bankDetailsUrl]),
      callCentreClient(keptSecret(dataDir, CALL_CENTRE_SECRET)),
      kioskClient(baseUrlOf(KIOSK_OFFSET), keptSecret(dataDir, KIOSK_SECRET)),
      backOfficeClient(config.issuers.get('allocataires') ?? '', keptSecret(dataDir, BACK_OFFICE_SECRET)),
    ],
    accounts: readAccountsFile(peopleFile(), REALMS),
    upstreams: upstreams.settings(simulator.url),
    actions: DEMONSTRATION_ACTIONS,
    resources: [
      {
        realm: 'allocataires',
        resource: bankDetailsUrl,
        sector: PORTAL_LOOKS.caf.sector,
        scope: '',
        format: 'jwt',
        signingAlg: 'ES256',
      },
    ],
  });
  const letters = startLetters(
    service,
    REALMS.map(({ id }) => id),
    inbox.lettersUrl,
  );
  const metrics = await serveMetrics(service.metrics, { port: config.METRICS_PORT, host: config.METRICS_HOST });
  const server = createServer(service.callback);
  await listen(server, port, config.HOST);

  const bankDetails = await startBankDetails({
    port: port + BANK_DETAILS_OFFSET,
    issuer: config.issuers.get('allocataires') ?? '',
    resource: bankDetailsUrl,
  });
  const people = readPeople();
  const portals = await Promise.all(
    PORTALS.map(({ kind, realm, clientId, offset, callsBankDetails }) =>
      startPortal({
        kind,
        clientId,
        clientSecret,
        port: port + offset,
        issuer: config.issuers.get(realm) ?? '',
        baseUrl: baseUrlOf(offset),
        people: people[realm],
        inboxUrl: inbox.url,
        otherPortalUrl: baseUrlOf(3 - offset),
        api: callsBankDetails ? bankDetailsUrl : undefined,
        takesSignals: true,
      }),
    ),
  );
  const callCentre = await startCallCentre({
    port: port + CALL_CENTRE_OFFSET,
    issuer: config.issuers.get('allocataires') ?? '',
    clientId: CALL_CENTRE_ID,
    clientSecret: keptSecret(dataDir, CALL_CENTRE_SECRET),
    inboxUrl: inbox.url,
    numbers: people.allocataires.flatMap(({ allocataire, password }) => (allocataire && password ? [allocataire] : [])),
  });
  const rules = REALMS.find(({ id }) => id === 'allocataires')?.kiosk;
  if (!rules) throw new Error('no realm of the allocataires');
  const kiosk = await startKiosk({
    port: port + KIOSK_OFFSET,
    issuer: config.issuers.get('allocataires') ?? '',
    clientSecret: keptSecret(dataDir, KIOSK_SECRET),
    baseUrl: baseUrlOf(KIOSK_OFFSET),
    rules,
  });
  const [caf, peps] = portals;
  return {
    config,
    people,
    backOffice: { clientId: BACK_OFFICE_ID, secretFile: join(dataDir, BACK_OFFICE_SECRET) },
    server,
    inboxUrl: inbox.url,
    simulatorUrl: simulator.url,
    bankDetailsUrl,
    callCentreUrl: callCentre.url,
    kioskUrl: kiosk.url,
    portalUrls: { caf: caf?.url ?? '', peps: peps?.url ?? '' },
    startDraining: () => service.startDraining(),
    close: async () => {
      metrics.close();
      await letters.stop();
      return stopAll([...portals, kiosk, callCentre, bankDetails, simulator, inbox], service, embedded);
    },
  };
}

async function stopAll(
  sites: ReadonlyArray<{ close(): Promise<void> }>,
  service: Service,
  embedded: EmbeddedDatabase | undefined,
): Promise<void> {
  // The service first: the inbox would wait for the connections that it keeps open.
  await service.close();
  await Promise.all(sites.map((site) => site.close()));
  await embedded?.close();
}

/** A client secret, kept so that what was registered stays good across restarts. */
function keptSecret(dataDir: string, name: string): string {
  const file = join(dataDir, name);
  try {
    return readFileSync(file, 'utf8');
  } catch {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    const secret = randomBytes(32).toString('base64url');
    writeFileSync(file, secret, { mode: 0o600 });
    return secret;
  }
}
