/**
 * Environment → frozen, typed configuration; fails closed and says every problem at once (O1, O2). Each variable also
 * reads from a file named by `<VARIABLE>_FILE`, for container secrets. `.env.example` is tested against this schema.
 */
import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { z } from 'zod';
import type { PasskeyRelyingParty } from '../domain/passkey/passkey.js';
import { readRedisAddress } from '../domain/redis_address.js';
import { messageProviderSchema, missingProviders, unaddressedProviders } from './message_providers.js';
import { readPasskeyRelyingParties } from './passkey_relying_parties.js';
import { readSecrets, type Secrets } from './secrets.js';

export type Mode = 'development' | 'production';

const port = z.coerce.number().int().min(0).max(65535);
const positive = z.coerce.number().int().positive();
const url = z.url();
const host = z.string().regex(/^[a-z0-9-]+(\.[a-z0-9-]+)*$/, 'a host name in lower case, without scheme or port');
const redisUrl = z.string().superRefine((text, context) => {
  const reading = readRedisAddress(text);
  if (!reading.ok) context.addIssue({ code: 'custom', message: reading.why });
});

/** Every variable with its meaning; secrets are read apart (secrets.ts). */
export const environmentSchema = z.object({
  PORT: port.default(3000).describe('port of the provider; the demonstration adds 1 to 5'),
  HOST: z.string().default('127.0.0.1').describe('address to listen on; development mode refuses any but loopback'),
  METRICS_PORT: port.optional().describe('port of /metrics for Prometheus; without it nobody can read them'),
  METRICS_HOST: z
    .string()
    .default('127.0.0.1')
    .describe('address of /metrics; development mode refuses any but loopback'),
  ISSUER: url.optional().describe('base of the issuers: each realm is ISSUER/<realm>'),
  ISSUER_ALLOCATAIRES: url.optional().describe('issuer of the realm on a host of its own'),
  ISSUER_EMPLOYEURS: url.optional().describe('issuer of the realm on a host of its own'),
  PASSKEY_RP_ID: host
    .optional()
    .describe('host name that passkeys belong to for ever: the issuer’s, or a parent of it'),
  PASSKEY_RP_ID_ALLOCATAIRES: host.optional().describe('the same for one realm'),
  PASSKEY_RP_ID_EMPLOYEURS: host.optional().describe('the same for one realm'),
  PASSKEY_ORIGINS: z.string().default('').describe('further origins at which passkeys may be used (related origins)'),
  PASSKEY_ORIGINS_ALLOCATAIRES: z.string().optional().describe('the same for one realm'),
  PASSKEY_ORIGINS_EMPLOYEURS: z.string().optional().describe('the same for one realm'),
  DATABASE_URL: url.optional().describe('PostgreSQL; development mode embeds one without it'),
  WORKERS: z
    .union([z.literal('auto').transform(() => availableParallelism()), positive.max(64)])
    .default(1)
    .describe('processes that share the port; auto: one a core'),
  DATABASE_POOL: positive.max(200).default(20).describe('connections of one process'),
  REDIS_URL: redisUrl
    .optional()
    .describe('Redis, its Sentinels or a Cluster; development mode keeps ephemeral state in the process without it'),
  REDIS_PREFIX: z
    .string()
    .regex(/^[\w:.-]{0,40}$/)
    .default('poterne:')
    .describe('prefix of every Redis key'),
  DATA_DIR: z.string().default('./data').describe('where development mode keeps its data and generated keys'),
  CLIENTS_FILE: z.string().optional().describe('JSON array of clients, merged at start'),
  UPSTREAMS_FILE: z
    .string()
    .optional()
    .describe('JSON array of the OpenID providers that realms trust: FranceConnect+, FranceConnect, Net-entreprises'),
  RESOURCES_FILE: z.string().optional().describe('JSON array of the APIs that access tokens are issued for'),
  ACTIONS_FILE: z.string().optional().describe('JSON array of the sensitive actions that portals may name (RFC 9396)'),
  APP_LINKS_FILE: z
    .string()
    .optional()
    .describe('JSON array of the apps that may open links and use passkeys of the issuers’ hosts'),
  LEAKED_PASSWORDS_FILE: z
    .string()
    .optional()
    .describe('list of leaked passwords that nobody may choose, built by poterne leaked-passwords build'),
  REGISTRATION_INITIAL_ACCESS_TOKEN: z
    .string()
    .min(32)
    .optional()
    .describe('lets holders of this token register clients (RFC 7591); off without it'),
  API_REQUESTS_PER_MINUTE: positive.max(100_000).default(600).describe('requests of one client of the back-office API'),
  ACCOUNTS_FILE: z.string().optional().describe('NDJSON of accounts to seed; development mode only'),
  TRUSTED_PROXIES: z.string().default('').describe('addresses or CIDR ranges whose forwarded headers are believed'),
  PLACE_HEADER: z
    .string()
    .transform((name) => name.toLowerCase())
    .pipe(z.string().regex(/^[a-z0-9-]{1,60}$/, 'a header’s name'))
    .optional()
    .describe('header in which those proxies say where a browser is, as people read it; without it no place is shown'),
  OUTBOUND_ALLOW: z.string().default('').describe('host:port of private addresses that outgoing requests may reach'),
  SIGNALS_KEPT_DAYS: positive.max(60).default(7).describe('days for which a security event waits for its portal'),
  SIGNALS_PAUSE_AFTER_HOURS: positive
    .max(720)
    .default(24)
    .describe('hours of failed pushes after which a portal’s stream rests'),
  SELF_URL: url.optional().describe('http(s)://host:port where this service reaches itself; the issuers without it'),
  ...messageProviderSchema.shape,
  KEYS_REFRESH_SECONDS: z.coerce
    .number()
    .min(0.1)
    .max(300)
    .default(10)
    .describe('how often each process reads the signing and upstream keys, and the campaigns, again'),
  JWKS_CACHE_SECONDS: positive
    .max(86_400)
    .default(600)
    .describe('how long portals may keep the JWKS; a new key signs this long, and two readings, after its publication'),
  KEYS_RETIRE_AFTER_SECONDS: z.coerce
    .number()
    .int()
    .min(0)
    .default(43_200)
    .describe('how long a replaced key still verifies: the longest session, whose ID Token is a hint at sign-out'),
  AUDIT_RETENTION_DAYS: positive
    .max(3650)
    .default(365)
    .describe('days after which sealed segments of the audit are dropped'),
  ARGON2_MEMORY_KIB: positive.min(8).default(19456),
  ARGON2_ITERATIONS: positive.default(2),
  ARGON2_PARALLELISM: positive.default(1),
  ARGON2_CONCURRENCY: positive
    .max(64)
    .optional()
    .describe('verifications in flight in one process; default: the cores shared among WORKERS'),
  ARGON2_QUEUE: positive.max(10_000).default(200).describe('verifications that may wait; more are shed with 503'),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('info'),
  LOG_FILE: z.string().optional().describe('write logs to this file in place of standard output'),
  DRAIN_SECONDS: z.coerce.number().int().min(0).max(300).default(20).describe('time to finish requests on SIGTERM'),
});

