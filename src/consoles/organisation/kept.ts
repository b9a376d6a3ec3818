/**
 * What an administrator typed and no address may carry (S6): a person about to be created, the words of a search. It waits
 * on the server under a random name, for one browser, account and organisation, and is forgotten after two hours.
 */
import { randomBytes } from 'node:crypto';
import type { EphemeralStore } from '../../ports/protocol/oidc_store.js';

const KEPT_SECONDS = 2 * 3600;
const MODEL = 'OrganisationKept';
const NAME = /^[A-Za-z0-9_-]{22}$/;

export interface KeptFor {
  readonly browser: string;
  readonly accountId: string;
  readonly organisationId: string;
  /** what it is: what was typed in one form is never read as another's */
  readonly form: 'create' | 'search';
}

export type KeptFields = Readonly<Record<string, string>>;

export interface Kept {
  /** @returns the name to put into an address */
  keep(whose: KeptFor, fields: KeptFields): Promise<string>;
  find(whose: KeptFor, name: string): Promise<KeptFields | undefined>;
}

export function createKept(realm: string, ephemeral: EphemeralStore): Kept {
  const named = (name: string) => `${realm}:${name}`;
  return {
    async keep(whose, fields) {
      const name = randomBytes(16).toString('base64url');
      await ephemeral.put(MODEL, named(name), { whose, fields }, KEPT_SECONDS);
      return name;
    },
    async find({ browser, accountId, organisationId, form }, name) {
      if (!NAME.test(name)) return undefined;
      const found = (await ephemeral.find(MODEL, named(name))) as { whose: KeptFor; fields: KeptFields } | undefined;
      if (!found) return undefined;
      const { whose, fields } = found;
      const isTheirs =
        whose.browser === browser &&
        whose.accountId === accountId &&
        whose.organisationId === organisationId &&
        whose.form === form;
      return isTheirs ? fields : undefined;
    },
  };
}
