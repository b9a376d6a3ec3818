/** Words of a person's contacts: how they stand, adding one, removing one (U1, E1). */
import type { Locale } from '../../../domain/realm.js';
import { plural } from '../../../http/layout/plural.js';
import type { ContactKind } from '../../../ports/account/account_store.js';

type ByKind = Readonly<Record<ContactKind, string>>;

export interface ContactsText {
  readonly title: string;
  readonly summary: (count: number, waiting: number) => string;
  readonly what: string;
  readonly kinds: ByKind;
  readonly none: string;
  readonly states: {
    readonly verified: string;
    readonly unconfirmed: string;
    readonly frozen: string;
    readonly pending: (moment: string) => string;
    readonly barred: (moment: string) => string;
    /** of one that counts, which an administrator set and the person never confirmed */
    readonly set: string;
    /** of a kind over which the realm sends none */
    readonly noCode: string;
  };
  readonly actions: {
    readonly remove: string;
    readonly finish: string;
    readonly drop: string;
    readonly accept: string;
    readonly refuse: string;
    readonly takeBack: string;
  };
  readonly addTitle: string;
  readonly addLink: ByKind;
  readonly said: Readonly<Record<ContactNews, string>>;
  readonly add: {
    readonly title: ByKind;
    readonly what: ByKind;
    readonly label: ByKind;
    readonly hint: ByKind;
    readonly submit: string;
    readonly back: string;
    readonly errors: Readonly<Record<AddError, string>>;
  };
  readonly send: {
    readonly title: string;
    readonly what: string;
    readonly submit: string;
    readonly failed: string;
    readonly wait: (minutes: number) => string;
  };
  readonly code: { readonly other: string; readonly check: string };
  readonly remove: {
    readonly title: ByKind;
    readonly consequences: readonly string[];
    readonly no: string;
    readonly lastTitle: ByKind;
    readonly last: string;
    readonly lastHow: string;
  };
  readonly accept: {
    readonly title: ByKind;
    readonly who: string;
    readonly consequences: readonly string[];
    readonly later: (moment: string) => string;
    readonly recovers: string;
    readonly notYou: string;
  };
}

/** What the list may say first. */
export const CONTACT_NEWS = [
  'added',
  'accepted',
  'removed',
  'dropped',
  'gone',
  'last',
  'present',
  'pending',
  'frozen',
  'given-back',
  'counts',
  'too-many',
  'again',
  'closed',
] as const;
export type ContactNews = (typeof CONTACT_NEWS)[number];

export const GOOD_NEWS: readonly ContactNews[] = ['added', 'accepted', 'removed', 'dropped', 'given-back', 'counts'];

export type AddError = 'empty' | 'email' | 'number' | 'not-mobile' | 'not-landline' | 'refused';

