/**
 * Installs what is missing from Debian's packages, when the tests may: as root, with apt-get. Services that the packages
 * bring are kept from starting: the tests start their own, on ports of their own.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { findChromium, findPostgres, findRedis } from './binaries.js';

const POLICY = '/usr/sbin/policy-rc.d';
const LOCK_PATIENCE_SECONDS = 180;

interface Need {
  readonly debianPackage: string;
  readonly isThere: () => boolean;
  /** names a server to use instead: without the package, only the tests that kill a server of their own fail */
  readonly replacedBy?: string;
}

const NEEDS: readonly Need[] = [
  { debianPackage: 'postgresql', isThere: () => findPostgres() !== undefined, replacedBy: 'TEST_DATABASE_URL' },
  { debianPackage: 'redis-server', isThere: () => findRedis() !== undefined, replacedBy: 'TEST_REDIS_URL' },
  { debianPackage: 'chromium', isThere: () => findChromium() !== undefined },
];

/**
 * Sees that PostgreSQL, Redis and Chromium are installed.
 *
 * @returns undefined when the tests can run, else one line that says what to install
 */
export function installMissing(): string | undefined {
  const missing = missingNeeds();
  if (missing.length > 0 && process.getuid?.() === 0 && aptIsThere()) {
    console.log(`Installing ${namesOf(missing)} with apt-get.`);
    install(missing.map((need) => need.debianPackage));
  }
  const left = missingNeeds();
  if (left.length === 0) return undefined;
  const line = `The tests need ${namesOf(left)}: install it, on Debian with \`apt-get install ${namesOf(left)}\` as root.`;
  if (left.some((need) => !need.replacedBy || !process.env[need.replacedBy])) return line;
  console.warn(line);
  return undefined;
}

function missingNeeds(): Need[] {
  return NEEDS.filter((need) => !need.isThere());
}

function namesOf(needs: readonly Need[]): string {
  return needs.map((need) => need.debianPackage).join(' ');
}

function aptIsThere(): boolean {
  return spawnSync('apt-get', ['--version'], { stdio: 'ignore' }).status === 0;
}

function install(packages: readonly string[]): void {
  const withholdServices = !existsSync(POLICY);
  if (withholdServices) writeFileSync(POLICY, '#!/bin/sh\nexit 101\n', { mode: 0o755 });
  try {
    apt(['update']);
    apt(['install', '-y', '--no-install-recommends', ...packages]);
  } finally {
    if (withholdServices) rmSync(POLICY, { force: true });
  }
}

function apt(args: readonly string[]): void {
  const { status, stdout, stderr } = spawnSync(
    'apt-get',
    ['-q', '-o', `DPkg::Lock::Timeout=${LOCK_PATIENCE_SECONDS}`, ...args],
    { encoding: 'utf8', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }, maxBuffer: 64 * 1024 * 1024 },
  );
  if (status !== 0)
    console.error(`apt-get ${args[0]} failed:\n${`${stdout}\n${stderr}`.split('\n').slice(-15).join('\n')}`);
}
