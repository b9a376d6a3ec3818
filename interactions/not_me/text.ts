/** Words of « Ce n’est pas moi » (U2). */
import type { Locale } from '../../src/domain/realm.js';
import type { Stopped } from '../../src/ports/contest/contest_store.js';

interface Ending {
  readonly title: string;
  readonly what: string;
  readonly next: readonly string[];
}

interface NotMeText {
  readonly type: {
    readonly title: string;
    readonly what: string;
    readonly label: string;
    readonly hint: string;
    readonly go: string;
    readonly format: string;
    /** asked beside the reference while many wrong ones are typed */
    readonly digits: string;
    readonly digitsLabel: string;
    readonly digitsHint: string;
    readonly wait: (minutes: number) => string;
  };
  readonly ask: {
    readonly title: string;
    readonly account: string;
    readonly when: (moment: string) => string;
    readonly effect: string;
    readonly consequences: readonly string[];
    /** of what only an agent undoes */
    readonly agent: string;
    readonly press: string;
    readonly itWasYou: string;
  };
  readonly done: {
    readonly doneTitle: string;
    readonly sessions: string;
    readonly what: Readonly<Record<Stopped, string>>;
    readonly nextTitle: string;
    readonly choosePassword: string;
    /** the way to « Gérer mon compte » */
    readonly account: string;
    readonly stopped: Ending;
    readonly agent: Ending;
  };
  readonly nothing: Ending & { readonly again: string };
}