export const text: Readonly<Record<Locale, ContactsText>> = {
  fr: {
    title: 'Coordonnées',
    summary: (count, waiting) =>
      `${count === 0 ? 'aucune' : plural(count, 'coordonnée', 'coordonnées')}${waiting > 0 ? `, ${waiting} à confirmer` : ''}`,
    what: 'Nous y envoyons vos codes, et nous vous y prévenons de tout changement.',
    kinds: { email: 'Adresse e-mail', mobile: 'Mobile', landline: 'Téléphone fixe' },
    none: 'Votre compte n’a pas encore de coordonnée.',
    states: {
      verified: 'Vérifié',
      unconfirmed: 'Pas encore confirmé\u00a0: aucun code n’y part.',
      frozen: 'Bloqué, car quelqu’un a répondu «\u00a0Ce n’est pas moi\u00a0»\u00a0: rien n’y part.',
      pending: (moment) =>
        `Ajouté par un conseiller ou un administrateur. Sans refus de votre part, il comptera à partir du ${moment}.`,
      barred: (moment) => `A servi à retrouver votre mot de passe\u00a0: aucun code n’y part jusqu’au ${moment}.`,
      set: 'Donné par un administrateur\u00a0: il ne permet pas de retrouver votre mot de passe tant que vous ne l’avez pas confirmé.',
      noCode: 'Nous y envoyons des messages, mais pas de code.',
    },
    actions: {
      remove: 'Supprimer',
      finish: 'Confirmer avec un code',
      drop: 'Abandonner',
      accept: 'Confirmer maintenant',
      refuse: 'Refuser',
      takeBack: 'Débloquer avec un code',
    },
    addTitle: 'Ajouter une coordonnée',
    addLink: { email: 'Une adresse e-mail', mobile: 'Un numéro de mobile', landline: 'Un téléphone fixe' },
    said: {
      added: 'C’est ajouté et vérifié. Nous avons prévenu vos autres coordonnées.',
      accepted: 'C’est confirmé. Nous avons prévenu vos autres coordonnées.',
      removed: 'C’est supprimé. Nous vous avons prévenu, là aussi.',
      dropped: 'C’est abandonné. Rien n’a changé sur votre compte.',
      gone: 'Cette coordonnée n’est plus sur votre compte.',
      last: 'Cette coordonnée est la seule qui peut recevoir vos codes. Ajoutez-en d’abord une autre.',
      present: 'Cette coordonnée est déjà sur votre compte.',
      pending: 'Cette coordonnée est déjà sur votre compte, en attente. Confirmez-la ci-dessous.',
      frozen:
        'Cette coordonnée est bloquée\u00a0: quelqu’un a répondu «\u00a0Ce n’est pas moi\u00a0». Débloquez-la ci-dessous, ou appelez-nous.',
      'given-back':
        'C’est débloqué\u00a0: vos codes peuvent de nouveau y partir. Nous avons prévenu vos autres coordonnées.',
      counts: 'Cette coordonnée est vérifiée\u00a0: vos codes peuvent y partir.',
      'too-many': 'Vous avez ajouté beaucoup de coordonnées aujourd’hui. Recommencez demain.',
      again: 'Pour confirmer cette coordonnée, prouvez d’abord que c’est bien vous, avec un nouveau code.',
      closed:
        'Trop de codes faux ont été saisis pour votre compte\u00a0: aucun code ne part en ce moment. Recommencez demain.',
    },
    add: {
      title: {
        email: 'Quelle adresse e-mail ajouter\u00a0?',
        mobile: 'Quel numéro de mobile ajouter\u00a0?',
        landline: 'Quel numéro fixe ajouter\u00a0?',
      },
      what: {
        email: 'Vous y recevrez un code, pour vérifier qu’elle est à vous.',
        mobile: 'Vous y recevrez un code par SMS, pour vérifier qu’il est à vous.',
        landline: 'Vous y serez appelé, et une voix vous dira un code. Restez près du téléphone.',
      },
      label: { email: 'Adresse e-mail', mobile: 'Numéro de mobile', landline: 'Numéro de téléphone fixe' },
      hint: {
        email: 'par exemple prenom.nom@exemple.fr',
        mobile: 'par exemple 06 12 34 56 78',
        landline: 'par exemple 01 23 45 67 89',
      },
      submit: 'Continuer avec un code',
      back: 'Revenir à mes coordonnées',
      errors: {
        empty: 'Remplissez ce champ.',
        email: 'Cette adresse e-mail n’est pas complète. Vérifiez-la\u00a0: elle ressemble à prenom.nom@exemple.fr.',
        number: 'Ce numéro n’est pas complet. Saisissez les 10 chiffres, ou le numéro avec + et l’indicatif du pays.',
        'not-mobile': 'Ce numéro ne reçoit pas de SMS. Saisissez un numéro de mobile.',
        'not-landline': 'Ce numéro est un mobile. Revenez à vos coordonnées pour ajouter un mobile.',
        refused: 'Nous ne pouvons rien envoyer à ce numéro. Saisissez-en un autre.',
      },
    },
    send: {
      title: 'Recevez un code à cette coordonnée',
      what: 'Il vérifie qu’elle est à vous. Elle ne compte pas avant.',
      submit: 'Envoyer le code',
      failed: 'Le code n’a pas pu partir. Vérifiez ce que vous avez saisi, ou recommencez dans un instant.',
      wait: (minutes) =>
        `Plusieurs codes sont déjà partis. Attendez ${plural(minutes, 'minute', 'minutes')} avant d’en demander un autre.`,
    },
    code: {
      other: 'Revenir à mes coordonnées',
      check: 'Vérifiez l’adresse ou le numéro que vous avez donné.',
    },
    remove: {
      title: {
        email: 'Supprimer cette adresse e-mail\u00a0?',
        mobile: 'Supprimer ce mobile\u00a0?',
        landline: 'Supprimer ce téléphone fixe\u00a0?',
      },
      consequences: [
        'Il n’y partira plus de code, ni de message.',
        'Vous pourrez l’ajouter de nouveau, avec un code reçu là.',
        'Nous vous préviendrons sur chacune de vos coordonnées, et là aussi.',
      ],
      no: 'Garder',
      lastTitle: {
        email: 'Cette adresse e-mail doit rester',
        mobile: 'Ce mobile doit rester',
        landline: 'Ce téléphone fixe doit rester',
      },
      last: 'C’est la seule de vos coordonnées qui peut recevoir vos codes aujourd’hui\u00a0: sans elle, vous ne pourriez plus vous connecter.',
      lastHow: 'Ajoutez d’abord une autre coordonnée. Vous pourrez ensuite supprimer celle-ci.',
    },
    accept: {
      title: {
        email: 'Confirmer cette adresse e-mail\u00a0?',
        mobile: 'Confirmer ce mobile\u00a0?',
        landline: 'Confirmer ce téléphone fixe\u00a0?',
      },
      who: 'Un conseiller ou un administrateur l’a ajouté à votre compte.',
      consequences: [
        'Vos codes et nos messages pourront y partir dès maintenant.',
        'Nous vous préviendrons sur chacune de vos autres coordonnées.',
      ],
      recovers: 'Il permettra aussi de retrouver votre mot de passe.',
      later: (moment) => `Sans réponse de votre part, il comptera à partir du ${moment}.`,
      notYou: 'Si vous ne le connaissez pas, refusez-le.',
    },
  },
  en: {
    title: 'Contacts',
    summary: (count, waiting) =>
      `${count === 0 ? 'none' : plural(count, 'contact', 'contacts')}${waiting > 0 ? `, ${waiting} to confirm` : ''}`,
    what: 'We send your codes there, and tell you there of any change.',
    kinds: { email: 'Email address', mobile: 'Mobile', landline: 'Landline' },
    none: 'Your account has no contact yet.',
    states: {
      verified: 'Verified',
      unconfirmed: 'Not confirmed yet: no code is sent there.',
      frozen: 'Blocked, because somebody answered “This was not me”: nothing is sent there.',
      pending: (moment) => `Added by an adviser or an administrator. Unless you refuse it, it counts from ${moment}.`,
      barred: (moment) => `Was used to recover your password: no code is sent there until ${moment}.`,
      set: 'Given by an administrator: it cannot be used to recover your password until you confirm it.',
      noCode: 'We send messages there, but no codes.',
    },
    actions: {
      remove: 'Remove',
      finish: 'Confirm with a code',
      drop: 'Give up',
      accept: 'Confirm now',
      refuse: 'Refuse',
      takeBack: 'Unblock with a code',
    },
    addTitle: 'Add a contact',
    addLink: { email: 'An email address', mobile: 'A mobile number', landline: 'A landline' },
    said: {
      added: 'Added and verified. We told your other contacts.',
      accepted: 'Confirmed. We told your other contacts.',
      removed: 'Removed. We told you, there too.',
      dropped: 'Given up. Nothing has changed on your account.',
      gone: 'That contact is no longer on your account.',
      last: 'That contact is the only one that can receive your codes. Add another one first.',
      present: 'That contact is already on your account.',
      pending: 'That contact is already on your account, waiting. Confirm it below.',
      frozen: 'That contact is blocked: somebody answered “This was not me”. Unblock it below, or call us.',
      'given-back': 'Unblocked: your codes can be sent there again. We told your other contacts.',
      counts: 'That contact is verified: your codes can be sent there.',
      'too-many': 'You have added many contacts today. Try again tomorrow.',
      again: 'To confirm that contact, first prove that it is you, with a new code.',
      closed: 'Too many wrong codes were entered for your account: no code is sent at the moment. Try again tomorrow.',
    },
    add: {
      title: {
        email: 'Which email address do you want to add?',
        mobile: 'Which mobile number do you want to add?',
        landline: 'Which landline do you want to add?',
      },
      what: {
        email: 'You will receive a code there, to check that it is yours.',
        mobile: 'You will receive a code there by text message, to check that it is yours.',
        landline: 'You will be called there, and a voice will tell you a code. Stay near the telephone.',
      },
      label: { email: 'Email address', mobile: 'Mobile number', landline: 'Landline number' },
      hint: {
        email: 'for example first.last@example.com',
        mobile: 'for example 06 12 34 56 78',
        landline: 'for example 01 23 45 67 89',
      },
      submit: 'Continue with a code',
      back: 'Back to my contacts',
      errors: {
        empty: 'Fill in this field.',
        email: 'This email address is not complete. Check it: it looks like first.last@example.com.',
        number: 'This number is not complete. Enter the 10 digits, or the number with + and the country code.',
        'not-mobile': 'This number cannot receive text messages. Enter a mobile number.',
        'not-landline': 'This number is a mobile. Go back to your contacts to add a mobile.',
        refused: 'We cannot send anything to this number. Enter another one.',
      },
    },
    send: {
      title: 'Receive a code at this contact',
      what: 'It checks that the contact is yours. It does not count before.',
      submit: 'Send the code',
      failed: 'The code could not be sent. Check what you entered, or try again in a moment.',
      wait: (minutes) =>
        `Several codes have already been sent. Wait ${plural(minutes, 'minute', 'minutes')} before asking for another one.`,
    },
    code: { other: 'Back to my contacts', check: 'Check the address or number that you gave.' },
    remove: {
      title: {
        email: 'Remove this email address?',
        mobile: 'Remove this mobile?',
        landline: 'Remove this landline?',
      },
      consequences: [
        'No more codes or messages will be sent there.',
        'You can add it again, with a code received there.',
        'We will tell you on each of your contacts, and there too.',
      ],
      no: 'Keep it',
      lastTitle: {
        email: 'This email address has to stay',
        mobile: 'This mobile has to stay',
        landline: 'This landline has to stay',
      },
      last: 'It is the only one of your contacts that can receive your codes today: without it, you could no longer sign in.',
      lastHow: 'Add another contact first. You can then remove this one.',
    },
    accept: {
      title: {
        email: 'Confirm this email address?',
        mobile: 'Confirm this mobile?',
        landline: 'Confirm this landline?',
      },
      who: 'An adviser or an administrator added it to your account.',
      consequences: [
        'Your codes and our messages can be sent there from now on.',
        'We will tell you on each of your other contacts.',
      ],
      recovers: 'It can then also be used to recover your password.',
      later: (moment) => `If you do not answer, it counts from ${moment}.`,
      notYou: 'If you do not know it, refuse it.',
    },
  },
};
