/** What one command of the command line needs of the service's environment, and no more: each names its variables (O4). */
import type { KeyRing } from '../domain/keys/key_ring.js';
import { ConfigurationError, type Environment, environmentSchema, withFiles } from './environment.js';
import { readKeyRing } from './key_ring.js';
import { RING_VARIABLES } from './secrets.js';

type RingName = keyof typeof RING_VARIABLES;

export interface CommandSettings<Name extends keyof Environment, Ring extends RingName> {
  readonly databaseUrl: string;
  readonly values: Readonly<Pick<Environment, Name>>;
  readonly rings: Readonly<Record<Ring, KeyRing>>;
}

/**
 * @param environment the service's, or as much of it as is named here
 * @throws ConfigurationError with every problem found
 */
export function readCommandSettings<Name extends keyof Environment, Ring extends RingName>(
  environment: Readonly<Record<string, string | undefined>>,
  names: readonly Name[],
  ringNames: readonly Ring[],
): CommandSettings<Name, Ring> {
  const problems: string[] = [];
  const given = withFiles(environment, problems);
  const values: Record<string, unknown> = {};
  for (const name of ['DATABASE_URL', ...names] as const) {
    const parsed = environmentSchema.shape[name].safeParse(given[name] || undefined);
    if (parsed.success) values[name] = parsed.data;
    else problems.push(...parsed.error.issues.map(({ message }) => `${name}: ${message}`));
  }
  const databaseUrl = values['DATABASE_URL'];
  if (given['DATABASE_URL'] === undefined || given['DATABASE_URL'] === '') problems.push('DATABASE_URL is missing');
  const rings: Partial<Record<Ring, KeyRing>> = {};
  for (const name of ringNames) {
    const text = given[RING_VARIABLES[name]];
    const reading = text ? readKeyRing(text) : ({ ok: false, why: 'is missing' } as const);
    if (reading.ok) rings[name] = reading.ring;
    else problems.push(`${RING_VARIABLES[name]}: ${reading.why}`);
  }
  if (problems.length > 0 || typeof databaseUrl !== 'string') throw new ConfigurationError(problems);
  return { databaseUrl, values: values as Pick<Environment, Name>, rings: rings as Record<Ring, KeyRing> };
}
