/** The two demonstration portals as data: what differs between them is here, never an `if` on a kind in a page. */
import { CHANGE_BANK_DETAILS, CREATE_USER } from '../actions.js';
import { last4Of, readIban } from '../bank_details/iban.js';
import type { Language } from '../web/language.js';

export type PortalKind = 'caf' | 'peps';
type Words = Readonly<Record<Language, string>>;

export interface ServiceCard {
  readonly title: Words;
  /** `when` is the day that the card is about, already written out */
  readonly lines: (when: { readonly fr: string; readonly en: string }) => ReadonlyArray<Words>;
}

export interface PortalLook {
  readonly clientId: string;
  readonly realm: 'allocataires' | 'employeurs';
  readonly sector: string;
  readonly scope: string;
  /** prefix of this server's cookies: cookies are shared between all ports of localhost */
  readonly cookieName: string;
  readonly styleSheet: string;
  readonly icon: string;
  readonly name: Words;
  readonly organisation: Words;
  readonly welcome: Words;
  readonly promise: Words;
  readonly identifierLabel: Words;
  readonly otherPortal: Words;
  readonly action: {
    /** what the button asks for */
    readonly title: Words;
    readonly why: Words;
    /** registered `authorization_details` type (RFC 9396) */
    readonly type: string;
    readonly fields: ReadonlyArray<{
      readonly name: string;
      readonly label: Words;
      readonly example: string;
      readonly isRight: (value: string) => boolean;
      readonly wrong: Words;
    }>;
    /** what the person reads when they confirm, of what they filled in */
    readonly detailsOf: (values: Readonly<Record<string, string>>) => Readonly<Record<string, string>>;
    readonly submit: Words;
    readonly done: Words;
  };
  readonly cards: readonly ServiceCard[];
  /** levels that a visitor may ask for by hand, to see what the provider does */
  readonly levels: readonly string[];
}

const caf: PortalLook = {
  clientId: 'demo-caf',
  realm: 'allocataires',
  sector: 'caf-demo',
  scope: 'openid profile email phone address birth identite_pivot allocataire offline_access',
  cookieName: 'portail-caf',
  levels: ['two-factor', 'eidas2', 'eidas3'],
  styleSheet: 'portal/caf.css',
  icon: 'portal/caf.svg',
  name: { fr: 'Mon Compte', en: 'My Account' },
  organisation: {
    fr: 'Caisse d’allocations familiales de démonstration',
    en: 'Demonstration family benefits office',
  },
  welcome: { fr: 'Vos prestations familiales, au même endroit', en: 'Your family benefits, in one place' },
  promise: {
    fr: 'Consultez vos paiements, téléchargez vos attestations et signalez un changement de situation.',
    en: 'See your payments, download your certificates and report a change in your situation.',
  },
  identifierLabel: { fr: 'Numéro de sécurité sociale', en: 'Social security number' },
  otherPortal: { fr: 'Voir le portail des employeurs', en: 'See the employers’ portal' },
  action: {
    title: { fr: 'Modifier mes coordonnées bancaires', en: 'Change my bank details' },
    why: {
      fr: 'Vos prestations sont versées sur ce compte\u00a0: avant de le changer, nous vous demandons un nouveau code.',
      en: 'Your benefits are paid into this account: before it is changed, we ask you for a new code.',
    },
    type: CHANGE_BANK_DETAILS,
    fields: [
      {
        name: 'iban',
        label: { fr: 'Nouvel IBAN', en: 'New IBAN' },
        example: 'FR14 2004 1010 0505 0001 3M02 606',
        isRight: (value) => readIban(value) !== undefined,
        wrong: {
          fr: 'Cet IBAN n’est pas juste. Recopiez-le depuis votre relevé d’identité bancaire.',
          en: 'This IBAN is not right. Copy it from your bank details.',
        },
      },
    ],
    detailsOf: ({ iban = '' }) => ({ iban_last4: last4Of(readIban(iban) ?? '') }),
    submit: { fr: 'Enregistrer le nouvel IBAN', en: 'Save the new IBAN' },
    done: { fr: 'Vos coordonnées bancaires sont modifiées', en: 'Your bank details have been changed' },
  },
  cards: [
    {
      title: { fr: 'Prochain paiement', en: 'Next payment' },
      lines: (when) => [
        { fr: '182,05\u00a0€', en: '€182.05' },
        { fr: `Le ${when.fr}`, en: `On ${when.en}` },
      ],
    },
    {
      title: { fr: 'Derniers documents', en: 'Latest documents' },
      lines: () => [
        { fr: 'Attestation de paiement', en: 'Payment certificate' },
        { fr: 'Attestation de quotient familial', en: 'Family quotient certificate' },
      ],
    },
    {
      title: { fr: 'Mes démarches', en: 'My requests' },
      lines: () => [{ fr: 'Aucune démarche en attente', en: 'No request pending' }],
    },
  ],
};

