/** The leaflet for whoever helps somebody to sign in, without taking the password or the code (X3). Printed, it is one page. */
import type { Locale } from '../../../domain/realm.js';
import { type AboutFacts, type AboutPage, channelsOf, only } from './about_page.js';

const fr = ({ realm, upstreams, site }: AboutFacts): AboutPage => {
  const isPublic = realm.identifierKinds.includes('nir');
  const { email } = channelsOf(realm);
  const app = realm.authenticators === null ? '' : ' (avec son application de codes, si elle en a une)';
  return {
    title: 'Aider quelqu’un à se connecter',
    intro: isPublic
      ? `«\u00a0${realm.name.fr}\u00a0»\u00a0: fiche pour les agents d’accueil des mairies, les conseillers France services, les associations et les proches.`
      : `«\u00a0${realm.name.fr}\u00a0»\u00a0: fiche pour un collègue, un conseiller ou un service informatique qui aide quelqu’un.`,
    isLeaflet: true,
    sections: [
      {
        heading: 'Trois règles',
        paragraphs: [],
        steps: [
          'La personne saisit elle-même son mot de passe et son code. Vous pouvez lui montrer où, lui lire l’écran, tenir son téléphone. Détournez le regard pendant qu’elle les saisit.',
          'Ne demandez, ne notez et ne photographiez jamais un mot de passe ni un code, même si elle le propose.',
          'N’enregistrez jamais votre propre adresse ou numéro pour recevoir ses codes\u00a0: elle ne pourrait plus se connecter sans vous, et vous répondriez de ce qui est fait.',
        ],
      },
      {
        heading: 'Ce qu’il faut avoir',
        paragraphs: [],
        list: [
          isPublic
            ? 'Son numéro de sécurité sociale (carte Vitale) ou son numéro d’allocataire, et son mot de passe.'
            : 'Son identifiant et son mot de passe.',
          email
            ? `Son téléphone allumé${app}, ou sa boîte e-mail ouverte dans un autre onglet\u00a0: le code y arrive.`
            : `Son téléphone allumé${app}\u00a0: le code y arrive.`,
        ],
      },
      {
        heading: 'Pas à pas',
        paragraphs: [],
        steps: [
          `Ouvrez le portail depuis son adresse habituelle. La page de connexion commence par ${site}.`,
          'La personne saisit son identifiant, puis son mot de passe.',
          'Elle choisit où recevoir le code, puis «\u00a0Envoyer le code\u00a0».',
          `Elle recopie les 6 chiffres du dernier message, valables ${realm.codeLifeSeconds / 60}\u00a0minutes. Aller lire ses messages et revenir ne fait rien perdre.`,
          'À la fin\u00a0: «\u00a0Se déconnecter\u00a0», puis fermez toutes les fenêtres. Sur un poste partagé, n’enregistrez pas le mot de passe.',
        ],
      },
      {
        heading: 'Si cela bloque',
        paragraphs: [],
        list: [
          'Mot de passe oublié\u00a0: le lien est sous le champ. Elle en choisit un nouveau elle-même, et seule.',
          ...only(upstreams.length > 0, `Elle utilise déjà ${upstreams.join(' ou ')}\u00a0: c’est sans code.`),
          `Ni téléphone ni e-mail\u00a0: une carte de ${realm.codeCards.size}\u00a0codes par courrier, ou un code remis au guichet avec une pièce d’identité.`,
          'Plusieurs erreurs\u00a0: la page dit combien de temps attendre. Attendez, n’insistez pas\u00a0: cela protège le compte.',
          'Elle ne peut pas saisir seule\u00a0: faites la démarche avec elle par téléphone ou au guichet, plutôt que sur son compte.',
        ],
      },
      {
        heading: 'Une question, un doute, une fraude',
        paragraphs: [
          `Appelez le ${realm.help.telephone}, ${realm.help.hours.fr}. Personne n’y demandera le code ni le mot de passe.`,
        ],
      },
    ],
  };
};

const en = ({ realm, upstreams, site }: AboutFacts): AboutPage => {
  const isPublic = realm.identifierKinds.includes('nir');
  const { email } = channelsOf(realm);
  const app = realm.authenticators === null ? '' : ' (with their authenticator app, if they have one)';
  return {
    title: 'Helping somebody to sign in',
    intro: isPublic
      ? `“${realm.name.en}”: a leaflet for reception staff of town halls, advisers of France services, charities and relatives.`
      : `“${realm.name.en}”: a leaflet for a colleague, an adviser or an IT department that helps somebody.`,
    isLeaflet: true,
    sections: [
      {
        heading: 'Three rules',
        paragraphs: [],
        steps: [
          'The person enters the password and the code. You can show where, read the screen aloud, hold the phone. Look away while they are being entered.',
          'Never ask for, write down or photograph a password or a code, even if it is offered.',
          'Never register your own address or number to receive the codes: the person could no longer sign in without you, and you would answer for what is done.',
        ],
      },
      {
        heading: 'What is needed',
        paragraphs: [],
        list: [
          isPublic
            ? 'The person’s social security number (carte Vitale) or beneficiary number, and password.'
            : 'The person’s identifier and password.',
          email
            ? `The person’s phone switched on${app}, or mailbox open in another tab: the code comes there.`
            : `The person’s phone switched on${app}: the code comes there.`,
        ],
      },
      {
        heading: 'Step by step',
        paragraphs: [],
        steps: [
          `Open the portal from its usual address. The sign-in page begins with ${site}.`,
          'The person enters the identifier, then the password.',
          'The person chooses where to receive the code, then “Send the code”.',
          `The person copies the 6 digits of the last message, good for ${realm.codeLifeSeconds / 60} minutes. Leaving to read messages and coming back loses nothing.`,
          'At the end: “Sign out”, then close all windows. On a shared computer, do not save the password.',
        ],
      },
      {
        heading: 'If something is in the way',
        paragraphs: [],
        list: [
          'Forgotten password: the link is under the field. The person chooses a new one, and alone.',
          ...only(upstreams.length > 0, `The person already uses ${upstreams.join(' or ')}: no code is needed.`),
          `Neither phone nor email: a card of ${realm.codeCards.size} codes by post, or a code given at a desk with an identity document.`,
          'Several mistakes: the page says how long to wait. Wait, do not insist: it protects the account.',
          'The person cannot type alone: do what is needed together by telephone or at a desk, rather than in the person’s account.',
        ],
      },
      {
        heading: 'A question, a doubt, a fraud',
        paragraphs: [
          `Call ${realm.help.telephone}, ${realm.help.hours.en}. Nobody there will ask for the code or the password.`,
        ],
      },
    ],
  };
};

export const text: Readonly<Record<Locale, (facts: AboutFacts) => AboutPage>> = { fr, en };
