/** What the law gives a person (S5): a copy of everything that is held, and its erasure. */
import { z } from 'zod';
import type { PersonRights } from '../../services/personal_data/person_rights.js';
import { accountField } from '../fields.js';
import { type Operation, operation } from '../operation.js';

const rows = z.array(z.record(z.string(), z.unknown()));

export function rightsOperations(rights: PersonRights): readonly Operation[] {
  return [
    operation({
      id: 'exportPerson',
      method: 'GET',
      path: '/accounts/{account}/export',
      scope: 'accounts:export',
      title: { fr: 'Exporter les données d’une personne', en: 'Export a person’s data' },
      description:
        'Everything that is held, in clear, numbers and contacts included, and audited. Hashes and secrets are left out. ' +
        'Give this scope to few.',
      body: null,
      status: 200,
      answer: z.object({
        exported_at: z.iso.datetime(),
        account: z.record(z.string(), z.unknown()),
        identifiers: rows,
        contacts: rows,
        credentials: rows,
        known_devices: rows,
        identity_links: rows,
        affiliations: rows,
        memberships: rows.describe('Of organisations'),
        code_cards: rows,
        authenticators: rows.describe('Authenticator apps by name and time; never a secret'),
        passkeys: rows.describe('Passkeys by name, make and time; never a key'),
        grants: rows,
        contests: rows.describe('« Ce n’est pas moi » said, and what it stopped (U2)'),
        letters: rows,
        notices: rows,
        events: rows.describe('The audit’s, by time'),
      }),
      writes: false,
      problems: ['unknown-person'],
      run: ({ realm, actor, params }) => rights.export({ realm, actor, accountId: params['account'] ?? '' }),
    }),
    operation({
      id: 'erasePerson',
      method: 'POST',
      path: '/accounts/{account}/erasure',
      scope: 'accounts:erase',
      title: { fr: 'Effacer une personne', en: 'Erase a person' },
      description:
        'For good: the account and all that hangs on it, sign-ins, letters and messages that wait; what the audit says of ' +
        'the person can be read no more. Ask twice: `confirm` repeats the account.',
      body: z.strictObject({ confirm: accountField }),
      status: 200,
      answer: z.object({ account: accountField, erased: z.literal(true) }),
      writes: true,
      problems: ['unknown-person', 'state-conflict'],
      async run({ realm, actor, params, body, receiptOf }) {
        const accountId = params['account'] ?? '';
        if (body.confirm.toLowerCase() !== accountId.toLowerCase()) return { ok: false, code: 'state-conflict' };
        return rights.erase({ realm, actor, accountId, receiptOf });
      },
    }),
  ];
}
