/** Who types a command, as the audit names them (S5, O4). */
import { userInfo } from 'node:os';

export function operator(): string {
  return `cli:${userInfo().username}`;
}
