/** What somebody typed as a new contact, kept for half an hour for their browser: giving up the code loses nothing (X2). */
import { createHash } from 'node:crypto';
import type { ContactKind } from '../../../ports/account/account_store.js';
import type { EphemeralStore } from '../../../ports/protocol/oidc_store.js';

const DRAFT = 'AccountDraft';
const KEPT_SECONDS = 30 * 60;

export interface ContactDrafts {
  /** @param browser the console's name of it */
  keep(browser: string, accountId: string, kind: ContactKind, typed: string): Promise<void>;
  find(browser: string, accountId: string, kind: ContactKind): Promise<string>;
  drop(browser: string, accountId: string, kind: ContactKind): Promise<void>;
}

export function createContactDrafts(ephemeral: Pick<EphemeralStore, 'put' | 'find' | 'destroy'>): ContactDrafts {
  const named = (browser: string, accountId: string, kind: ContactKind) =>
    createHash('sha256')
      .update(JSON.stringify([browser, accountId, kind]))
      .digest('base64url');
  return {
    keep: (browser, accountId, kind, typed) =>
      ephemeral.put(DRAFT, named(browser, accountId, kind), { typed }, KEPT_SECONDS),
    async find(browser, accountId, kind) {
      const typed = (await ephemeral.find(DRAFT, named(browser, accountId, kind)))?.['typed'];
      return typeof typed === 'string' ? typed : '';
    },
    drop: (browser, accountId, kind) => ephemeral.destroy(DRAFT, named(browser, accountId, kind)),
  };
}
