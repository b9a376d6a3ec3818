/** Organisations as a back office opens them (E1): founded, read, and given their first administrator. */
import { z } from 'zod';
import type { OrganisationsByAgent } from '../../services/organisation/organisations_by_agent.js';
import {
  accountField,
  addressField,
  birthdateField,
  contactField,
  familyNameField,
  givenNamesField,
  localeField,
  loginField,
  organisationNameField,
  siretField,
} from '../fields.js';
import { type Operation, operation } from '../operation.js';

const organisationField = z.uuid().describe('The organisation: internal to Poterne and its back office');

const foundAnswer = z.object({
  organisation: organisationField,
  siret: z.string(),
  name: z.string(),
});
const readAnswer = foundAnswer.extend({
  created_at: z.iso.datetime(),
  users: z.int().describe('Who were not removed'),
  administrators: z.int().describe('Who can sign in and act now; with 1, nobody could unlock or renew them'),
});
const namedAnswer = z.object({ organisation: organisationField, account: accountField });

const invitation = z.strictObject({
  login: loginField,
  family_name: familyNameField,
  given_names: givenNamesField,
  contacts: z
    .array(contactField)
    .min(1)
    .max(2)
    .refine(
      (contacts) =>
        new Set(contacts.map(({ kind }) => (kind === 'email' ? 'email' : 'telephone'))).size === contacts.length,
      'one of a kind',
    )
    .describe('An e-mail address, a telephone, or both: one carries the password, the other the first code'),
  address: addressField.nullable().default(null).describe('Where letters go, if there is no e-mail address'),
  birthdate: birthdateField.nullable().default(null).describe('null: « Mot de passe oublié » will not know the person'),
  locale: localeField.default('fr'),
});

export function organisationOperations(organisations: OrganisationsByAgent): readonly Operation[] {
  const reading = { scope: 'organisations:read', status: 200, answer: readAnswer, writes: false } as const;
  const writing = { method: 'POST', scope: 'organisations:write', status: 201, writes: true } as const;
  return [
    operation({
      ...writing,
      id: 'createOrganisation',
      path: '/organisations',
      title: { fr: 'Créer un organisme', en: 'Create an organisation' },
      description: 'An establishment by its SIRET. It has nobody yet: name or invite its first administrator.',
      body: z.strictObject({ siret: siretField, name: organisationNameField }),
      answer: foundAnswer,
      problems: ['wrong-realm', 'identifier-taken'],
      run: ({ realm, actor, body, receiptOf }) => organisations.create(realm, body, { actor, receiptOf }),
    }),
    operation({
      ...reading,
      id: 'lookUpOrganisation',
      method: 'POST',
      path: '/organisations/lookup',
      title: { fr: 'Trouver un organisme par son SIRET', en: 'Look an organisation up by SIRET' },
      description: 'How many people it has, and how many administer it.',
      body: z.strictObject({ siret: siretField }),
      problems: ['unknown-organisation', 'malformed-body', 'too-large', 'unsupported-media-type'],
      run: ({ realm, actor, body }) => organisations.read(realm, body, actor),
    }),
    operation({
      ...reading,
      id: 'readOrganisation',
      method: 'GET',
      path: '/organisations/{organisation}',
      title: { fr: 'Lire un organisme', en: 'Read an organisation' },
      description: 'The same, by what its creation answered.',
      body: null,
      problems: ['unknown-organisation'],
      run: ({ realm, actor, params }) =>
        organisations.read(realm, { organisationId: params['organisation'] ?? '' }, actor),
    }),
    operation({
      ...writing,
      id: 'nameAdministrator',
      status: 200,
      path: '/organisations/{organisation}/administrators',
      title: { fr: 'Nommer un administrateur', en: 'Name an administrator' },
      description:
        'Somebody who has an account, by login: added to the organisation if need be, and told. You know whom you mean: no ' +
        'name is compared.',
      body: z.strictObject({ login: loginField }),
      answer: namedAnswer,
      problems: ['unknown-organisation', 'unknown-person', 'state-conflict'],
      run: ({ realm, actor, params, body, receiptOf }) =>
        organisations.nameAdministrator(realm, params['organisation'] ?? '', body.login, { actor, receiptOf }),
    }),
    operation({
      ...writing,
      id: 'inviteAdministrator',
      path: '/organisations/{organisation}/administrators/invitation',
      title: { fr: 'Inviter un administrateur', en: 'Invite an administrator' },
      description:
        'Somebody new: an account, a membership and an invitation with a provisional password that nobody else reads. ' +
        '`activation` says what confirms the first sign-in: the telephone, or `screen`: a code of yours (giveDeskCode).',
      body: invitation,
      answer: namedAnswer.extend({
        provisional_password: z.enum(['email', 'sms', 'letter']),
        activation: z.enum(['telephone', 'screen']),
      }),
      problems: ['unknown-organisation', 'identifier-taken', 'unreachable', 'state-conflict', 'busy'],
      run({ realm, actor, params, body, receiptOf }) {
        const { login, family_name, given_names, contacts, address, birthdate, locale } = body;
        const email = contacts.find(({ kind }) => kind === 'email')?.value ?? null;
        const telephone = contacts.find(({ kind }) => kind !== 'email');
        const order = {
          familyName: family_name,
          givenNames: given_names,
          login,
          email,
          telephone: telephone
            ? {
                kind: telephone.kind === 'landline' ? ('landline' as const) : ('mobile' as const),
                value: telephone.value,
              }
            : null,
          postalAddress: address,
          birthdate,
          rights: [],
          locale,
        };
        return organisations.inviteAdministrator(realm, params['organisation'] ?? '', order, { actor, receiptOf });
      },
    }),
  ];
}
