/** Words of the consent page, one sentence a scope (P7, P10). */
import type { Locale } from '../../src/domain/realm.js';

export type DescribedScope =
  | 'openid'
  | 'profile'
  | 'email'
  | 'phone'
  | 'address'
  | 'offline_access'
  | 'given_name'
  | 'family_name'
  | 'preferred_username'
  | 'gender'
  | 'birthdate'
  | 'birthplace'
  | 'birthcountry'
  | 'birth'
  | 'identite_pivot'
  | 'allocataire'
  | 'organisation'
  | 'nir';

export interface ConsentText {
  readonly title: (clientName: string) => string;
  readonly intro: (clientName: string) => string;
  /** @param label follows « pour » */
  readonly action: (label: string) => string;
  readonly scopes: Readonly<Record<DescribedScope, string>>;
  readonly otherScope: (scope: string) => string;
  readonly password: (clientName: string) => string;
  readonly allow: string;
  readonly deny: string;
  readonly afterwards: string;
}

export const text: Readonly<Record<Locale, ConsentText>> = {
  fr: {
    title: (clientName) => `Autorisez\u2011vous ${clientName}\u00a0?`,
    action: (label) => `C’est pour ${label}.`,
    intro: (clientName) => `Si vous acceptez, ${clientName} pourra\u00a0:`,
    scopes: {
      openid: 'vous reconnaître à chaque visite',
      profile: 'connaître votre nom, vos prénoms, votre sexe et votre date de naissance',
      email: 'connaître votre adresse e\u2011mail',
      phone: 'connaître votre numéro de téléphone',
      address: 'connaître votre adresse postale',
      offline_access: 'garder cet accès quand vous n’êtes pas là',
      given_name: 'connaître vos prénoms',
      family_name: 'connaître votre nom de naissance',
      preferred_username: 'connaître votre nom d’usage',
      gender: 'connaître votre sexe',
      birthdate: 'connaître votre date de naissance',
      birthplace: 'connaître votre lieu de naissance',
      birthcountry: 'connaître votre pays de naissance',
      birth: 'connaître votre lieu et votre pays de naissance',
      identite_pivot: 'connaître votre état civil\u00a0: nom, prénoms, sexe, date, lieu et pays de naissance',
      allocataire: 'connaître votre numéro d’allocataire, votre situation et les services qui vous sont ouverts',
      organisation: 'connaître votre organisme, votre rôle et vos droits',
      nir: 'connaître votre numéro de sécurité sociale',
    },
    otherScope: (scope) => `accéder à\u00a0: ${scope}`,
    password: (clientName) => `Votre mot de passe et vos codes ne sont jamais transmis à ${clientName}.`,
    allow: 'Autoriser',
    deny: 'Refuser',
    afterwards: 'Si vous refusez, rien n’est transmis et vous revenez au service.',
  },
  en: {
    title: (clientName) => `Do you authorise ${clientName}?`,
    action: (label) => `It is to ${label}.`,
    intro: (clientName) => `If you accept, ${clientName} will be able to:`,
    scopes: {
      openid: 'recognise you at each visit',
      profile: 'know your name, given names, sex and date of birth',
      email: 'know your email address',
      phone: 'know your telephone number',
      address: 'know your postal address',
      offline_access: 'keep this access while you are away',
      given_name: 'know your given names',
      family_name: 'know your birth name',
      preferred_username: 'know the name you use',
      gender: 'know your sex',
      birthdate: 'know your date of birth',
      birthplace: 'know your place of birth',
      birthcountry: 'know your country of birth',
      birth: 'know your place and country of birth',
      identite_pivot: 'know your civil identity: name, given names, sex, date, place and country of birth',
      allocataire: 'know your beneficiary number, your situation and the services open to you',
      organisation: 'know your organisation, your role and your rights',
      nir: 'know your social security number',
    },
    otherScope: (scope) => `access: ${scope}`,
    password: (clientName) => `Your password and your codes are never passed on to ${clientName}.`,
    allow: 'Authorise',
    deny: 'Refuse',
    afterwards: 'If you refuse, nothing is passed on and you go back to the service.',
  },
};