export type Environment = z.infer<typeof environmentSchema>;

export interface Config extends Omit<Environment, 'ISSUER' | 'ISSUER_ALLOCATAIRES' | 'ISSUER_EMPLOYEURS'> {
  readonly mode: Mode;
  /** issuer by realm id, without a trailing slash */
  readonly issuers: ReadonlyMap<string, string>;
  /** by realm id (I6) */
  readonly passkeys: ReadonlyMap<string, PasskeyRelyingParty>;
  readonly secrets: Secrets;
  /** a variable that a file names, such as an upstream's secret; `<name>_FILE` is read too */
  readonly variable: (name: string) => string | undefined;
}

/** Thrown at start with every problem; its message is meant for the operator. */
export class ConfigurationError extends Error {
  readonly problems: readonly string[];
  constructor(problems: readonly string[]) {
    super(`configuration refused:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`);
    this.name = 'ConfigurationError';
    this.problems = problems;
  }
}

const SECURE_ARGON2_MEMORY_KIB = 19456;

/**
 * Reads the configuration.
 *
 * @param environment variables, as in process.env
 * @param mode development (started by `npm start`) or production
 * @param realmIds the realms that need an issuer
 * @throws ConfigurationError with every problem found
 */
export function readConfig(
  environment: Readonly<Record<string, string | undefined>>,
  mode: Mode,
  realmIds: readonly string[],
): Config {
  const problems: string[] = [];
  const values = withFiles(environment, problems);
  const parsed = environmentSchema.safeParse(withoutEmpty(values));
  if (!parsed.success) {
    problems.push(...parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`));
  }
  const secrets = readSecrets(values);
  if (!secrets.ok) problems.push(...secrets.problems);
  if (!parsed.success) throw new ConfigurationError(problems);

  const env = parsed.data;
  const issuers = readIssuers(env, values, mode, realmIds, problems);
  const passkeys = readPasskeyRelyingParties(issuers, values, problems);
  problems.push(...unaddressedProviders(env));
  if (env.METRICS_PORT && env.METRICS_PORT === env.PORT) problems.push('METRICS_PORT must not be PORT');
  problems.push(...(mode === 'production' ? productionProblems(env, issuers) : developmentProblems(env, issuers)));
  if (problems.length > 0 || !secrets.ok) throw new ConfigurationError([...new Set(problems)]);
  return Object.freeze({
    ...env,
    mode,
    issuers,
    passkeys,
    secrets: secrets.secrets,
    variable: (name: string) => values[name] || undefined,
  });
}

function withoutEmpty(values: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(Object.entries(values).filter((entry): entry is [string, string] => Boolean(entry[1])));
}

/** Variables with what the files named by `<VARIABLE>_FILE` hold. Tells each file that cannot be read. */
export function withFiles(
  environment: Readonly<Record<string, string | undefined>>,
  problems: string[],
): Record<string, string | undefined> {
  const values = { ...environment };
  const own = new Set(Object.keys(environmentSchema.shape));
  for (const [name, file] of Object.entries(environment)) {
    if (!name.endsWith('_FILE') || own.has(name) || !file) continue;
    const variable = name.slice(0, -'_FILE'.length);
    if (values[variable] || !/^[A-Z_]+(KEYS?|SALT|JWKS|URL|HEADERS|TOKEN|SECRET)$/.test(variable)) continue;
    try {
      values[variable] = readFileSync(file, 'utf8').trim();
    } catch (error) {
      problems.push(`${name} cannot be read (${(error as NodeJS.ErrnoException).code})`);
    }
  }
  return values;
}

function readIssuers(
  env: Environment,
  values: Readonly<Record<string, string | undefined>>,
  mode: Mode,
  realmIds: readonly string[],
  problems: string[],
): ReadonlyMap<string, string> {
  const base = env.ISSUER ?? (mode === 'development' ? `http://localhost:${env.PORT}` : undefined);
  const issuers = new Map<string, string>();
  for (const id of realmIds) {
    const own = values[`ISSUER_${id.toUpperCase()}`];
    const issuer = own || (base ? `${base.replace(/\/$/, '')}/${id}` : undefined);
    if (!issuer) problems.push(`ISSUER is missing (or ISSUER_${id.toUpperCase()})`);
    else if (/[?#]/.test(issuer)) problems.push('ISSUER must have neither query nor fragment');
    else issuers.set(id, issuer.replace(/\/$/, ''));
  }
  return issuers;
}

function productionProblems(env: Environment, issuers: ReadonlyMap<string, string>): readonly string[] {
  const problems: string[] = [];
  for (const [id, issuer] of issuers) {
    if (!issuer.startsWith('https://') && !isLoopback(issuer)) {
      problems.push(`ISSUER must be https (or ISSUER_${id.toUpperCase()})`);
    }
  }
  if (!env.DATABASE_URL) problems.push('DATABASE_URL is missing');
  if (!env.REDIS_URL) problems.push('REDIS_URL is missing');
  problems.push(...missingProviders(env));
  if (env.ACCOUNTS_FILE) problems.push('ACCOUNTS_FILE is refused in production');
  if (env.ARGON2_MEMORY_KIB < SECURE_ARGON2_MEMORY_KIB || env.ARGON2_ITERATIONS < 2) {
    problems.push(`ARGON2_MEMORY_KIB and ARGON2_ITERATIONS must be at least ${SECURE_ARGON2_MEMORY_KIB} and 2`);
  }
  return problems;
}

function developmentProblems(env: Environment, issuers: ReadonlyMap<string, string>): readonly string[] {
  const problems: string[] = [];
  for (const issuer of issuers.values()) {
    if (!isLoopback(issuer)) problems.push('ISSUER must be on loopback in development mode');
  }
  for (const name of ['HOST', 'METRICS_HOST'] as const) {
    if (!['127.0.0.1', '::1', 'localhost'].includes(env[name]))
      problems.push(`${name} must be loopback in development mode`);
  }
  return problems;
}

/** Is this an http address of the machine itself? (O1) */
export function isLoopback(address: string | undefined): boolean {
  if (!address || !URL.canParse(address)) return false;
  const { hostname } = new URL(address);
  return hostname === 'localhost' || hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(hostname);
}
