/** Words of the adviser's screen. */
import type { Language } from '../web/language.js';
import type { CallState, Refusal } from './calls.js';

export interface CallCentreText {
  readonly name: string;
  readonly demonstration: string;
  readonly skip: string;
  readonly languages: string;
  readonly title: string;
  readonly what: string;
  readonly number: string;
  readonly numberHint: (numbers: string) => string;
  readonly numberWrong: string;
  readonly level: string;
  readonly levels: Readonly<Record<'two-step' | 'two-factor', string>>;
  readonly ask: string;
  readonly refusals: Readonly<Record<Refusal, string>>;
  readonly errorPrefix: string;
  readonly call: string;
  readonly say: readonly string[];
  readonly wordsAre: string;
  readonly never: string;
  readonly states: Readonly<Record<CallState, string>>;
  readonly lookAgain: string;
  readonly known: string;
  readonly facts: Readonly<Record<'acr' | 'amr' | 'name' | 'number' | 'scope', string>>;
  readonly another: string;
  readonly gone: string;
  readonly inbox: string;
}

export const text: Readonly<Record<Language, CallCentreText>> = {
  fr: {
    name: 'Poste du conseiller',
    demonstration: 'Démonstration\u00a0: un centre d’appels imaginaire, sur cette machine seulement.',
    skip: 'Aller au contenu',
    languages: 'Langue',
    title: 'Qui appelle\u00a0?',
    what: 'Demandez son numéro d’allocataire à la personne. Elle confirme elle\u2011même, sur son compte, que c’est bien elle.',
    number: 'Numéro d’allocataire',
    numberHint: (numbers) => `7 chiffres, par exemple ${numbers}`,
    numberWrong: 'Un numéro d’allocataire a 7 chiffres.',
    level: 'Ce qu’il faut prouver',
    levels: { 'two-step': 'Mot de passe et code', 'two-factor': 'Deux facteurs\u00a0: pas de code par e\u2011mail' },
    ask: 'Envoyer la demande',
    refusals: {
      busy: 'Trop de demandes, ou une demande attend déjà cette personne. Attendez avant de recommencer.',
      silenced: 'Cette personne ne veut pas de demande pour le moment.',
      malformed: 'La demande n’a pas été acceptée.',
      unreachable: 'La connexion ne répond pas. Réessayez dans un instant.',
    },
    errorPrefix: 'Erreur\u00a0: ',
    call: 'Appel en cours',
    say: [
      '«\u00a0Ouvrez vous\u2011même notre site, et connectez\u2011vous.\u00a0»',
      '«\u00a0Allez dans Gérer mon compte\u00a0: une demande vous attend.\u00a0»',
      '«\u00a0Vérifiez qu’elle porte exactement les mots que je vous lis.\u00a0»',
    ],
    wordsAre: 'Lisez ces mots\u00a0:',
    never: 'Ne demandez jamais de code ni de mot de passe, et n’en écoutez aucun.',
    states: {
      waiting: 'En attente de la réponse…',
      confirmed: 'Confirmé\u00a0: c’est bien cette personne.',
      refused: 'Refusé par la personne.',
      expired: 'La demande a expiré.',
      failed: 'La demande n’a pas abouti.',
    },
    lookAgain: 'Actualiser',
    known: 'Ce que vous pouvez savoir',
    facts: { acr: 'Niveau prouvé', amr: 'Moyens', name: 'Nom', number: 'Allocataire', scope: 'Autorisé' },
    another: 'Autre appel',
    gone: 'Cet appel n’est plus ici.',
    inbox: 'Boîte de réception\u00a0: tous les messages envoyés',
  },
  en: {
    name: 'Adviser’s desk',
    demonstration: 'Demonstration: an imaginary call centre, on this machine only.',
    skip: 'Skip to content',
    languages: 'Language',
    title: 'Who is calling?',
    what: 'Ask the person for their beneficiary number. They confirm by themselves, on their account, that it is them.',
    number: 'Beneficiary number',
    numberHint: (numbers) => `7 digits, such as ${numbers}`,
    numberWrong: 'A beneficiary number has 7 digits.',
    level: 'What must be proved',
    levels: { 'two-step': 'Password and code', 'two-factor': 'Two factors: no code by email' },
    ask: 'Send the request',
    refusals: {
      busy: 'Too many requests, or one is waiting for this person already. Wait before you try again.',
      silenced: 'This person wants no request for now.',
      malformed: 'The request was not accepted.',
      unreachable: 'The sign-in does not answer. Try again in a moment.',
    },
    errorPrefix: 'Error: ',
    call: 'Call under way',
    say: [
      '“Please open our site yourself, and sign in.”',
      '“Go to Manage my account: a request is waiting for you.”',
      '“Check that it bears exactly the words that I read to you.”',
    ],
    wordsAre: 'Read out these words:',
    never: 'Never ask for a code or a password, and listen to none.',
    states: {
      waiting: 'Waiting for the answer…',
      confirmed: 'Confirmed: it is this person.',
      refused: 'Refused by the person.',
      expired: 'The request has expired.',
      failed: 'The request came to nothing.',
    },
    lookAgain: 'Refresh',
    known: 'What you may know',
    facts: { acr: 'Level proved', amr: 'Means', name: 'Name', number: 'Beneficiary', scope: 'Allowed' },
    another: 'Another call',
    gone: 'That call is not here any more.',
    inbox: 'Inbox: every message that was sent',
  },
};
