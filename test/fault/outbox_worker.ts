/** A process of its own that sends notices, pushes security events, or prints letters, until it is killed. Its settings come by the environment. */

import { createSmtpDelivery } from '../../src/adapters/delivery/smtp_delivery.js';
import { connectDatabase } from '../../src/adapters/postgres/connection.js';
import { createPostgresLetterOutbox } from '../../src/adapters/postgres/letter/letter_outbox.js';
import { createLetterBox } from '../../src/adapters/postgres/letter/letter_rows.js';
import { createPostgresNoticeOutbox } from '../../src/adapters/postgres/notice/notice_outbox.js';
import { createNoticeBox } from '../../src/adapters/postgres/notice/notice_rows.js';
import { createPostgresSignalOutbox } from '../../src/adapters/postgres/signals/signal_outbox.js';
import { createPostgresSignalStreams, createSignalBox } from '../../src/adapters/postgres/signals/signal_streams.js';
import { renderLetterPdf } from '../../src/adapters/system/letter_pdf.js';
import { createSignalPush } from '../../src/adapters/system/outbound/signal_push.js';
import { writeBatch } from '../../src/cli/letter_folder.js';
import { keyRing } from '../../src/config/key_ring.js';
import { REALMS } from '../../src/config/realms.js';
import type { VisitedAccount } from '../../src/ports/account/account_store.js';
import { createPrintLetters } from '../../src/services/letter/print_letters.js';
import { createSendNotices } from '../../src/services/notice/send_notices.js';
import { createDeliverSignals } from '../../src/services/signals/deliver_signals.js';

const setting = (name: string) => process.env[name] ?? '';
const ring = keyRing([{ id: 'one', secret: Buffer.from(setting('OUTBOX_KEY'), 'base64url') }]);
const database = connectDatabase(setting('DATABASE_URL'), 8);
const clock = { now: () => Date.now() + Number(setting('AHEAD_MS')), pause: async () => {} };
const audit = { record() {} };
const CLAIRE = {
  givenNames: ['Claire'],
  familyName: 'MARTIN',
  postalAddress: { lines: ['1 rue des Lilas'], postcode: '88000', city: 'Épinal', country: null },
} as unknown as VisitedAccount;

if (process.argv[2] === 'send') {
  const notices = createPostgresNoticeOutbox(database, createNoticeBox(ring));
  const delivery = createSmtpDelivery(setting('SMTP_URL'), 'Poterne <p@poterne.test>', 5_000);
  const send = createSendNotices({ notices, delivery, realms: REALMS, audit, clock });
  while ((await send()) > 0);
} else if (process.argv[2] === 'push') {
  const box = createSignalBox(ring);
  const deliver = createDeliverSignals({
    outbox: createPostgresSignalOutbox(database, box),
    streams: createPostgresSignalStreams(database, box),
    push: createSignalPush({ allow: [], allowLoopback: true }),
    // What is signed, without the signature: it names the event.
    sign: async (claims) => String(claims['jti']),
    receiverOf: async () => ({ sector: 'caf' }),
    issuers: new Map([['allocataires', 'https://connexion.example.test/allocataires']]),
    pauseAfterMs: 86_400_000,
    onFault() {},
    audit,
    clock,
  });
  while ((await deliver.begin()) > 0) await deliver.settled();
} else {
  const print = createPrintLetters({
    letters: createPostgresLetterOutbox(database, createLetterBox(ring)),
    accounts: { find: async () => CLAIRE },
    codesOf: async () => [],
    render: renderLetterPdf,
    realms: REALMS,
    audit,
    clock,
  });
  for (;;) {
    const batch = await print.claim('allocataires', 'worker', 7);
    if (!batch) break;
    await writeBatch(setting('OUT'), batch, print.rendered(batch));
    process.stdout.write('written\n');
    await print.printed(batch.id);
  }
}
process.stdout.write('nothing left\n');
process.exit(0);
