/** A second PostgreSQL that follows a first one by streaming, as the standby of an installation does. */
import { spawnSync } from 'node:child_process';
import { realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type pg from 'pg';
import { withClient } from './database.js';
import { type UnixUser, waitUntil } from './server_process.js';

/** What a primary needs beyond the settings of every throwaway server. */
export const PRIMARY_SETTINGS = ['wal_level=replica', 'max_wal_senders=4', 'wal_keep_size=64MB'];

const PATIENCE_MS = 20_000;
const PROMOTION_PATIENCE_S = 20;

/**
 * Copies a running primary into an empty folder, with all that makes a server started on it a hot standby.
 *
 * @param initdb path of that program, or of a link to it: `pg_basebackup` lies beside it
 * @param data the folder of the copy
 * @throws with what pg_basebackup said
 */
export function copyPrimary(initdb: string, primary: string, data: string, user: UnixUser | undefined): void {
  const { hostname, port, username, password } = new URL(primary);
  const { status, error, stderr } = spawnSync(
    join(dirname(realpathSync(initdb)), 'pg_basebackup'),
    [
      ...['-h', hostname, '-p', port, '-U', username, '-D', data],
      ...['--wal-method=stream', '--checkpoint=fast', '--write-recovery-conf', '--no-sync', '--no-manifest'],
    ],
    {
      encoding: 'utf8',
      cwd: '/',
      env: { PATH: process.env['PATH'], LC_ALL: 'C', PGPASSWORD: decodeURIComponent(password) },
      ...user,
    },
  );
  if (status !== 0) throw new Error(`pg_basebackup failed: ${error?.message ?? stderr}`);
}

/** From now on the primary answers a commit only once its standby has it. @throws when none follows in time */
export async function commitOnStandby(primary: string): Promise<void> {
  await withClient(primary, async (client) => {
    await client.query(`ALTER SYSTEM SET synchronous_standby_names = '*'`);
    await client.query('SELECT pg_reload_conf()');
    const follows = async () => {
      const { rowCount } = await client.query(`SELECT 1 FROM pg_stat_replication WHERE sync_state = 'sync'`);
      return rowCount === 1;
    };
    if (!(await waitUntil(follows, PATIENCE_MS))) throw new Error('no standby follows the primary');
  });
}

/** Makes a standby a primary; resolves when it takes writes. */
export async function promote(standby: string): Promise<void> {
  await withClient(standby, async (client: pg.Client) => {
    const { rows } = await client.query<{ promoted: boolean }>('SELECT pg_promote(true, $1) AS promoted', [
      PROMOTION_PATIENCE_S,
    ]);
    if (!rows[0]?.promoted) throw new Error('the standby was not promoted in time');
  });
}
