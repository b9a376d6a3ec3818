/** What each scope lets a service do, in plain words that follow « pourra : » (P7, P10). */
import type { Locale } from '../../domain/realm.js';

type DescribedScope =
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

interface ScopeWords {
  readonly described: Readonly<Record<DescribedScope, string>>;
  readonly other: (scope: string) => string;
}

const WORDS: Readonly<Record<Locale, ScopeWords>> = {
  fr: {
    described: {
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
    other: (scope) => `accéder à\u00a0: ${scope}`,
  },
  en: {
    described: {
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
    other: (scope) => `access: ${scope}`,
  },
};

export function scopeInWords(scope: string, locale: Locale): string {
  const { described, other } = WORDS[locale];
  return Object.hasOwn(described, scope) ? described[scope as DescribedScope] : other(scope);
}