export const text: Readonly<Record<Locale, NotMeText>> = {
  fr: {
    type: {
      title: 'Ce n’est pas vous\u00a0?',
      what: 'Tapez la référence du SMS ou de l’appel que vous avez reçu. La page suivante dit de quoi il s’agit\u00a0: rien n’est fait avant.',
      label: 'Votre référence',
      hint: 'Exemple\u00a0: K7Q4M-ZRB2W, ou les 15 chiffres de l’appel',
      go: 'Continuer',
      format:
        'Cette référence n’est pas complète. Elle a 10 signes dans un SMS, 15 chiffres dans un appel\u00a0: retapez-la.',
      digits:
        'Beaucoup de fausses références sont tapées en ce moment. Donnez aussi les 4 derniers chiffres du téléphone qui a reçu ce message.',
      digitsLabel: 'Les 4 derniers chiffres du téléphone',
      digitsHint: 'Celui qui a reçu le SMS ou l’appel',
      wait: (minutes) =>
        `Trop de références fausses ont été tapées. Réessayez dans ${minutes} ${minutes > 1 ? 'minutes' : 'minute'}, ou appelez-nous\u00a0: nous pouvons tout arrêter pour vous.`,
    },
    ask: {
      title: 'Ce n’est pas vous\u00a0?',
      account: 'Compte',
      when: (moment) => `(${moment})`,
      effect: 'Si vous répondez «\u00a0Ce n’est pas moi\u00a0», dès maintenant\u00a0:',
      consequences: [
        'tous les appareils sont déconnectés de ce compte',
        'ce qui a été ajouté ou changé alors, et depuis, est bloqué',
        'il faudra se connecter de nouveau, avec un code',
      ],
      agent: 'un conseiller prend la suite et appelle la personne titulaire du compte',
      press: 'Ce n’est pas moi',
      itWasYou: 'C’était vous\u00a0? Fermez cette page\u00a0: rien ne change.',
    },
    done: {
      doneTitle: 'Ce qui est fait',
      sessions: 'Tous les appareils sont déconnectés.',
      what: {
        contact: 'Le nouveau contact est bloqué\u00a0: il ne reçoit plus aucun code.',
        pending: 'Le contact qui attendait est refusé.',
        device: 'L’appareil inconnu est oublié.',
        link: 'L’identité rattachée n’ouvre plus le compte.',
        password: 'Le mot de passe devra être remplacé.',
        provisional:
          'Le mot de passe provisoire ne sert plus. S’il avait déjà remplacé le vôtre, choisissez-en un par «\u00a0Mot de passe oublié\u00a0».',
        authenticator: 'L’application d’authentification ajoutée est retirée.',
        passkey: 'La clé d’accès ajoutée est bloquée\u00a0: elle ne permet plus de se connecter.',
        card: 'Les codes de connexion demandés ne servent plus.',
      },
      nextTitle: 'Ce qu’il faut faire maintenant',
      choosePassword:
        'Choisissez un nouveau mot de passe par «\u00a0Mot de passe oublié\u00a0», sur la page de connexion.',
      account: 'Gérer mon compte',
      stopped: {
        title: 'C’est arrêté',
        what: 'Merci de nous l’avoir dit. Plus personne n’est connecté à ce compte.',
        next: [
          'Connectez-vous, avec votre mot de passe et un code.',
          'Regardez dans «\u00a0Gérer mon compte\u00a0» ce qui a changé.',
          'Si vous ne pouvez pas vous connecter, appelez-nous.',
        ],
      },
      agent: {
        title: 'Un conseiller va vous appeler',
        what: 'Merci de nous l’avoir dit. Plus personne n’est connecté à ce compte. Pour que personne n’abuse de cette page, un conseiller prend la suite.',
        next: [
          'Un conseiller appelle la personne titulaire du compte, sur le numéro de son dossier. Il ne demandera ni mot de passe, ni code.',
          'En attendant, vous pouvez vous connecter avec votre mot de passe et un code.',
          'C’est urgent\u00a0? Appelez-nous.',
        ],
      },
    },
    nothing: {
      again: 'Taper la référence',
      title: 'Il n’y a rien à arrêter ici',
      what: 'Ce lien ou cette référence ne sert pas, ou ne sert plus\u00a0: mal recopié, déjà utilisé, ou vieux de plus de 7 jours.',
      next: [
        'Relisez la référence du message, et retapez-la.',
        'Si quelqu’un d’autre est entré dans votre compte, appelez-nous\u00a0: nous pouvons tout arrêter pour vous.',
      ],
    },
  },
  en: {
    type: {
      title: 'Was this not you?',
      what: 'Type the reference from the text message or call that you received. The next page says what it is about: nothing happens before that.',
      label: 'Your reference',
      hint: 'Example: K7Q4M-ZRB2W, or the 15 digits of the call',
      go: 'Continue',
      format:
        'This reference is not complete. It has 10 characters in a text message, 15 digits in a call: type it again.',
      digits:
        'Many wrong references are being typed at the moment. Also give the last 4 digits of the phone number that received this message.',
      digitsLabel: 'The last 4 digits of the phone number',
      digitsHint: 'The one that received the text message or the call',
      wait: (minutes) =>
        `Too many wrong references were typed. Try again in ${minutes} ${minutes > 1 ? 'minutes' : 'minute'}, or call us: we can stop everything for you.`,
    },
    ask: {
      title: 'Was this not you?',
      account: 'Account',
      when: (moment) => `(${moment})`,
      effect: 'If you answer “It was not me”, right now:',
      consequences: [
        'all devices are signed out of this account',
        'what was added or changed then, and since, is blocked',
        'signing in again will take a code',
      ],
      agent: 'an adviser takes over and calls the account’s holder',
      press: 'It was not me',
      itWasYou: 'Was it you? Close this page: nothing changes.',
    },
    done: {
      doneTitle: 'What is done',
      sessions: 'All devices are signed out.',
      what: {
        contact: 'The new contact is blocked: it no longer receives codes.',
        pending: 'The contact that was waiting is refused.',
        device: 'The unknown device is forgotten.',
        link: 'The linked identity no longer opens the account.',
        password: 'The password will have to be replaced.',
        provisional:
          'The provisional password no longer works. If it had already replaced yours, choose one with “Forgotten password”.',
        authenticator: 'The authenticator app that was added is removed.',
        passkey: 'The passkey that was added is blocked: it no longer signs anybody in.',
        card: 'The sign-in codes that were ordered no longer work.',
      },
      nextTitle: 'What to do now',
      choosePassword: 'Choose a new password with “Forgotten password”, on the sign-in page.',
      account: 'Manage my account',
      stopped: {
        title: 'It is stopped',
        what: 'Thank you for telling us. Nobody is signed in to this account any more.',
        next: [
          'Sign in, with your password and a code.',
          'Look at what has changed, in “Manage my account”.',
          'If you cannot sign in, call us.',
        ],
      },
      agent: {
        title: 'An adviser will call you',
        what: 'Thank you for telling us. Nobody is signed in to this account any more. So that nobody abuses this page, an adviser takes over.',
        next: [
          'An adviser calls the account’s holder, on the number in their file. They will not ask for your password or a code.',
          'Meanwhile you can sign in with your password and a code.',
          'Is it urgent? Call us.',
        ],
      },
    },
    nothing: {
      again: 'Type the reference',
      title: 'There is nothing to stop here',
      what: 'This link or reference does not work, or no longer does: mistyped, already used, or more than 7 days old.',
      next: [
        'Read the reference in the message again, and retype it.',
        'If somebody else got into your account, call us: we can stop everything for you.',
      ],
    },
  },
};
