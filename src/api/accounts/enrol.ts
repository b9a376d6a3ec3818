/** POST /accounts: enrols a first-time applicant (C6). */
import { z } from 'zod';
import type { EnrolApplicant } from '../../services/account/enrol_applicant.js';
import {
  addressField,
  allocataireField,
  cafField,
  changedAnswer,
  contactField,
  identityField,
  localeField,
  nirField,
  wayField,
} from '../fields.js';
import { type Operation, type OperationOutcome, operation } from '../operation.js';

const body = z.strictObject({
  identity: identityField,
  nir: nirField.nullable().default(null),
  allocataire: allocataireField
    .nullable()
    .default(null)
    .describe('The matricule that your files gave; null: Poterne draws one that nobody in the realm has'),
  contacts: z
    .array(contactField)
    .max(6)
    .default([])
    .refine(
      (contacts) => new Set(contacts.map(({ kind, value }) => `${kind} ${value}`)).size === contacts.length,
      'twice',
    )
    .describe('Verified by the agent who saw the person: they carry codes from now on'),
  address: addressField,
  locale: localeField.default('fr'),
  caf: cafField.nullable().default(null),
  provisional_password: wayField,
});

export function enrolOperation(enrol: EnrolApplicant): Operation {
  return operation({
    id: 'enrolApplicant',
    method: 'POST',
    path: '/accounts',
    scope: 'accounts:enrol',
    title: { fr: 'Inscrire un primo-demandeur', en: 'Enrol a first-time applicant' },
    description:
      'Opens a file with the standing `applicant`: tokens carry the few services that are open. The provisional password ' +
      'leaves by SMS, or by letter; then identifier and password leave in two letters, never in one envelope.',
    body,
    status: 201,
    answer: changedAnswer.extend({
      allocataire: z.string().describe('The matricule: tell the person'),
      standing: z.literal('applicant'),
    }),
    writes: true,
    problems: ['identifier-taken', 'unreachable', 'wrong-realm', 'busy'],
    async run({ realm, actor, body: given, receiptOf }) {
      const { identity, nir, allocataire, contacts, address, locale, caf } = given;
      const outcome = await enrol({
        realm,
        actor,
        receiptOf,
        identity: {
          familyName: identity.family_name,
          givenNames: identity.given_names,
          gender: identity.gender,
          birthdate: identity.birthdate,
          birthplace: identity.birthplace,
          birthcountry: identity.birthcountry,
        },
        nir,
        allocataire,
        contacts,
        address,
        locale,
        caf,
        way: given.provisional_password,
      });
      if (outcome.ok || outcome.code !== 'no-number-left') return outcome as OperationOutcome;
      return { ok: false, code: 'identifier-taken' };
    },
  });
}
