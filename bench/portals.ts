/** The portals of the benchmark: the same client, as Poterne and as the bare library register it. */
import type { RegisteredClient } from '../src/config/clients_file.js';

export const REALM = 'allocataires';
export const CLIENT_ID = 'bench';
/** at the bare library: login and consent are two interactions, as the library's own policy has them */
export const TWO_PROMPTS = 'bench-two-prompts';
export const SERVICE_ID = 'bench-service';
export const CLIENT_SECRET = 'benchmark-portal-secret-0123456789abcdef';
/** nobody listens there: the client stops at its door */
export const REDIRECT_URI = 'http://localhost:9/callback';
export const SCOPE = 'openid';

const WEB = {
  client_id: CLIENT_ID,
  client_name: 'Portail de mesure',
  client_secret: CLIENT_SECRET,
  redirect_uris: [REDIRECT_URI],
  grant_types: ['authorization_code', 'refresh_token'],
  response_types: ['code'],
  scope: 'openid offline_access',
} as const;

const SERVICE = {
  client_id: SERVICE_ID,
  client_name: 'Service de mesure',
  client_secret: CLIENT_SECRET,
  redirect_uris: [],
  grant_types: ['client_credentials'],
  response_types: [],
} as const;

/** Metadata as the library alone takes it. */
export const BARE_CLIENTS: ReadonlyArray<Readonly<Record<string, unknown>>> = [
  WEB,
  { ...WEB, client_id: TWO_PROMPTS },
  SERVICE,
];

export const POTERNE_CLIENTS: readonly RegisteredClient[] = [WEB, SERVICE].map((metadata) => ({
  realm: REALM,
  metadata: { ...metadata },
}));
