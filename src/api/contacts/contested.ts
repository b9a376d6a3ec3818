/** What waits for an agent after « Ce n’est pas moi », and what they give back (U2). */
import { z } from 'zod';
import type { SettleContested } from '../../services/contest/settle_contested.js';
import { changedAnswer } from '../fields.js';
import { type Operation, operation } from '../operation.js';

export function contestedOperations(contested: SettleContested): readonly Operation[] {
  const writing = { method: 'POST', scope: 'accounts:contacts', status: 200, writes: true } as const;
  return [
    operation({
      id: 'listContested',
      method: 'GET',
      path: '/contested',
      scope: 'accounts:read',
      title: { fr: 'Contestations à traiter', en: 'Contests that wait' },
      description:
        'Accounts of which somebody said « Ce n’est pas moi » for the second time in 30 days, and nothing more was frozen; or of a right, a role or a contact given back. Call ' +
        'the person on the number of their file. The oldest first, at most 100.',
      body: null,
      status: 200,
      answer: z.object({
        contested: z.array(
          z.object({
            id: z.uuid(),
            account: z.uuid(),
            at: z.iso.datetime(),
            of: z.array(z.string()).describe('Kinds of what was told: contact_added, password_changed …'),
          }),
        ),
      }),
      writes: false,
      problems: [],
      run: ({ realm, actor }) => contested.waiting(realm, actor),
    }),
    operation({
      ...writing,
      id: 'closeContested',
      path: '/accounts/{account}/contests/closure',
      title: { fr: 'Clore les contestations', en: 'Close the contests' },
      description: 'You spoke to the person: all that waits about this account is done.',
      body: z.strictObject({}),
      answer: changedAnswer,
      problems: ['unknown-person', 'state-conflict'],
      run: ({ realm, actor, params, receiptOf }) =>
        contested.close({ realm, actor, accountId: params['account'] ?? '', receiptOf }),
    }),
    operation({
      ...writing,
      id: 'releaseContact',
      path: '/accounts/{account}/contacts/{contact}/release',
      title: { fr: 'Débloquer un contact', en: 'Release a contact' },
      description:
        'A contact that « Ce n’est pas moi » froze carries codes again. Only for a person whose identity you checked; they ' +
        'can do so themselves in their account.',
      body: z.strictObject({}),
      answer: changedAnswer.extend({ released: z.uuid() }),
      problems: ['unknown-person', 'unknown-contact', 'state-conflict'],
      run: ({ realm, actor, params, receiptOf }) =>
        contested.release({ realm, actor, accountId: params['account'] ?? '', receiptOf }, params['contact'] ?? ''),
    }),
  ];
}
