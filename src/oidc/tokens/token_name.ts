/** What a token is stored under: its SHA-256, so that what is stored cannot be presented. */
import { createHash } from 'node:crypto';

export function tokenName(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}
