/** Words of the help of the administration of organisations, confirmation by a code included (E1 to E4). */
import type { Locale } from '../../../domain/realm.js';

export interface HelpText {
  readonly title: string;
  readonly topics: ReadonlyArray<{ readonly question: string; readonly answers: readonly string[] }>;
  readonly developers: { readonly title: string; readonly lines: readonly string[] };
}

export const text: Readonly<Record<Locale, HelpText>> = {
  fr: {
    title: 'Aide',
    topics: [
      {
        question: 'Comment fonctionne la confirmation\u00a0?',
        answers: [
          'Créer un utilisateur, changer des coordonnées, accorder un droit, nommer un administrateur, envoyer un mot de passe\u00a0: chacun demande un nouveau code.',
          'Le message dit à quoi le code sert et pour qui. Lisez-le avant de taper le code\u00a0: s’il nomme autre chose que ce que vous faites, ne le tapez pas.',
          'Un code ne sert qu’une fois, pour ce seul changement. Si vous arrêtez avant la fin, rien ne change.',
        ],
      },
      {
        question: 'Quelqu’un ne peut plus se connecter',
        answers: [
          'Ouvrez sa page\u00a0: elle dit si le compte est bloqué. Appelez la personne, puis débloquez.',
          'Mot de passe perdu\u00a0: la personne peut choisir «\u00a0Mot de passe oublié\u00a0» elle-même. Sinon, faites-lui envoyer un mot de passe provisoire. Vous ne le verrez pas.',
          'Accès expiré\u00a0: renouvelez-le, il rouvre aussitôt avec les mêmes droits.',
        ],
      },
      {
        question: 'Quelqu’un part ou change de poste',
        answers: [
          'Absence\u00a0: suspendez l’accès, vous pourrez le rouvrir. Départ\u00a0: retirez la personne de l’organisme.',
          'Changement de poste\u00a0: retirez les droits qui ne servent plus.',
        ],
      },
      {
        question: 'Que se passe-t-il tous les 18 mois\u00a0?',
        answers: [
          'Un accès que personne n’a renouvelé expire. Les administrateurs sont prévenus avant.',
          'Dans la liste, affichez «\u00a0À renouveler seulement\u00a0», cochez les personnes qui travaillent encore avec ces services, et renouvelez-les d’un coup.',
        ],
      },
      {
        question: 'Pourquoi ne puis-je pas changer mon propre accès\u00a0?',
        answers: [
          'Pour qu’un accès volé ne puisse pas s’agrandir lui-même. Un autre administrateur le fait\u00a0: il en faut toujours deux.',
          'Vos coordonnées et votre mot de passe se changent dans «\u00a0Gérer mon compte\u00a0».',
        ],
      },
    ],
    developers: {
      title: 'Pour les développeurs de portails',
      lines: [
        'Ces pages sont un client OpenID Connect comme les autres. Elles se lisent avec «\u00a0two-step\u00a0»\u00a0; chaque changement envoie une nouvelle demande avec «\u00a0two-step-fresh\u00a0» et l’action nommée dans «\u00a0authorization_details\u00a0», par PAR.',
        'Au retour, elles vérifient que la personne est la même, que le niveau est celui demandé, que l’action est celle demandée, et que la demande n’a pas déjà servi. Alors seulement elles agissent.',
      ],
    },
  },
  en: {
    title: 'Help',
    topics: [
      {
        question: 'How does confirmation work?',
        answers: [
          'Creating a user, changing contacts, giving a right, appointing an administrator, sending a password: each takes a new code.',
          'The message says what the code is for and for whom. Read it before you type the code: if it names anything but what you are doing, do not type it.',
          'A code works once, for this one change. If you stop before the end, nothing changes.',
        ],
      },
      {
        question: 'Somebody can no longer sign in',
        answers: [
          'Open their page: it says whether the account is locked. Call the person, then unlock.',
          'Lost password: the person can choose “Forgotten password” themselves. Otherwise have a provisional password sent to them. You will not see it.',
          'Expired access: renew it, and it reopens at once with the same rights.',
        ],
      },
      {
        question: 'Somebody leaves or changes jobs',
        answers: [
          'Absence: suspend the access, you can reopen it. Leaving: remove the person from the organisation.',
          'New job: take away the rights that are no longer needed.',
        ],
      },
      {
        question: 'What happens every 18 months?',
        answers: [
          'An access that nobody renewed expires. Administrators are told before.',
          'In the list, show “To be renewed only”, tick the people who still work with these services, and renew them in one press.',
        ],
      },
      {
        question: 'Why can I not change my own access?',
        answers: [
          'So that a stolen access cannot make itself bigger. Another administrator does it: there should always be two.',
          'Your contacts and your password are changed in “Manage my account”.',
        ],
      },
    ],
    developers: {
      title: 'For developers of portals',
      lines: [
        'These pages are an OpenID Connect client like any other. They are read with “two-step”; each change sends a new request with “two-step-fresh” and the action named in “authorization_details”, by PAR.',
        'On the way back they check that the person is the same, that the level is the one asked for, that the action is the one asked for, and that the request was not used before. Only then do they act.',
      ],
    },
  },
};
