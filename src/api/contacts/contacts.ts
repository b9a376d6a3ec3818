/** Contacts as an agent changes them (E1). */
import { z } from 'zod';
import type { ChangeContacts } from '../../services/contact/change_contacts.js';
import { changedAnswer, contactField } from '../fields.js';
import { type Operation, operation } from '../operation.js';

export function contactOperations(contacts: ChangeContacts): readonly Operation[] {
  const common = { method: 'POST', scope: 'accounts:contacts', writes: true } as const;
  return [
    operation({
      ...common,
      id: 'setContact',
      path: '/accounts/{account}/contacts',
      title: { fr: 'Ajouter un contact', en: 'Set a contact' },
      description:
        'Waits 48 hours: the contacts on file are told, and the help line refuses it by removing it. Until then it carries ' +
        'no code and serves no recovery.',
      body: contactField,
      status: 201,
      answer: changedAnswer.extend({
        contact: z.object({ kind: z.enum(['email', 'mobile', 'landline']), masked: z.string() }),
        pending_until: z.iso.datetime(),
      }),
      problems: ['unknown-person', 'state-conflict'],
      run: ({ realm, actor, params, body, receiptOf }) =>
        contacts.add({ realm, actor, accountId: params['account'] ?? '', receiptOf }, body),
    }),
    operation({
      ...common,
      id: 'removeContact',
      path: '/accounts/{account}/contacts/{contact}/removal',
      title: { fr: 'Retirer ou refuser un contact', en: 'Remove or refuse a contact' },
      description: 'A contact that counts cannot be removed while another one waits.',
      body: z.strictObject({}),
      status: 200,
      answer: changedAnswer.extend({ removed: z.uuid() }),
      problems: ['unknown-person', 'unknown-contact', 'state-conflict'],
      run: ({ realm, actor, params, receiptOf }) =>
        contacts.remove({ realm, actor, accountId: params['account'] ?? '', receiptOf }, params['contact'] ?? ''),
    }),
  ];
}