const peps: PortalLook = {
  clientId: 'demo-peps',
  realm: 'employeurs',
  sector: 'peps-demo',
  scope: 'openid profile email phone organisation offline_access',
  levels: ['two-step', 'two-factor'],
  cookieName: 'portail-peps',
  styleSheet: 'portal/peps.css',
  icon: 'portal/peps.svg',
  name: { fr: 'Plateforme employeurs', en: 'Employers’ platform' },
  organisation: { fr: 'Retraite publique de démonstration', en: 'Demonstration public pension fund' },
  welcome: { fr: 'Les carrières de vos agents, à jour', en: 'Your staff’s careers, up to date' },
  promise: {
    fr: 'Déclarez les cotisations, suivez les demandes de retraite et gérez les accès de votre collectivité.',
    en: 'Declare contributions, follow pension requests and manage your organisation’s access.',
  },
  identifierLabel: { fr: 'Identifiant', en: 'Identifier' },
  otherPortal: { fr: 'Voir le portail des allocataires', en: 'See the benefit recipients’ portal' },
  action: {
    title: { fr: 'Créer un compte utilisateur', en: 'Create a user account' },
    why: {
      fr: 'Un nouveau compte donne accès aux dossiers de vos agents\u00a0: avant de le créer, nous vous demandons un nouveau code.',
      en: 'A new account opens your staff’s files: before it is created, we ask you for a new code.',
    },
    type: CREATE_USER,
    fields: [
      {
        name: 'user',
        label: { fr: 'Nom de l’utilisateur', en: 'User’s name' },
        example: 'Camille Durand',
        isRight: isPlainName,
        wrong: { fr: 'Donnez un nom, sans signe spécial.', en: 'Give a name, without special signs.' },
      },
      {
        name: 'role',
        label: { fr: 'Service ouvert', en: 'Service opened' },
        example: 'Cotisations',
        isRight: isPlainName,
        wrong: { fr: 'Donnez un service, sans signe spécial.', en: 'Give a service, without special signs.' },
      },
    ],
    detailsOf: ({ user = '', role = '' }) => ({ user, role }),
    submit: { fr: 'Créer le compte', en: 'Create the account' },
    done: { fr: 'Le compte utilisateur est créé', en: 'The user account has been created' },
  },
  cards: [
    {
      title: { fr: 'Prochaine déclaration', en: 'Next declaration' },
      lines: (when) => [
        { fr: 'Cotisations du mois', en: 'Monthly contributions' },
        { fr: `À envoyer avant le ${when.fr}`, en: `Due before ${when.en}` },
      ],
    },
    {
      title: { fr: 'Demandes de retraite', en: 'Pension requests' },
      lines: () => [
        { fr: '3 dossiers à compléter', en: '3 files to complete' },
        { fr: '12 dossiers transmis', en: '12 files sent' },
      ],
    },
    {
      title: { fr: 'Utilisateurs', en: 'Users' },
      lines: () => [{ fr: '8 comptes actifs', en: '8 active accounts' }],
    },
  ],
};

function isPlainName(value: string): boolean {
  return /^[\p{L}\p{M}\p{N} '’.()-]{1,60}$/u.test(value);
}

export const PORTAL_LOOKS: Readonly<Record<PortalKind, PortalLook>> = { caf, peps };
