/** Redis, upstreams and files that the service reads: what each must be like (O4). */
import { type Finding, fail, judgeClock, ok, warn } from './finding.js';

export type RedisFacts =
  | { readonly reachable: false; readonly why: string }
  | {
      readonly reachable: true;
      readonly version: string;
      /** standalone, sentinel or cluster */
      readonly mode: string;
      readonly takesWrites: boolean;
      /** undefined where the server does not say */
      readonly evictionPolicy: string | undefined;
      /** bytes; 0: no limit */
      readonly mostMemory: number;
      readonly isPersistent: boolean;
      readonly skewMs: number;
    };

const OLDEST_REDIS = 6;

export function judgeRedis(facts: RedisFacts): readonly Finding[] {
  if (!facts.reachable)
    return [
      fail('redis', `Redis does not answer (${facts.why})`, 'check REDIS_URL, the server, and the network to it'),
    ];
  const { version, mode, takesWrites, evictionPolicy, mostMemory, isPersistent, skewMs } = facts;
  return [
    takesWrites
      ? ok('redis', `Redis answers and takes writes (${mode})`)
      : fail('redis', 'Redis answers and takes no writes', 'let REDIS_URL name the master, and see whether it is full'),
    Number.parseInt(version, 10) < OLDEST_REDIS
      ? fail('redis.version', `Redis ${version}`, 'upgrade it to 6 or later')
      : ok('redis.version', `Redis ${version}`),
    judgeEviction(evictionPolicy, mostMemory),
    ok(
      'redis.persistence',
      isPersistent
        ? 'it writes to its disk'
        : 'it writes nothing to disk: its restart ends sessions and the sign-ins under way, and nothing else',
    ),
    judgeClock('redis.clock', 'Redis', skewMs),
  ];
}

function judgeEviction(policy: string | undefined, mostMemory: number): Finding {
  const check = 'redis.eviction';
  const mend = 'CONFIG SET maxmemory-policy noeviction, and in its configuration: an evicted counter is a free try';
  if (policy === undefined) return warn(check, 'the server does not tell its eviction policy', mend);
  if (policy === 'noeviction') return ok(check, 'noeviction');
  // Without a limit nothing is evicted, until somebody sets one.
  return mostMemory > 0 ? fail(check, policy, mend) : warn(check, `${policy}, without a limit of memory so far`, mend);
}

export interface HttpFacts {
  readonly reachable: boolean;
  /** a code without an address, or the status */
  readonly why: string;
  /** keys of an upstream's JWKS; undefined where none was looked for */
  readonly keys?: number;
}

/** @param id of the upstream; `realm` it belongs to */
export function judgeUpstream(id: string, realm: string, { reachable, why, keys = 0 }: HttpFacts): Finding {
  const check = `upstream.${realm}.${id}`;
  if (!reachable)
    return fail(check, `its keys cannot be read (${why})`, 'check jwks_uri in UPSTREAMS_FILE, and the network to it');
  if (keys === 0) return fail(check, 'its JWKS holds no key', 'check jwks_uri in UPSTREAMS_FILE');
  return ok(check, `publishes ${keys} ${keys === 1 ? 'key' : 'keys'}`);
}

export function judgeLeakedPasswords(
  facts: { readonly entries: number } | { readonly why: string } | undefined,
): Finding {
  const check = 'leaked-passwords';
  if (!facts)
    return warn(check, 'no list is configured', 'poterne leaked-passwords build, then set LEAKED_PASSWORDS_FILE');
  if ('why' in facts) return fail(check, facts.why, 'build it anew, or mend LEAKED_PASSWORDS_FILE');
  return ok(check, `${facts.entries} passwords`);
}
