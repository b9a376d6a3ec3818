/** `poterne audit` as an operator types it, on a database and the keys that seal what is in it. */
import { audit } from '../../src/cli/audit.js';
import { runGroups } from '../../src/cli/run_groups.js';

export interface AuditAnswer {
  readonly code: number;
  /** standard output, line by line */
  readonly said: readonly string[];
  /** standard error */
  readonly complaints: readonly string[];
}

/** @param environment DATABASE_URL and KEY_ENCRYPTION_KEYS at least */
export function auditCommands(environment: Readonly<Record<string, string | undefined>>) {
  return async (...args: readonly string[]): Promise<AuditAnswer> => {
    const said: string[] = [];
    const complaints: string[] = [];
    const code = await runGroups({ audit }, ['audit', ...args], {
      environment,
      say: (line) => said.push(line),
      complain: (line) => complaints.push(line),
    });
    return { code, said, complaints };
  };
}
