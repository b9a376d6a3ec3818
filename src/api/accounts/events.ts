/** What happens to a file (C7): separation, mutation, death, closure. Each ends what opened the account, and is told. */
import { z } from 'zod';
import type { ChangeStanding } from '../../services/account/change_standing.js';
import type { MoveToOtherCaf } from '../../services/account/move_to_other_caf.js';
import type { Separate } from '../../services/account/separate.js';
import { addressField, allocataireField, cafField, changedAnswer, wayField } from '../fields.js';
import { type Operation, operation } from '../operation.js';

const newAddress = addressField
  .nullable()
  .default(null)
  .describe('Where the person lives from now on, if that changes');
const nothing = z.strictObject({});

export interface EventServices {
  readonly separate: Separate;
  readonly moveToOtherCaf: MoveToOtherCaf;
  readonly standing: ChangeStanding;
}

export function eventOperations({ separate, moveToOtherCaf, standing }: EventServices): readonly Operation[] {
  const closed = changedAnswer.extend({ status: z.literal('closed'), closed_for: z.enum(['closure', 'death']) });
  const common = { method: 'POST', scope: 'accounts:events', status: 200, writes: true } as const;
  return [
    operation({
      ...common,
      id: 'separate',
      path: '/accounts/{account}/separation',
      title: { fr: 'Séparation', en: 'Separation' },
      description:
        'A couple’s shared file: the password ends with every sign-in and device, the person is told, a provisional one ' +
        'leaves. By letter unless you say otherwise: the telephone on file may be the other’s.',
      body: z.strictObject({
        provisional_password: z.enum(['letter', 'sms']).default('letter'),
        address: newAddress,
      }),
      answer: changedAnswer,
      problems: ['unknown-person', 'state-conflict', 'unreachable', 'busy'],
      run: ({ realm, actor, params, body, receiptOf }) =>
        separate({
          realm,
          actor,
          accountId: params['account'] ?? '',
          receiptOf,
          way: body.provisional_password,
          address: body.address,
        }),
    }),
    operation({
      ...common,
      id: 'moveToOtherCaf',
      path: '/accounts/{account}/mutation',
      title: { fr: 'Mutation vers une autre Caf', en: 'Transfer to another Caf' },
      description:
        'Another Caf and another allocataire number; the old one is retired with its history. The password is replaced by ' +
        'a provisional one, sign-ins and devices end, the person is told.',
      body: z.strictObject({
        caf: cafField,
        allocataire: allocataireField,
        address: newAddress,
        provisional_password: wayField,
      }),
      answer: changedAnswer.extend({ caf: z.string(), allocataire: z.string() }),
      problems: ['unknown-person', 'state-conflict', 'identifier-taken', 'unreachable', 'busy'],
      run: ({ realm, actor, params, body, receiptOf }) =>
        moveToOtherCaf({
          realm,
          actor,
          accountId: params['account'] ?? '',
          receiptOf,
          caf: body.caf,
          allocataire: body.allocataire,
          address: body.address,
          way: body.provisional_password,
        }),
    }),
    operation({
      ...common,
      id: 'recordDeath',
      path: '/accounts/{account}/death',
      title: { fr: 'Décès', en: 'Death' },
      description: 'Closes the account: nobody signs in any more, letters that wait are cancelled.',
      body: nothing,
      answer: closed,
      problems: ['unknown-person', 'state-conflict'],
      run: ({ realm, actor, params, receiptOf }) =>
        standing.close({ realm, actor, accountId: params['account'] ?? '', receiptOf }, 'death'),
    }),
    operation({
      ...common,
      id: 'close',
      path: '/accounts/{account}/closure',
      title: { fr: 'Clôture', en: 'Closure' },
      description:
        'Closes the account: credentials, sign-ins and devices end, letters that wait are cancelled, it is told.',
      body: nothing,
      answer: closed,
      problems: ['unknown-person', 'state-conflict'],
      run: ({ realm, actor, params, receiptOf }) =>
        standing.close({ realm, actor, accountId: params['account'] ?? '', receiptOf }, 'closure'),
    }),
  ];
}
