/**
 * What the sample app keeps between two runs: its key, its tokens, and a sign-in under way. A telephone keeps the key in its
 * secure hardware, where nothing can read it out; a command line has a file that only its owner can read.
 */
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** A request that went to the browser: what its answer is checked with, whenever it comes. */
export interface Begun {
  readonly redirectUri: string;
  readonly state: string;
  readonly nonce: string;
  readonly codeVerifier: string;
  /** it confirms an action: the access token is for the API that does it */
  readonly isForApi: boolean;
}

export interface Kept {
  readonly privateJwk: JsonWebKey;
  readonly publicJwk: JsonWebKey;
  readonly begun?: Begun | undefined;
  readonly tokens?: { readonly refresh: string; readonly id: string; readonly subject: string } | undefined;
}

export interface AppStore {
  read(): Kept | undefined;
  /** The whole of it, at once: half a file would lose the sign-in. */
  write(kept: Kept): void;
}

export function openStore(file: string): AppStore {
  return {
    read() {
      try {
        return JSON.parse(readFileSync(file, 'utf8')) as Kept;
      } catch {
        return undefined;
      }
    },
    write(kept) {
      mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
      writeFileSync(`${file}.new`, JSON.stringify(kept), { mode: 0o600 });
      renameSync(`${file}.new`, file);
    },
  };
}
