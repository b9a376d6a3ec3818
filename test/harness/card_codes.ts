/** The codes of a person's cards, as the print room would read them (I10). */
import { readKeyRing } from '../../src/config/key_ring.js';
import { createCodeCards } from '../../src/services/one_time_code/code_cards.js';
import { createCodeMaker } from '../../src/services/one_time_code/one_time_code.js';
import { recordSecret } from '../infrastructure/log_watch.js';
import type { Restartable } from './poterne.js';

/**
 * @param familyName of the only person with that name
 * @returns the codes of the newest card, by number
 */
export async function codesOfCard(poterne: Restartable, familyName: string): Promise<ReadonlyMap<number, string>> {
  const row = await poterne.service.database.codeCard.findFirstOrThrow({
    where: { account: { familyName }, revokedAt: null },
    orderBy: { issuedAt: 'desc' },
    include: { account: true },
  });
  const ring = readKeyRing(poterne.secrets['CODE_KEYS'] ?? '');
  if (!ring.ok) throw new Error('the keys of the test cannot be read');
  const card = {
    ...row,
    kind: row.kind as 'letter' | 'desk' | 'recovery',
    issuedAt: row.issuedAt.getTime(),
    expiresAt: row.expiresAt.getTime(),
  };
  const cards = createCodeCards({
    codes: createCodeMaker(ring.ring),
  } as unknown as Parameters<typeof createCodeCards>[0]);
  const codes = Array.from({ length: card.size }, (_, index) => {
    const code = cards.codeAt({ accountId: row.accountId, realm: row.account.realm }, card, index + 1);
    recordSecret('code', code);
    return [index + 1, code] as const;
  });
  return new Map(codes);
}
