/** Every sentence of the simulator's pages that is not data, in French and in English. */
import type { EidasLevel } from '../../src/domain/federation/upstream.js';
import type { Language } from '../web/language.js';
import type { Identity } from './identity.js';

interface SimulatorText {
  readonly simulator: string;
  readonly simulatorOf: (name: string) => string;
  readonly notice: string;
  readonly skip: string;
  readonly languages: string;
  readonly choose: {
    readonly title: string;
    readonly asks: (service: string) => string;
    readonly provider: string;
    readonly levels: Readonly<Record<EidasLevel, string>>;
    readonly lower: string;
    readonly person: string;
    readonly go: string;
    readonly edit: string;
  };
  readonly edit: {
    readonly title: string;
    readonly help: string;
    readonly fields: Readonly<Record<keyof Identity, string>>;
    readonly hints: Readonly<Partial<Record<keyof Identity, string>>>;
    readonly genders: Readonly<Record<string, string>>;
    readonly go: string;
    readonly back: string;
  };
  readonly cancel: string;
  readonly fail: { readonly summary: string; readonly label: string; readonly go: string };
  readonly stop: {
    readonly title: string;
    readonly body: string;
    readonly developer: string;
    readonly back: string;
    readonly noWayBack: string;
  };
  readonly expired: { readonly title: string; readonly body: string };
  readonly signedOut: { readonly title: string; readonly body: string };
  readonly notFound: { readonly title: string; readonly body: string };
  readonly home: {
    readonly title: string;
    readonly body: string;
    readonly issuer: string;
    readonly service: string;
    readonly noService: string;
    readonly misbehaviour: string;
    readonly honest: string;
    readonly apply: string;
    readonly dishonest: string;
  };
}

const fr: SimulatorText = {
  simulator: 'Simulateur',
  simulatorOf: (name) => `Simulateur de ${name}`,
  notice: 'Simulation pour le développement\u00a0: ceci n’est pas un service de l’État, et personne ici n’existe.',
  skip: 'Aller au contenu',
  languages: 'Langue',
  choose: {
    title: 'Qui se connecte\u00a0?',
    asks: (service) => `Demandé par «\u00a0${service}\u00a0».`,
    provider: 'Fournisseur d’identité simulé',
    levels: {
      eidas1: 'Niveau faible (eidas1)',
      eidas2: 'Niveau substantiel (eidas2)',
      eidas3: 'Niveau élevé (eidas3)',
    },
    lower: 'en dessous de ce qui est demandé\u00a0: refusé',
    person: 'Personne',
    go: 'Continuer',
    edit: 'Modifier son identité',
  },
  edit: {
    title: 'Modifier l’identité',
    help: 'Un nom, un sexe, une date ou un lieu changés font une autre personne\u00a0: son «\u00a0sub\u00a0» change aussi.',
    fields: {
      familyName: 'Nom de naissance',
      givenNames: 'Prénoms',
      gender: 'Sexe',
      birthdate: 'Date de naissance',
      birthplace: 'Commune de naissance (code COG)',
      birthcountry: 'Pays de naissance (code COG)',
      preferredUsername: 'Nom d’usage',
      email: 'E-mail',
      siret: 'SIRET',
    },
    hints: {
      givenNames: 'Séparés par des virgules\u00a0: «\u00a0Jean Paul, René\u00a0».',
      birthdate: 'AAAA-MM-JJ\u00a0; 00 pour un jour ou un mois inconnu.',
      birthplace: 'Vide si né à l’étranger.',
      birthcountry: 'France\u00a0: 99100.',
    },
    genders: { female: 'Féminin', male: 'Masculin', unspecified: 'Non précisé', '': 'Absent' },
    go: 'Continuer avec cette identité',
    back: 'Choisir une autre personne',
  },
  cancel: 'Annuler',
  fail: { summary: 'Échouer comme…', label: 'Échec à simuler', go: 'Échouer ainsi' },
  stop: {
    title: 'La connexion s’arrête ici',
    body: 'La plateforme simulée affiche cette page avant de revenir au service.',
    developer: 'Ce que cela veut dire',
    back: 'Retourner au service',
    noWayBack: 'Aucun retour\u00a0: le service ou son adresse de retour ne sont pas enregistrés.',
  },
  expired: {
    title: 'Cette demande n’est plus ouverte',
    body: 'Elle a expiré, ou elle est déjà terminée. Recommencez depuis le service.',
  },
  signedOut: { title: 'Session simulée fermée', body: 'Aucune adresse de retour n’a été donnée.' },
  notFound: { title: 'Page introuvable', body: 'Il n’y a rien à cette adresse.' },
  home: {
    title: 'Plateformes simulées',
    body: 'Elles suivent les règles publiées de ce qu’elles imitent, ou répondent mal quand on le leur demande ici.',
    issuer: 'Émetteur',
    service: 'Service enregistré',
    noService: 'aucun',
    misbehaviour: 'Comportement',
    honest: 'Honnête',
    apply: 'Appliquer',
    dishonest: 'Cette plateforme répond mal, exprès.',
  },
};

