/** What `poterne doctor` works with: the environment as production reads it, and everything that it names (O4). */
import { databaseFacts } from '../../adapters/health/database_facts.js';
import { upstreamFacts } from '../../adapters/health/provider_facts.js';
import { redisFacts } from '../../adapters/health/redis_facts.js';
import { createOutboundFetch } from '../../adapters/system/outbound/outbound_fetch.js';
import { openLeakedPasswords } from '../../adapters/system/password/leaked_passwords.js';
import { readActionsFile } from '../../config/actions_file.js';
import { readAppLinksFile } from '../../config/app_links_file.js';
import { readClientsFile } from '../../config/clients_file.js';
import { ConfigurationError, environmentSchema, readConfig, withFiles } from '../../config/environment.js';
import { readKeyRing } from '../../config/key_ring.js';
import { REALMS } from '../../config/realms.js';
import { readResourcesFile } from '../../config/resources_file.js';
import { readUpstreamsFile } from '../../config/upstreams.js';
import type { UpstreamSettings } from '../../domain/federation/upstream.js';
import { type Finding, fail, ok } from '../../domain/health/finding.js';
import { judgeDatabase, judgeWaiting } from '../../domain/health/judge_database.js';
import { judgeKeys, judgeRings } from '../../domain/health/judge_keys.js';
import { judgeLeakedPasswords, judgeRedis, judgeUpstream } from '../../domain/health/judge_others.js';
import { judgePortals } from '../../domain/health/judge_portals.js';
import { providerFindings } from './doctor_providers.js';

type Environment = Readonly<Record<string, string | undefined>>;
type Name = keyof typeof environmentSchema.shape;

const REALM_IDS = REALMS.map(({ id }) => id);

/**
 * Every check, each on its own: what is wrong with one variable hides nothing else.
 *
 * @param environment the service's
 * @param now milliseconds since the epoch
 */
export async function examine(environment: Environment, now: () => number): Promise<readonly Finding[]> {
  const values = withFiles(environment, []);
  /** a variable where it is well-formed; what is wrong with it is told as configuration */
  const setting = <Known extends Name>(name: Known) => {
    const parsed = environmentSchema.shape[name].safeParse(values[name] || undefined);
    return parsed.success ? (parsed.data as ReturnType<(typeof environmentSchema.shape)[Known]['parse']>) : undefined;
  };
  const { findings: files, upstreams } = readFiles(setting, (name) => values[name] || undefined);
  const outbound = createOutboundFetch({
    allow: (setting('OUTBOUND_ALLOW') ?? '')
      .split(',')
      .map((entry) => entry.trim())
      .filter(Boolean),
    allowLoopback: false,
  });
  const answers = await Promise.all([
    configurationFindings(environment),
    files,
    databaseFindings(
      setting('DATABASE_URL'),
      { poolSize: setting('DATABASE_POOL') ?? 0, signalsKeptDays: setting('SIGNALS_KEPT_DAYS') ?? 7 },
      values,
      upstreams.length > 0,
      now,
    ),
    redisFindings(setting('REDIS_URL'), setting('REDIS_PREFIX') ?? '', now),
    providerFindings({
      SMTP_URL: setting('SMTP_URL'),
      SMTP_SECOND_URL: setting('SMTP_SECOND_URL'),
      SMS_PROVIDERS: setting('SMS_PROVIDERS'),
      SMS_HTTP_URL: setting('SMS_HTTP_URL'),
      SMS_HTTP_SECOND_URL: setting('SMS_HTTP_SECOND_URL'),
      SMS_SMPP_URL: setting('SMS_SMPP_URL'),
      VOICE_HTTP_URL: setting('VOICE_HTTP_URL'),
      VOICE_HTTP_SECOND_URL: setting('VOICE_HTTP_SECOND_URL'),
      CHANNELS_OFF: setting('CHANNELS_OFF') ?? [],
    }),
    ...upstreams.map(async ({ id, realm, endpoints }) => [
      judgeUpstream(id, realm, await upstreamFacts(endpoints.jwks_uri, outbound)),
    ]),
    leakedFindings(setting('LEAKED_PASSWORDS_FILE')),
  ]);
  return answers.flat();
}

function configurationFindings(environment: Environment): readonly Finding[] {
  try {
    readConfig(environment, 'production', REALM_IDS);
    return [ok('configuration', 'every variable is as production wants it')];
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    return error.problems.map((problem) =>
      fail('configuration', problem, 'see .env.example; poterne reads the environment of the service'),
    );
  }
}

function readFiles(setting: (name: Name) => unknown, variable: (name: string) => string | undefined) {
  const findings: Finding[] = [];
  const tryRead = <Read extends readonly unknown[]>(name: Name, read: (path: string) => Read): Read | undefined => {
    const path = setting(name);
    if (typeof path !== 'string') return undefined;
    try {
      const entries = read(path);
      findings.push(ok(`files.${name}`, `${entries.length} entries`));
      return entries;
    } catch (error) {
      findings.push(
        fail(`files.${name}`, (error as Error).message, 'mend the file: the service refuses to start with it'),
      );
      return undefined;
    }
  };
  tryRead('CLIENTS_FILE', (path) => readClientsFile(path, REALM_IDS));
  tryRead('RESOURCES_FILE', (path) => readResourcesFile(path, REALM_IDS));
  tryRead('APP_LINKS_FILE', (path) => readAppLinksFile(path, REALM_IDS));
  tryRead('ACTIONS_FILE', (path) => readActionsFile(path, REALM_IDS));
  const upstreams: readonly UpstreamSettings[] =
    tryRead('UPSTREAMS_FILE', (path) => readUpstreamsFile(path, REALM_IDS, variable)) ?? [];
  return { findings, upstreams };
}

async function databaseFindings(
  url: string | undefined,
  { poolSize, signalsKeptDays }: { readonly poolSize: number; readonly signalsKeptDays: number },
  values: Environment,
  hasUpstreams: boolean,
  now: () => number,
): Promise<readonly Finding[]> {
  if (!url) return [fail('database', 'there is none to ask', 'set DATABASE_URL')];
  const { database, waiting, keys, portals } = await databaseFacts(url, now);
  const ids = (variable: string) => {
    const reading = values[variable] ? readKeyRing(values[variable]) : undefined;
    return reading?.ok ? reading.ring.keys.map(({ id }) => id) : undefined;
  };
  const inUse = keys?.ringIdsInUse ?? {};
  return [
    ...judgeDatabase(database, poolSize),
    ...(keys ? judgeKeys(keys, hasUpstreams, now()) : []),
    ...judgeRings(inUse, Object.fromEntries(Object.keys(inUse).map((variable) => [variable, ids(variable)]))),
    ...(waiting ? judgeWaiting(waiting, now()) : []),
    ...(portals ? judgePortals(portals, signalsKeptDays, now()) : []),
  ];
}

async function redisFindings(url: string | undefined, prefix: string, now: () => number): Promise<readonly Finding[]> {
  if (!url) return [fail('redis', 'there is none to ask', 'set REDIS_URL')];
  return judgeRedis(await redisFacts(url, prefix, now));
}

async function leakedFindings(path: string | undefined): Promise<readonly Finding[]> {
  if (!path) return [judgeLeakedPasswords(undefined)];
  try {
    const list = await openLeakedPasswords(path);
    await list.close();
    return [judgeLeakedPasswords({ entries: list.entries })];
  } catch (error) {
    return [judgeLeakedPasswords({ why: (error as Error).message })];
  }
}
