/** What `poterne letters` works with: the outbox, people's addresses, the codes of cards, and the audit (C8, I10). */
import { createPostgresAccountStore } from '../../adapters/postgres/account/account_store.js';
import { createPostgresAuditLog } from '../../adapters/postgres/audit/audit_log.js';
import { connectDatabase } from '../../adapters/postgres/connection.js';
import { createPostgresLetterOutbox } from '../../adapters/postgres/letter/letter_outbox.js';
import { createLetterBox } from '../../adapters/postgres/letter/letter_rows.js';
import { createNoticeBox } from '../../adapters/postgres/notice/notice_rows.js';
import { createPostgresCodeCardStore } from '../../adapters/postgres/one_time_code/code_card_store.js';
import { systemClock } from '../../adapters/system/clock.js';
import { createIdentifierVault } from '../../adapters/system/keys/identifier_vault.js';
import { renderLetterPdf } from '../../adapters/system/letter_pdf.js';
import type { CommandSettings } from '../../config/command_settings.js';
import { REALMS } from '../../config/realms.js';
import type { Clock } from '../../ports/clock.js';
import { createPrintLetters } from '../../services/letter/print_letters.js';
import { createCodeCards } from '../../services/one_time_code/code_cards.js';
import { createCodeMaker } from '../../services/one_time_code/one_time_code.js';

export const LETTER_RINGS = ['keyEncryption', 'identifierEncryption', 'identifierIndex', 'codeDerivation'] as const;

const CONNECTIONS = 2;

export type LetterCommands = ReturnType<typeof openLetterCommands>;

export function openLetterCommands(
  { databaseUrl, rings }: CommandSettings<never, (typeof LETTER_RINGS)[number]>,
  clock: Clock = systemClock,
) {
  const database = connectDatabase(databaseUrl, CONNECTIONS);
  let unwritten = 0;
  const audit = createPostgresAuditLog(database, clock, (lost) => {
    unwritten += lost;
  });
  const accounts = createPostgresAccountStore(
    database,
    createIdentifierVault(rings.identifierEncryption, rings.identifierIndex),
  );
  const letterBox = createLetterBox(rings.keyEncryption);
  const outbox = createPostgresLetterOutbox(database, letterBox);
  const cards = createPostgresCodeCardStore(database, letterBox, createNoticeBox(rings.keyEncryption));
  const { codesOf } = createCodeCards({ cards, accounts, codes: createCodeMaker(rings.codeDerivation), audit, clock });
  return {
    clock,
    outbox,
    print: createPrintLetters({
      letters: outbox,
      accounts,
      codesOf,
      render: renderLetterPdf,
      realms: REALMS,
      audit,
      clock,
    }),
    /** Writes the audit. @throws Error when it cannot be written */
    async close() {
      await audit.close();
      await database.$disconnect();
      if (unwritten > 0) throw new Error(`done, but ${unwritten} events of the audit could not be written`);
    },
  };
}
