/** `.env.example` is the configuration's schema in words: same variables, same defaults, no value that would start. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { ConfigurationError, environmentSchema, readConfig } from '../../src/config/environment.js';
import { REALMS } from '../../src/config/realms.js';
import { readSecrets } from '../../src/config/secrets.js';

const EXAMPLE = '.env.example';
const REALM_IDS = REALMS.map(({ id }) => id);

interface Line {
  readonly name: string;
  readonly value: string;
  /** shown, not set */
  readonly isOff: boolean;
  readonly comment: string | undefined;
}

function readLines(text: string): readonly Line[] {
  const lines = text.split('\n');
  return lines.flatMap((line, at) => {
    const match = /^(#?)([A-Z][A-Z0-9_]*)=(.*)$/.exec(line);
    if (!match) return [];
    const [, off, name = '', value = ''] = match;
    const above = /^# (?!---)(.+)$/.exec(lines[at - 1] ?? '');
    return [{ name, value, isOff: off === '#', comment: above?.[1] }];
  });
}

function environmentOf(lines: readonly Line[]): Record<string, string> {
  return Object.fromEntries(lines.filter(({ isOff }) => !isOff).map(({ name, value }) => [name, value]));
}

/** Names of the secret variables, as their reader asks for them. */
function secretVariables(): readonly string[] {
  const reading = readSecrets({});
  if (reading.ok) throw new Error('secrets were read from nothing');
  return reading.problems.map((problem) => problem.replace(/ is missing$/, ''));
}

function problemsOf(environment: Readonly<Record<string, string>>): readonly string[] {
  try {
    readConfig(environment, 'production', REALM_IDS);
    return [];
  } catch (error) {
    if (error instanceof ConfigurationError) return error.problems;
    throw error;
  }
}

describe(EXAMPLE, () => {
  const text = readFileSync(EXAMPLE, 'utf8');
  const lines = readLines(text);

  test('O2 holds exactly the variables of the schema and of the secrets, each once', () => {
    const expected = [...Object.keys(environmentSchema.shape), ...secretVariables(), 'SIGNING_JWKS'];
    expect(lines.map(({ name }) => name).sort()).toEqual(expected.sort());
  });

  test('O2 every variable has a comment above it', () => {
    expect(lines.filter(({ comment }) => comment === undefined).map(({ name }) => name)).toEqual([]);
  });

  test('O2 a value that is shown but off is the default, where there is one', () => {
    const defaults = Object.entries(environmentSchema.parse({})).filter(([, value]) => value !== '');
    const shown = new Map(lines.filter(({ isOff }) => isOff).map(({ name, value }) => [name, value]));
    const wrong = defaults.filter(([name, value]) => shown.has(name) && shown.get(name) !== String(value));
    expect(wrong).toEqual([]);
  });

  test('O2 its placeholders are refused in production, each secret by name', () => {
    const problems = problemsOf(environmentOf(lines)).join('\n');
    for (const name of secretVariables()) expect(problems).toContain(name);
    expect(problems).not.toContain('change-me');
  });

  test('O2 with fresh secrets it starts, and ACCOUNTS_FILE is still refused', () => {
    const made = spawnSync(process.execPath, ['scripts/make_secrets.mjs', EXAMPLE], { encoding: 'utf8' });
    const environment = environmentOf(readLines(made.stdout));
    expect(problemsOf(environment)).toEqual([]);
    expect(problemsOf({ ...environment, ACCOUNTS_FILE: 'people.ndjson' })).toEqual([
      'ACCOUNTS_FILE is refused in production',
    ]);
  });

  test('S7 two runs of make_secrets share no value', () => {
    const [one, other] = [0, 1].map(() => {
      const made = spawnSync(process.execPath, ['scripts/make_secrets.mjs'], { encoding: 'utf8' });
      return made.stdout.trim().split('\n');
    });
    expect(one).toHaveLength(secretVariables().length);
    const values = (printed: readonly string[] = []): readonly string[] =>
      printed.join('\n').match(/[\w-]{30,}/g) ?? [];
    const repeated = values(one).filter((value) => values(other).includes(value));
    expect(repeated).toEqual([]);
  });
});
