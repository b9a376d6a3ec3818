/** Suspends, reinstates, unlocks and signs out an account (C7, E2, P9). */
import { z } from 'zod';
import type { ChangeStanding } from '../../services/account/change_standing.js';
import type { UnlockAccount } from '../../services/account/unlock_account.js';
import type { SignOutByAgent } from '../../services/session/sign_out_everywhere.js';
import { changedAnswer } from '../fields.js';
import { type Operation, operation } from '../operation.js';

const nothing = z.strictObject({});

export function standingOperations(
  standing: ChangeStanding,
  unlock: UnlockAccount,
  signOut: SignOutByAgent,
): readonly Operation[] {
  const common = {
    method: 'POST',
    scope: 'accounts:write',
    status: 200,
    writes: true,
    body: nothing,
    problems: ['unknown-person', 'state-conflict'],
  } as const;
  return [
    operation({
      ...common,
      id: 'suspend',
      path: '/accounts/{account}/suspension',
      title: { fr: 'Suspendre', en: 'Suspend' },
      description: 'Nobody signs in any more; credentials, sign-ins and devices end, the person is told.',
      answer: changedAnswer.extend({ status: z.literal('suspended') }),
      run: ({ realm, actor, params, receiptOf }) =>
        standing.suspend({ realm, actor, accountId: params['account'] ?? '', receiptOf }),
    }),
    operation({
      ...common,
      id: 'reinstate',
      path: '/accounts/{account}/reinstatement',
      title: { fr: 'Rétablir', en: 'Reinstate' },
      description:
        'Takes a suspension, a closure or a death recorded by mistake back. The person begins with a provisional password ' +
        'or « Mot de passe oublié ».',
      answer: changedAnswer.extend({ status: z.literal('active') }),
      run: ({ realm, actor, params, receiptOf }) =>
        standing.reinstate({ realm, actor, accountId: params['account'] ?? '', receiptOf }),
    }),
    operation({
      ...common,
      id: 'unlock',
      path: '/accounts/{account}/unlocking',
      title: { fr: 'Débloquer', en: 'Unlock' },
      description:
        'Counters of wrong passwords, codes and calls start anew for devices that the account does not know.',
      answer: changedAnswer,
      run: ({ realm, actor, params, receiptOf }) =>
        unlock({ realm, actor, accountId: params['account'] ?? '', receiptOf }),
    }),
    operation({
      ...common,
      id: 'signOut',
      path: '/accounts/{account}/sign-out',
      title: { fr: 'Déconnecter partout', en: 'Sign out everywhere' },
      description:
        'Sessions, trusted workstations, grants and refresh tokens end, every portal is told, and so is the person. The ' +
        'password stays: whoever has it signs in anew, with a code.',
      answer: changedAnswer,
      run: ({ realm, actor, params, receiptOf }) =>
        signOut({ realm, actor, accountId: params['account'] ?? '', receiptOf }),
    }),
  ];
}
