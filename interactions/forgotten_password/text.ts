/** Words of « Mot de passe oublié » (C4): who you are, how to receive a code, and a provisional password without one. */
import type { Channel, Locale } from '../../src/domain/realm.js';
import { troubleWords, type WaitWords } from '../../src/http/layout/trouble_words.js';

export type Way = Channel | 'none';

export interface ForgottenPasswordText {
  readonly back: string;
  readonly ask: {
    readonly title: string;
    readonly intro: string;
    readonly birth: string;
    readonly birthHint: string;
    readonly ways: string;
    readonly way: Readonly<Record<Way, string>>;
    readonly wayNone: string;
    readonly submit: string;
    readonly wait: WaitWords;
    readonly errors: {
      readonly 'birthdate-empty': string;
      readonly 'birthdate-format': string;
      readonly 'way-empty': string;
    };
  };
  readonly code: {
    readonly again: string;
    readonly noCode: string;
    /** what else to check when nothing comes */
    readonly check: readonly string[];
    readonly checkLegacy: string;
  };
  readonly provisional: {
    readonly title: string;
    readonly intro: string;
    readonly still: string;
    readonly legend: string;
    readonly sms: string;
    readonly letter: string;
    readonly letterWhen: string;
    readonly submit: string;
    readonly errors: { readonly 'way-empty': string; readonly busy: string };
  };
  readonly sent: {
    readonly title: string;
    readonly what: Readonly<Record<'sms' | 'letter', string>>;
    readonly next: readonly string[];
    readonly nothing: (telephone: string) => string;
  };
}

export const text: Readonly<Record<Locale, ForgottenPasswordText>> = {
  fr: {
    back: 'Revenir à la connexion',
    ask: {
      title: 'Mot de passe oublié',
      intro: 'Dites-nous qui vous êtes. Nous vous envoyons un code, puis vous choisissez un nouveau mot de passe.',
      birth: 'Date de naissance',
      birthHint: 'Par exemple 27 3 1984. Mettez 00 si le jour ou le mois n’est pas sur vos papiers.',
      ways: 'Comment voulez-vous recevoir le code\u00a0?',
      way: {
        email: 'Par e-mail',
        sms: 'Par SMS',
        voice: 'Par un appel téléphonique',
        none: 'Je ne peux pas recevoir de code',
      },
      wayNone: 'Un mot de passe provisoire peut partir par courrier.',
      submit: 'Continuer',
      wait: {
        ...troubleWords.fr.wait,
        why: 'Plusieurs demandes ont été faites avec ce numéro. Cette attente évite les envois abusifs.',
        meanwhile: (telephone) =>
          `Votre mot de passe, s’il vous revient, fonctionne toujours. Vous pouvez aussi appeler le ${telephone}.`,
      },
      errors: {
        'birthdate-empty': 'Saisissez votre date de naissance.',
        'birthdate-format': 'Cette date n’existe pas. Saisissez le jour, le mois, puis l’année en 4 chiffres.',
        'way-empty': 'Choisissez comment recevoir le code.',
      },
    },
    code: {
      again: 'Corriger mon numéro ou ma date de naissance',
      noCode: 'Je ne peux pas recevoir de code',
      check: [
        'Vérifiez votre numéro et votre date de naissance\u00a0: pour votre sécurité, cette page ne dit pas s’ils sont justes.',
        'Nous n’envoyons que quelques codes par jour pour un même compte.',
      ],
      checkLegacy: 'Vous n’avez jamais choisi de mot de passe\u00a0? Utilisez plutôt votre code à 4 chiffres.',
    },
    provisional: {
      title: 'Comment recevoir un mot de passe provisoire\u00a0?',
      intro: 'À votre première connexion, vous le remplacerez par un mot de passe de votre choix.',
      still: 'Votre mot de passe actuel reste valable tant que le provisoire n’a pas servi.',
      legend: 'Choisissez',
      sms: 'Par SMS, ou par courrier si votre dossier n’a pas de mobile',
      letter: 'Par courrier, à l’adresse de votre dossier',
      letterWhen: 'Comptez 3 à 5 jours.',
      submit: 'Demander',
      errors: {
        'way-empty': 'Choisissez comment le recevoir.',
        busy: troubleWords.fr.busy,
      },
    },
    sent: {
      title: 'Votre demande est prise en compte',
      what: {
        sms: 'Si ces informations correspondent à un compte, un mot de passe provisoire part par SMS, ou par courrier si le dossier n’a pas de mobile.',
        letter:
          'Si ces informations correspondent à un compte, un mot de passe provisoire part par courrier à l’adresse du dossier. Comptez 3 à 5 jours.',
      },
      next: [
        'Il est valable 2 mois et ne sert qu’une fois\u00a0: vous en choisirez un autre aussitôt.',
        'Une seule demande par jour est prise en compte.',
        'Ne le donnez à personne, pas même à un conseiller.',
      ],
      nothing: (telephone) => `Rien n’arrive, ou votre adresse a changé\u00a0? Appelez le ${telephone}.`,
    },
  },
  en: {
    back: 'Go back to signing in',
    ask: {
      title: 'Forgotten password',
      intro: 'Tell us who you are. We send you a code, then you choose a new password.',
      birth: 'Date of birth',
      birthHint: 'For example 27 3 1984. Enter 00 if the day or the month is not on your papers.',
      ways: 'How do you want to receive the code?',
      way: { email: 'By email', sms: 'By text message', voice: 'By a phone call', none: 'I cannot receive a code' },
      wayNone: 'A provisional password can be sent by letter.',
      submit: 'Continue',
      wait: {
        ...troubleWords.en.wait,
        why: 'Several requests were made with this number. This wait prevents unwanted messages.',
        meanwhile: (telephone) => `Your password, if you remember it, still works. You can also call ${telephone}.`,
      },
      errors: {
        'birthdate-empty': 'Enter your date of birth.',
        'birthdate-format': 'This date does not exist. Enter the day, the month, then the year in 4 digits.',
        'way-empty': 'Choose how to receive the code.',
      },
    },
    code: {
      again: 'Correct my number or my date of birth',
      noCode: 'I cannot receive a code',
      check: [
        'Check your number and your date of birth: for your security, this page does not say whether they are right.',
        'We only send a few codes a day for one account.',
      ],
      checkLegacy: 'You never chose a password? Use your 4-digit code instead.',
    },
    provisional: {
      title: 'How do you want to receive a provisional password?',
      intro: 'When you first sign in, you will replace it with a password of your choice.',
      still: 'Your current password stays valid as long as the provisional one has not been used.',
      legend: 'Choose',
      sms: 'By text message, or by letter if your file has no mobile',
      letter: 'By letter, to the address in your file',
      letterWhen: 'Allow 3 to 5 days.',
      submit: 'Ask for it',
      errors: {
        'way-empty': 'Choose how to receive it.',
        busy: troubleWords.en.busy,
      },
    },
    sent: {
      title: 'Your request has been recorded',
      what: {
        sms: 'If these details match an account, a provisional password is sent by text message, or by letter if the file has no mobile.',
        letter:
          'If these details match an account, a provisional password is sent by letter to the address in the file. Allow 3 to 5 days.',
      },
      next: [
        'It is valid for 2 months and works once: you will choose another one right away.',
        'Only one request a day is taken into account.',
        'Never give it to anyone, not even to an adviser.',
      ],
      nothing: (telephone) => `Nothing arrives, or your address has changed? Call ${telephone}.`,
    },
  },
};
