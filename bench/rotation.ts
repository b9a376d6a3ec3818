/**
 * `npm run rotation` (O5, S7): two processes of Poterne behind a balancer, sign-ins at about half of what the machine can do, and meanwhile
 * `poterne keys rotate --purpose signing --wait` from publication to retirement. No sign-in may fail, and a portal that
 * keeps the JWKS exactly as long as it may must be able to verify every ID Token.
 *
 * Options: `--calibrate SECONDS`, `--around SECONDS` (sign-ins before and after the rotation), `--accounts N`.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { createLocalJWKSet, type JSONWebKeySet, jwtVerify } from 'jose';
import { startBalancer } from './balancer.js';
import { send } from './browser.js';
import { newBrowser, redeem, signIn, type Target } from './flows.js';
import { REALM } from './portals.js';
import { percentile } from './statistics.js';
import { openWorld } from './world.js';

const { values: options } = parseArgs({
  options: {
    calibrate: { type: 'string', default: '15' },
    around: { type: 'string', default: '10' },
    accounts: { type: 'string', default: '4000' },
  },
});
/** Short times, so that a rotation takes half a minute and not half a day; all else is as in production. */
const TIMES = { KEYS_REFRESH_SECONDS: '2', JWKS_CACHE_SECONDS: '10', KEYS_RETIRE_AFTER_SECONDS: '10' };
const AT_ONCE = 4;

interface SignIn {
  readonly startedAt: number;
  readonly milliseconds: number;
  readonly kid: string | undefined;
  readonly fault: string | undefined;
}

const say = (text: string) => process.stdout.write(`${text}\n`);
const world = await openWorld(Number(options.accounts));
const balancer = await startBalancer();
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void world.close().finally(() => process.exit(1)));
}
try {
  process.exitCode = (await main()) ? 0 : 1;
} finally {
  balancer.close();
  await world.close();
}

async function main(): Promise<boolean> {
  const processes = [
    await world.startPoterne({ ...TIMES, ISSUER: balancer.origin }),
    await world.startPoterne({ ...TIMES, ISSUER: balancer.origin }),
  ];
  balancer.sendTo(processes.map(({ issuer }) => Number(issuer.port)));
  const prefix = `/${REALM}`;
  const target: Target = { issuer: new URL(`${balancer.origin}${prefix}`), prefix };
  const verify = createStrictPortal(target);
  const done: SignIn[] = [];
  let next = 0;
  const signInOnce = async () => {
    const number = next;
    next += 1;
    const person = world.people[number % world.people.length];
    if (!person) throw new Error('nobody to sign in');
    const startedAt = performance.now();
    let kid: string | undefined;
    let fault: string | undefined;
    try {
      const code = await signIn(target, newBrowser(target, number), person, world.gateway);
      kid = await verify((await redeem(target, code)).id_token);
    } catch (error) {
      fault = error instanceof Error ? error.message : String(error);
    }
    done.push({ startedAt, milliseconds: performance.now() - startedAt, kid, fault });
  };

  const seconds = Number(options.calibrate);
  const end = performance.now() + seconds * 1000;
  const worker = async () => {
    while (performance.now() < end) await signInOnce();
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  const most = done.length / seconds;
  say(`most that the machine does: ${most.toFixed(1)} sign-ins/s, ${AT_ONCE} at a time`);
  const calibrated = done.splice(0);

  const underWay = new Set<Promise<void>>();
  const timer = setInterval(() => {
    const one: Promise<void> = signInOnce().finally(() => underWay.delete(one));
    underWay.add(one);
  }, 2000 / most);
  const wait = () => new Promise((resolve) => setTimeout(resolve, Number(options.around) * 1000));
  await wait();
  const begun = performance.now();
  const steps = await rotate();
  const ended = performance.now();
  await wait();
  clearInterval(timer);
  await Promise.all(underWay);

  say(steps.join('\n'));
  for (const [name, from, to] of [
    ['before', 0, begun],
    ['meanwhile', begun, ended],
    ['after', ended, Number.POSITIVE_INFINITY],
  ] as const) {
    const part = done.filter(({ startedAt }) => startedAt >= from && startedAt < to);
    const times = part.map(({ milliseconds }) => milliseconds);
    const duration = ((to === Number.POSITIVE_INFINITY ? performance.now() : to) - (part[0]?.startedAt ?? to)) / 1000;
    const of = (share: number) => `${Math.round(percentile(times, share))} ms`;
    say(
      `${name.padEnd(10)} ${part.length} sign-ins in ${duration.toFixed(0)} s (${(part.length / duration).toFixed(1)}/s), p50 ${of(0.5)}, p95 ${of(0.95)}, slowest ${of(1)}, failed ${part.filter(({ fault }) => fault).length}`,
    );
  }
  const kids = new Map<string, number>();
  for (const { kid } of done) if (kid) kids.set(kid, (kids.get(kid) ?? 0) + 1);
  say(`ID Tokens verified by key: ${[...kids].map(([kid, times]) => `${kid} ${times}`).join(', ')}`);
  const faults = [...calibrated, ...done].flatMap(({ fault }) => fault ?? []);
  for (const fault of new Set(faults)) say(`✗ ${fault}`);
  const isGood = faults.length === 0 && kids.size === 2;
  say(isGood ? '✓ no sign-in failed' : `${faults.length} sign-ins failed, ${kids.size} keys signed`);
  return isGood;
}

/** A portal that keeps the key set as long as it is told it may, asks any process for it, and looks nowhere else. */
function createStrictPortal({ issuer, prefix }: Target) {
  let held: { readonly set: JSONWebKeySet; readonly until: number } | undefined;
  return async (token: string): Promise<string | undefined> => {
    if (!held || performance.now() >= held.until) {
      const askedAt = performance.now();
      const answer = await send(issuer, 'GET', `${prefix}/jwks`, {});
      const seconds = Number(/max-age=(\d+)/.exec(String(answer.headers['cache-control']))?.[1]);
      held = { set: JSON.parse(answer.body) as JSONWebKeySet, until: askedAt + seconds * 1000 };
    }
    return (await jwtVerify(token, createLocalJWKSet(held.set))).protectedHeader.kid;
  };
}

/** @returns what the command said, each line with its second */
async function rotate(): Promise<readonly string[]> {
  const file = fileURLToPath(new URL('../src/cli/main.js', import.meta.url));
  const child = spawn(process.execPath, [file, 'keys', 'rotate', '--purpose', 'signing', '--wait'], {
    env: { PATH: process.env['PATH'], ...world.environment, ...TIMES },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const begun = performance.now();
  const lines: string[] = [];
  createInterface({ input: child.stdout }).on('line', (line) => {
    lines.push(`${((performance.now() - begun) / 1000).toFixed(0).padStart(4)} s  ${line}`);
  });
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0) throw new Error(`keys rotate ended with ${code}`);
  return lines;
}
