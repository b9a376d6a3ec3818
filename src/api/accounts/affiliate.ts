/** POST /accounts/{account}/affiliation: the applicant's restriction is lifted (C6). */
import { z } from 'zod';
import type { Affiliate } from '../../services/account/affiliate.js';
import { allocataireField, cafField, changedAnswer, nirField } from '../fields.js';
import { type Operation, operation } from '../operation.js';

const body = z.strictObject({
  nir: nirField.nullable().default(null).describe('Known from now on'),
  allocataire: allocataireField.nullable().default(null).describe('Takes the place of the matricule, which is retired'),
  caf: cafField.nullable().default(null),
});

export function affiliateOperation(affiliate: Affiliate): Operation {
  return operation({
    id: 'affiliate',
    method: 'POST',
    path: '/accounts/{account}/affiliation',
    scope: 'accounts:write',
    title: { fr: 'Affilier un dossier', en: 'Affiliate a file' },
    description: 'Lifts the restriction of an applicant: the next tokens carry every service.',
    body,
    status: 200,
    answer: changedAnswer.extend({ standing: z.literal('affiliated') }),
    writes: true,
    problems: ['unknown-person', 'identifier-taken', 'state-conflict'],
    run: ({ realm, actor, params, body: { nir, allocataire, caf }, receiptOf }) =>
      affiliate({ realm, actor, accountId: params['account'] ?? '', receiptOf, nir, allocataire, caf }),
  });
}
