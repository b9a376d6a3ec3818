/** What lets a person in, as the back office has it sent, given or taken away: passwords, cards, codes and apps (C3, I5, I8, I10). */
import { z } from 'zod';
import type { RemoveAuthenticators } from '../../services/authenticator/remove_authenticators.js';
import type { OrderCodes } from '../../services/one_time_code/order_codes.js';
import type { SendProvisional } from '../../services/password/send_provisional.js';
import type { SetTelephoneCode } from '../../services/telephone_code/set_telephone_code.js';
import { accountField, changedAnswer, wayField } from '../fields.js';
import { type Operation, operation } from '../operation.js';

export interface CredentialServices {
  readonly sendProvisional: SendProvisional;
  readonly orderCodes: OrderCodes;
  readonly setTelephoneCode: SetTelephoneCode;
  readonly removeAuthenticators: RemoveAuthenticators;
}

export function credentialOperations(services: CredentialServices): readonly Operation[] {
  const { sendProvisional, orderCodes, setTelephoneCode, removeAuthenticators } = services;
  const nothing = z.strictObject({});
  const common = { method: 'POST', status: 201, writes: true } as const;
  return [
    operation({
      ...common,
      id: 'sendProvisionalPassword',
      path: '/accounts/{account}/provisional-password',
      scope: 'accounts:provisional',
      title: { fr: 'Envoyer un mot de passe provisoire', en: 'Send a provisional password' },
      description:
        'The NIMS task. The agent never sees it; the password that the person has stays good until the new one is used.',
      body: z.strictObject({ way: wayField }),
      answer: changedAnswer,
      problems: ['unknown-person', 'state-conflict', 'unreachable', 'busy'],
      run: ({ realm, actor, params, body, receiptOf }) =>
        sendProvisional({ realm, actor, accountId: params['account'] ?? '', receiptOf, way: body.way }),
    }),
    operation({
      ...common,
      id: 'giveDeskCode',
      path: '/accounts/{account}/desk-code',
      scope: 'accounts:activate',
      title: { fr: 'Donner un code au guichet', en: 'Give a code at a desk' },
      description:
        'One code for the agent’s screen, good for an hour, for a person whose identity was checked at the desk: their ' +
        'second step, or the confirmation of a first contact.',
      body: nothing,
      answer: z.object({ account: accountField, code: z.string(), expires_at: z.iso.datetime() }),
      problems: ['unknown-person', 'state-conflict'],
      run: ({ realm, actor, params }) => orderCodes({ realm, actor, accountId: params['account'] ?? '' }, 'desk'),
    }),
    operation({
      ...common,
      id: 'orderCodeCard',
      path: '/accounts/{account}/code-card',
      scope: 'accounts:activate',
      title: { fr: 'Commander une carte de codes', en: 'Order a card of codes' },
      description: 'By letter, for a person without mailbox and telephone.',
      body: nothing,
      answer: z.object({ account: accountField, codes: z.int(), expires_at: z.iso.datetime() }),
      problems: ['unknown-person', 'state-conflict', 'unreachable', 'too-soon'],
      run: ({ realm, actor, params }) => orderCodes({ realm, actor, accountId: params['account'] ?? '' }, 'letter'),
    }),
    operation({
      ...common,
      id: 'setTelephoneCode',
      path: '/accounts/{account}/telephone-code',
      scope: 'accounts:activate',
      title: { fr: 'Donner un code pour le serveur vocal', en: 'Give a code for the voice server' },
      description:
        'Eight digits drawn by Poterne and answered once, where passwords are not digits. They open the voice server alone.',
      body: nothing,
      answer: z.object({ account: accountField, telephone_code: z.string() }),
      problems: ['unknown-person', 'state-conflict', 'busy'],
      run: ({ realm, actor, params, receiptOf }) =>
        setTelephoneCode({ realm, actor, accountId: params['account'] ?? '', receiptOf }),
    }),
    operation({
      ...common,
      status: 200,
      id: 'removeAuthenticators',
      path: '/accounts/{account}/authenticators/removal',
      scope: 'accounts:contacts',
      title: {
        fr: 'Retirer les applications et clés d’accès',
        en: 'Remove the authenticator apps and passkeys',
      },
      description: 'Of a person whose phone is lost: all of them, with the recovery codes. Every contact is told.',
      body: nothing,
      answer: changedAnswer,
      problems: ['unknown-person', 'state-conflict'],
      run: ({ realm, actor, params, receiptOf }) =>
        removeAuthenticators({ realm, actor, accountId: params['account'] ?? '', receiptOf }),
    }),
  ];
}
