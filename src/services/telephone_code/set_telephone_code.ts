/**
 * A telephone code of its own, where passwords are not digits and cannot be keyed in (I8): eight digits drawn here, told to
 * the client once, for the person. It opens the voice server alone.
 */
import { randomInt } from 'node:crypto';
import type { PasswordHasher } from '../../ports/password/password_hasher.js';
import type { ChangeFile, FileOrder, FileOutcome } from '../account/change_file.js';

export type SetTelephoneCode = (order: FileOrder) => Promise<FileOutcome>;

const EIGHT_DIGITS = 100_000_000;

export function createSetTelephoneCode(
  changeFile: ChangeFile,
  hasher: Pick<PasswordHasher, 'hash' | 'busySeconds'>,
): SetTelephoneCode {
  return async (order) => {
    // A realm of digits has one secret for the web and the telephone.
    if (order.realm.passwordKind === 'eight-digits') return { ok: false, code: 'state-conflict' };
    const retryAfterSeconds = hasher.busySeconds();
    if (retryAfterSeconds > 0) return { ok: false, code: 'busy', retryAfterSeconds };
    const code = String(randomInt(EIGHT_DIGITS)).padStart(8, '0');
    const telephoneCode = await hasher.hash(code);
    return changeFile(order, () => ({
      event: 'telephone_code',
      change: { from: { statuses: ['active'] }, telephoneCode },
      answer: { telephone_code: code },
    }));
  };
}
