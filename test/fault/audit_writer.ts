/** A process of its own that records events until it is killed (S5). Tells on standard output how many are stored. */
import { createPostgresAuditLog } from '../../src/adapters/postgres/audit/audit_log.js';
import { connectDatabase } from '../../src/adapters/postgres/connection.js';

const database = connectDatabase(process.argv[2] ?? '', 2);
const audit = createPostgresAuditLog(database, { now: () => Date.now() }, () => {});
for (let event = 1; ; event += 1) {
  audit.record({ type: 'password', outcome: 'right', realm: 'allocataires', data: { event } });
  if (event % 50 === 0) {
    await audit.flush();
    process.stdout.write(`${event}\n`);
  }
}
