/** Somebody's authenticator app: a secret put on file as an enrolment would, and the codes that it shows. */
import { randomBytes, randomUUID } from 'node:crypto';
import {
  createAuthenticatorBox,
  createPostgresAuthenticatorStore,
} from '../../src/adapters/postgres/authenticator/authenticator_store.js';
import { createNoticeBox } from '../../src/adapters/postgres/notice/notice_rows.js';
import { readKeyRing } from '../../src/config/key_ring.js';
import { base32, SECRET_BYTES, timeStep } from '../../src/domain/authenticator/authenticator.js';
import { codeOfStep } from '../../src/services/authenticator/authenticator_code.js';
import { draftCard } from '../../src/services/one_time_code/code_cards.js';
import { recordSecret } from '../infrastructure/log_watch.js';
import type { Restartable } from './poterne.js';

export interface App {
  /** What it shows now, on a clock that differs by so many steps of 30 s. */
  code(steps?: number): string;
}

export function appOf(secret: Uint8Array): App {
  recordSecret('key', Buffer.from(secret).toString('base64url'));
  recordSecret('key', base32(secret));
  return {
    code(steps = 0) {
      const code = codeOfStep(secret, timeStep(Date.now()) + steps);
      recordSecret('code', code);
      return code;
    },
  };
}

/** @param familyName of the only person with that name */
export async function enrolApp(poterne: Restartable, familyName: string): Promise<App & { readonly id: string }> {
  const { database } = poterne.service;
  const { id: accountId } = await database.account.findFirstOrThrow({ where: { familyName } });
  const ringOf = (name: string) => {
    const reading = readKeyRing(poterne.secrets[name] ?? '');
    if (!reading.ok) throw new Error('the keys of the test cannot be read');
    return reading.ring;
  };
  const ring = ringOf('KEY_ENCRYPTION_KEYS');
  const store = createPostgresAuthenticatorStore(database, createAuthenticatorBox(ring), createNoticeBox(ring));
  const [id, secret, at] = [randomUUID(), randomBytes(SECRET_BYTES), Date.now()];
  const codes = { currentKeyId: ringOf('CODE_KEYS').current.id };
  const added = await store.add({
    ...{ id, accountId, name: 'Téléphone', secret, at, most: 2, notices: [] },
    // Enrolled some time ago: the present code is still good.
    step: timeStep(at) - 10,
    recoveryCodes: draftCard(codes, 'recovery', { size: 10, lifeSeconds: 86_400 }, at),
  });
  if (added.state !== 'added') throw new Error(`the app was not added: ${added.state}`);
  return { ...appOf(secret), id };
}
