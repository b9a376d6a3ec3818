/** Finds the programs that the tests need beyond Node: PostgreSQL, Redis, Chromium. */
import { accessSync, constants, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';

export interface PostgresBinaries {
  readonly initdb: string;
  readonly postgres: string;
}

const POSTGRES_FOLDERS = ['/usr/lib/postgresql', '/opt/homebrew/opt', '/usr/local/opt', '/usr'];
const CHROMIUM_NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const CHROMIUM_PLACES = ['/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'];

/** PostgreSQL's server programs, both of one version, from PATH or from where packages put them; newest first. */
export function findPostgres(): PostgresBinaries | undefined {
  const packaged = POSTGRES_FOLDERS.flatMap((folder) =>
    versions(folder).map((version) => join(folder, version, 'bin')),
  );
  for (const folder of [...pathFolders(), ...packaged]) {
    const found = { initdb: join(folder, 'initdb'), postgres: join(folder, 'postgres') };
    if (isExecutable(found.initdb) && isExecutable(found.postgres)) return found;
  }
  return undefined;
}

export function findRedis(): string | undefined {
  return firstExecutable(pathFolders().map((folder) => join(folder, 'redis-server')));
}

/** CHROMIUM_PATH when set, else an installed Chromium or Chrome. */
export function findChromium(): string | undefined {
  const chosen = process.env['CHROMIUM_PATH'];
  if (chosen) return firstExecutable([chosen]);
  const inPath = CHROMIUM_NAMES.flatMap((name) => pathFolders().map((folder) => join(folder, name)));
  return firstExecutable([...inPath, ...CHROMIUM_PLACES]);
}

function pathFolders(): string[] {
  // npm and cron may come with a PATH that leaves the system's folders out
  const folders = `${process.env['PATH'] ?? ''}${delimiter}/usr/bin${delimiter}/usr/local/bin`.split(delimiter);
  return folders.filter((folder) => folder !== '');
}

function versions(folder: string): string[] {
  try {
    const names = readdirSync(folder).filter((name) => /^(postgresql@|pgsql-)?\d+(\.\d+)*$/.test(name));
    return names.sort((a, b) => b.localeCompare(a, 'en', { numeric: true }));
  } catch {
    return [];
  }
}

function firstExecutable(paths: readonly string[]): string | undefined {
  return paths.find(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