const en: SimulatorText = {
  simulator: 'Simulator',
  simulatorOf: (name) => `${name} simulator`,
  notice: 'Simulation for development: this is not a government service, and nobody here exists.',
  skip: 'Skip to content',
  languages: 'Language',
  choose: {
    title: 'Who is signing in?',
    asks: (service) => `Asked by “${service}”.`,
    provider: 'Simulated identity provider',
    levels: { eidas1: 'Low level (eidas1)', eidas2: 'Substantial level (eidas2)', eidas3: 'High level (eidas3)' },
    lower: 'below what is asked: refused',
    person: 'Person',
    go: 'Continue',
    edit: 'Edit their identity',
  },
  edit: {
    title: 'Edit the identity',
    help: 'A changed name, gender, date or place makes another person: their “sub” changes too.',
    fields: {
      familyName: 'Birth name',
      givenNames: 'First names',
      gender: 'Gender',
      birthdate: 'Date of birth',
      birthplace: 'Town of birth (COG code)',
      birthcountry: 'Country of birth (COG code)',
      preferredUsername: 'Usage name',
      email: 'E-mail',
      siret: 'SIRET',
    },
    hints: {
      givenNames: 'Separated by commas: “Jean Paul, René”.',
      birthdate: 'YYYY-MM-DD; 00 for an unknown day or month.',
      birthplace: 'Empty if born abroad.',
      birthcountry: 'France: 99100.',
    },
    genders: { female: 'Female', male: 'Male', unspecified: 'Unspecified', '': 'Absent' },
    go: 'Continue with this identity',
    back: 'Choose another person',
  },
  cancel: 'Cancel',
  fail: { summary: 'Fail like…', label: 'Failure to simulate', go: 'Fail this way' },
  stop: {
    title: 'The sign-in stops here',
    body: 'The simulated platform shows this page before it goes back to the service.',
    developer: 'What it means',
    back: 'Back to the service',
    noWayBack: 'No way back: the service or its return address is not registered.',
  },
  expired: {
    title: 'This request is no longer open',
    body: 'It expired, or is already finished. Start again from the service.',
  },
  signedOut: { title: 'Simulated session closed', body: 'No return address was given.' },
  notFound: { title: 'Page not found', body: 'There is nothing at this address.' },
  home: {
    title: 'Simulated platforms',
    body: 'They follow the published rules of what they imitate, or answer wrongly when told to here.',
    issuer: 'Issuer',
    service: 'Registered service',
    noService: 'none',
    misbehaviour: 'Behaviour',
    honest: 'Honest',
    apply: 'Apply',
    dishonest: 'This platform answers wrongly, on purpose.',
  },
};

export const SIMULATOR_TEXT: Readonly<Record<Language, SimulatorText>> = { fr, en };
