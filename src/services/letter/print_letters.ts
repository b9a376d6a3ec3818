/**
 * The print room's work (C8): claim a batch, render it, say that it was printed or hand it back. Rendering again gives the
 * same letters; only saying that they were printed ends them.
 */
import { type LetterContent, letterAsText, letterContent } from '../../domain/letter/letter.js';
import type { Realm } from '../../domain/realm.js';
import type { AccountStore } from '../../ports/account/account_store.js';
import type { AuditLog } from '../../ports/audit/audit_log.js';
import type { Clock } from '../../ports/clock.js';
import type { LetterBatch, LetterOutbox, QueuedLetter } from '../../ports/letter/letter_outbox.js';
import type { RenderLetter } from '../../ports/letter/letter_renderer.js';

export interface PrintLettersDependencies {
  readonly letters: LetterOutbox;
  readonly accounts: Pick<AccountStore, 'find'>;
  /** the codes of a card that is still good */
  readonly codesOf: (cardId: string) => Promise<ReadonlyArray<{ readonly number: number; readonly code: string }>>;
  readonly render: RenderLetter;
  readonly realms: readonly Realm[];
  readonly audit: Pick<AuditLog, 'record'>;
  readonly clock: Clock;
}

export interface PrintedLetter {
  readonly letter: QueuedLetter;
  readonly content: LetterContent;
  /** the same words in plain text */
  readonly text: string;
  readonly pdf: Buffer;
  readonly pages: number;
}

export interface PrintLetters {
  /** @returns null when none waits */
  claim(realm: string, claimedBy: string, limit: number): Promise<LetterBatch | null>;
  /** The letters of a claimed batch, one at a time. What no longer says anything is cancelled and left out. */
  rendered(batch: LetterBatch): AsyncGenerator<PrintedLetter>;
  /** @returns false for a batch that is closed or unknown */
  printed(batchId: string): Promise<boolean>;
  /** @returns false for a batch that is closed or unknown */
  handBack(batchId: string): Promise<boolean>;
  find(batchId: string): Promise<LetterBatch | null>;
  /** Batches that somebody claimed, and said nothing of since. */
  unfinished(realm: string, claimedBy: string): Promise<readonly LetterBatch[]>;
}

export function createPrintLetters(dependencies: PrintLettersDependencies): PrintLetters {
  const { letters, accounts, codesOf, render, realms, audit, clock } = dependencies;
  const record = (outcome: string, { id, realm, letters: count, claimedBy }: LetterBatch) =>
    audit.record({ type: 'letters', outcome, realm, data: { batch: id, letters: count, by: claimedBy } });

  async function contentOf(letter: QueuedLetter, realm: Realm, date: number): Promise<LetterContent | null> {
    const { id, kind, locale, data, secret } = letter;
    const account = await accounts.find(letter.accountId, null);
    const codes = kind === 'code_card' ? await codesOf(String(data['cardId'])) : [];
    const address = account?.postalAddress;
    if (!account || !address || (kind === 'code_card' && codes.length === 0)) return null;
    return letterContent({ id, kind, locale, realm, person: account, address, date, data, secret, codes });
  }

  async function close(batchId: string, outcome: 'printed' | 'handed_back'): Promise<boolean> {
    const batch = await letters.find(batchId);
    const now = clock.now();
    const isClosed = outcome === 'printed' ? letters.markPrinted(batchId, now) : letters.handBack(batchId, now);
    if (!batch || !(await isClosed)) return false;
    record(outcome, batch);
    return true;
  }

  return {
    async claim(realm, claimedBy, limit) {
      const claimed = await letters.claim(realm, claimedBy, limit, clock.now());
      if (claimed) record('claimed', claimed.batch);
      return claimed?.batch ?? null;
    },
    async *rendered(batch) {
      const realm = realms.find(({ id }) => id === batch.realm);
      if (!realm) throw new Error(`there is no realm ${batch.realm}`);
      record('rendered', batch);
      for (const letter of await letters.lettersOf(batch.id)) {
        // Dated when it was claimed: rendered again, it is the same letter.
        const content = await contentOf(letter, realm, batch.claimedAt);
        if (!content) {
          await letters.drop(batch.id, [letter.id]);
          continue;
        }
        const { bytes, pages } = await render(content, batch.claimedAt);
        yield { letter, content, text: letterAsText(content), pdf: bytes, pages };
      }
    },
    printed: (batchId) => close(batchId, 'printed'),
    handBack: (batchId) => close(batchId, 'handed_back'),
    find: (batchId) => letters.find(batchId),
    async unfinished(realm, claimedBy) {
      const claimed = await letters.stale(clock.now() + 1);
      return claimed.filter((batch) => batch.realm === realm && batch.claimedBy === claimedBy);
    },
  };
}
