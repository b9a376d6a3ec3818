/** The findings as Markdown: tables, ratios, and each aim as reached or not. */
import { readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { migrationsFolder } from '../src/adapters/postgres/migrate.js';
import type { LookupTimes } from './lookup.js';
import type { Measurement } from './measure.js';
import type { Comparison } from './timing_oracle.js';
import { type ProcessComparison, SHARE } from './two_processes.js';

export interface Findings {
  readonly accounts: number;
  readonly rounds: number;
  readonly seconds: number;
  readonly flows: readonly Measurement[];
  readonly oracle: readonly Comparison[];
  readonly processes: readonly ProcessComparison[];
  readonly lookups: readonly LookupTimes[];
}

const BEGIN = '<!-- measured: written by npm run bench -->';
const END = '<!-- end of what npm run bench writes -->';
const GIBIBYTE = 2 ** 30;

export function renderReport(findings: Findings): string {
  const parts = [conditions(findings)];
  if (findings.flows.length > 0) parts.push(aims(findings), flowsTable(findings.flows), signInDetail(findings.flows));
  if (findings.oracle.length > 0) parts.push(oracleTable(findings.oracle));
  if (findings.processes.length > 0) parts.push(processesTable(findings.processes));
  if (findings.lookups.length > 0) parts.push(lookupTable(findings.lookups));
  return parts.join('\n\n');
}

/** Replaces what stands between the markers of docs/benchmarks.md. */
export function writeReport(findings: Findings): void {
  const file = join(migrationsFolder(), '..', '..', 'docs', 'benchmarks.md');
  const text = readFileSync(file, 'utf8');
  const [before, rest] = text.split(BEGIN);
  const after = rest?.split(END)[1];
  if (after === undefined) throw new Error('docs/benchmarks.md has lost its markers');
  writeFileSync(file, `${before}${BEGIN}\n\n${renderReport(findings)}\n\n${END}${after}`);
}

function conditions({ accounts, rounds, seconds }: Findings): string {
  const [cpu] = cpus();
  return [
    `${new Date().toISOString().slice(0, 10)} · ${availableParallelism()} cores (${cpu?.model.trim() || 'unnamed'}), ${(totalmem() / GIBIBYTE).toFixed(0)} GiB · Node ${process.versions.node} · ${accounts.toLocaleString('en')} accounts · ${rounds} rounds · ${seconds.toFixed(0)} s.`,
    'PostgreSQL, Redis, the load generator and the measured process share these cores: rates are those of a shared machine, CPU is the measured process’s own.',
  ].join(' ');
}

function of(flows: readonly Measurement[], name: string): Measurement {
  const found = flows.find((each) => each.name.startsWith(name));
  if (!found) throw new Error(`${name} was not measured`);
  return found;
}

function aims({ flows, processes, oracle, lookups }: Findings): string {
  const argon2 = of(flows, 'Argon2 verify, two').cpuMilliseconds;
  const bare = of(flows, 'bare: code flow, one').cpuMilliseconds;
  const bareTwo = of(flows, 'bare: code flow, two').cpuMilliseconds;
  const signIn = of(flows, 'Poterne: sign-in');
  const rows: string[][] = [
    aim(
      'CPU of a whole sign-in ≤ Argon2 + 2 × the bare code flow (one prompt)',
      `${ms(signIn.cpuMilliseconds)} against ${ms(argon2)} + 2 × ${ms(bare)} = ${ms(argon2 + 2 * bare)}`,
      signIn.cpuMilliseconds <= argon2 + 2 * bare,
    ),
    aim(
      'the same against a bare flow with two prompts, as a sign-in has',
      `${ms(signIn.cpuMilliseconds)} against ${ms(argon2)} + 2 × ${ms(bareTwo)} = ${ms(argon2 + 2 * bareTwo)}`,
      signIn.cpuMilliseconds <= argon2 + 2 * bareTwo,
    ),
    aim('SQL statements of a sign-in ≤ 8', signIn.sqlStatements.toFixed(1), signIn.sqlStatements <= 8),
    ...['code exchange', 'refresh', 'userinfo', 'introspection'].map((name) => {
      const [ours, bares] = [of(flows, `Poterne: ${name}`), of(flows, `bare: ${name}`)];
      const rate = ours.rate / bares.rate;
      const cpu = bares.cpuMilliseconds / ours.cpuMilliseconds;
      return aim(`${name} ≥ 0.8 of bare`, `${rate.toFixed(2)} by rate, ${cpu.toFixed(2)} by CPU`, rate >= 0.8);
    }),
    ...processes.map(({ name, oneRate, twoRate }) =>
      aim(`two processes ≥ 1.8 × one: ${name}`, (twoRate / oneRate).toFixed(2), twoRate / oneRate >= 1.8),
    ),
    ...oracle.map(({ answers, area }) =>
      aim(
        `unknown NIR or wrong password, AUC in 0.45 to 0.55: ${answers}`,
        area.toFixed(3),
        area >= 0.45 && area <= 0.55,
      ),
    ),
  ];
  const [small, large] = [lookups[0], lookups.at(-1)];
  if (small && large && small !== large) {
    const ratio = large.found.p50 / small.found.p50;
    rows.push(
      aim(
        `a look-up among ${large.accounts.toLocaleString('en')} costs no more than among ${small.accounts.toLocaleString('en')} (within a fifth)`,
        `× ${ratio.toFixed(2)}`,
        ratio <= 1.2,
      ),
    );
  }
  return `### Aims\n\n${table(['aim', 'measured', ''], rows)}`;
}

function aim(what: string, measured: string, isReached: boolean): string[] {
  return [what, measured, isReached ? 'reached' : '**not reached**'];
}

function flowsTable(flows: readonly Measurement[]): string {
  const rows = flows.map((each) => {
    const bare = each.name.startsWith('Poterne: ')
      ? flows.find(({ name }) => name === `bare: ${each.name.slice('Poterne: '.length)}`)
      : undefined;
    return [
      each.name,
      each.rate.toFixed(0),
      each.p50.toFixed(1),
      each.p95.toFixed(1),
      each.p99.toFixed(1),
      each.cpuMilliseconds.toFixed(2),
      each.redisCommands.toFixed(1),
      each.sqlStatements.toFixed(2),
      each.residentMebibytes.toFixed(0),
      bare ? (each.rate / bare.rate).toFixed(2) : '',
      bare ? (bare.cpuMilliseconds / each.cpuMilliseconds).toFixed(2) : '',
    ];
  });
  const head = [
    'operation',
    'a second',
    'p50 ms',
    'p95',
    'p99',
    'CPU ms',
    'Redis',
    'SQL',
    'MiB',
    'rate / bare',
    'bare CPU / ours',
  ];
  return `### Operations\n\nFour in flight, unless said. Redis: commands executed, those inside scripts and MULTI/EXEC included. SQL: statements, BEGIN and COMMIT included, the audit’s write-behind too.\n\n${table(head, rows)}`;
}

function signInDetail(flows: readonly Measurement[]): string {
  const signIn = of(flows, 'Poterne: sign-in');
  const argon2 = of(flows, 'Argon2 verify, two').cpuMilliseconds;
  const bare = of(flows, 'bare: code flow, one').cpuMilliseconds;
  const commands = signIn.redisByCommand.map(([name, count]) => `${name} ${count.toFixed(1)}`).join(' · ');
  const statements = signIn.sqlByStatement
    .filter(([, count]) => count >= 0.05)
    .map(([statement, count]) => [count.toFixed(2), `\`${shortened(statement)}\``]);
  return [
    '### One sign-in',
    `CPU: ${ms(signIn.cpuMilliseconds)}, which is ${(signIn.cpuMilliseconds / argon2).toFixed(2)} × Argon2 alone; without Argon2 ${ms(signIn.cpuMilliseconds - argon2)}, ${((signIn.cpuMilliseconds - argon2) / bare).toFixed(2)} × the bare code flow of one prompt.`,
    `Redis commands: ${commands}.`,
    table(['a sign-in', 'statement'], statements),
  ].join('\n\n');
}

function shortened(statement: string): string {
  const plain = statement
    .replace(/"/g, '')
    .replace(/public\./g, '')
    .replaceAll('|', '\\|');
  return plain.length > 110 ? `${plain.slice(0, 109)}…` : plain;
}

function oracleTable(oracle: readonly Comparison[]): string {
  const rows = oracle.map((each) => [
    each.answers,
    `${each.known} + ${each.unknown}`,
    each.knownMedian.toFixed(2),
    each.unknownMedian.toFixed(2),
    `${each.area.toFixed(3)} ± ${each.standardError.toFixed(3)}`,
  ]);
  const head = ['answers', 'tries', 'wrong password, p50 ms', 'unknown NIR, p50 ms', 'AUC'];
  return `### Unknown NIR or wrong password\n\nProduction’s Argon2, one try after the other, the two kinds in random order, each from a network of its own, eight tries a number so that throttled answers count.\n\n${table(head, rows)}`;
}

function processesTable(processes: readonly ProcessComparison[]): string {
  const rows = processes.map(({ name, oneRate, twoRate }) => [
    name,
    oneRate.toFixed(0),
    twoRate.toFixed(0),
    (twoRate / oneRate).toFixed(2),
  ]);
  return `### Two processes\n\nEach process is held to ${SHARE * 100} % of a core (stopped and continued every 40 ms), since the stores and the load generator already take these cores: what is compared is what two processes share, not how many cores there are.\n\n${table(['operation', 'one, a second', 'two', 'ratio'], rows)}`;
}

function lookupTable(lookups: readonly LookupTimes[]): string {
  const rows = lookups.map((each) => [
    each.accounts.toLocaleString('en'),
    `${each.found.p50.toFixed(2)} / ${each.found.p95.toFixed(2)}`,
    `${each.absent.p50.toFixed(2)} / ${each.absent.p95.toFixed(2)}`,
    String(each.buffers),
    each.scans.join(', '),
  ]);
  const head = ['accounts', 'found, p50 / p95 ms', 'absent', 'pages read', 'plan'];
  return `### A look-up among many accounts\n\n${table(head, rows)}`;
}

function table(head: readonly string[], rows: ReadonlyArray<readonly string[]>): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

function ms(milliseconds: number): string {
  return `${milliseconds.toFixed(1)} ms`;
}
