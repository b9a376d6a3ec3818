/** Words of the way to a first password by a 4-digit code (C5). */
import type { Channel, Locale } from '../../src/domain/realm.js';

export interface LegacyAccessText {
  readonly back: string;
  readonly ask: {
    readonly title: string;
    readonly intro: string;
    readonly postcode: string;
    readonly postcodeHint: string;
    readonly birth: string;
    readonly birthHint: string;
    readonly code: string;
    readonly codeHint: string;
    readonly submit: string;
    readonly already: string;
    readonly errors: {
      readonly 'allocataire-empty': string;
      readonly 'allocataire-format': string;
      readonly 'postcode-empty': string;
      readonly 'postcode-format': string;
      readonly 'birthdate-empty': string;
      readonly 'birthdate-format': string;
      readonly 'code-empty': string;
      readonly 'code-format': string;
      readonly wrong: string;
      readonly busy: string;
      readonly gone: string;
    };
  };
  readonly closed: {
    readonly title: string;
    readonly what: string;
    readonly next: string;
    readonly letter: string;
  };
  readonly choose: {
    readonly title: string;
    readonly intro: string;
    readonly legend: string;
    readonly way: Readonly<Record<Channel, string>>;
    readonly orderLetter: string;
    readonly orderLetterWhen: string;
    readonly typeLetter: string;
    readonly submit: string;
    readonly errors: {
      readonly 'way-empty': string;
      readonly 'delivery-failed': string;
      readonly 'resend-wait': string;
      readonly 'sends-exhausted': (minutes: number) => string;
      readonly 'entry-closed': string;
      readonly 'too-soon': (day: string) => string;
      readonly 'no-address': string;
    };
  };
  readonly card: {
    readonly title: string;
    readonly intro: (name: string, number: number) => string;
    readonly label: string;
    readonly submit: string;
    readonly other: string;
    readonly errors: {
      readonly 'code-empty': string;
      readonly 'code-format': string;
      readonly 'wrong-code': string;
      readonly 'other-number': string;
    };
  };
  readonly ordered: {
    readonly title: string;
    readonly what: string;
    readonly next: readonly string[];
  };
  /** beside what the code page says in any case */
  readonly otherWay: string;
}

export const text: Readonly<Record<Locale, LegacyAccessText>> = {
  fr: {
    back: 'Revenir à la connexion',
    ask: {
      title: 'Choisir votre premier mot de passe',
      intro: 'Il vous faut un de nos courriers\u00a0: il porte votre numéro d’allocataire et votre code à 4 chiffres.',
      postcode: 'Code postal',
      postcodeHint: 'Celui de l’adresse où nous vous écrivons, en 5 chiffres.',
      birth: 'Jour et mois de naissance',
      birthHint: 'Par exemple 27 3. Mettez 00 si le jour ou le mois n’est pas sur vos papiers.',
      code: 'Code à 4 chiffres',
      codeHint: 'Au clavier, ou avec les touches ci-dessous.',
      submit: 'Continuer',
      already: 'Vous avez déjà choisi un mot de passe\u00a0? Votre code à 4 chiffres ne sert plus.',
      errors: {
        'allocataire-empty': 'Saisissez votre numéro d’allocataire.',
        'allocataire-format': 'Un numéro d’allocataire a 7 chiffres. Recopiez-le depuis un de nos courriers.',
        'postcode-empty': 'Saisissez votre code postal.',
        'postcode-format': 'Un code postal a 5 chiffres.',
        'birthdate-empty': 'Saisissez le jour et le mois de votre naissance.',
        'birthdate-format': 'Ce jour n’existe pas. Saisissez le jour, puis le mois.',
        'code-empty': 'Saisissez votre code à 4 chiffres.',
        'code-format': 'Ce code a 4 chiffres, sans lettre. Saisissez-le de nouveau.',
        wrong:
          'Ces informations ne vont pas ensemble. Vérifiez-les sur un courrier, et saisissez de nouveau le code. Après 5 erreurs en tout, il faut passer par un courrier.',
        busy: 'Beaucoup de personnes se connectent en ce moment. Attendez quelques secondes, saisissez de nouveau le code et recommencez.',
        gone: 'Votre compte a changé entre-temps\u00a0: par sécurité, recommencez depuis le début.',
      },
    },
    closed: {
      title: 'Ce code à 4 chiffres ne sert plus',
      what: 'Trop d’erreurs ont été faites avec ce numéro d’allocataire. Par sécurité, le code à 4 chiffres ne permet plus de choisir un mot de passe.',
      next: 'Recevez un mot de passe provisoire par courrier, à l’adresse de votre dossier.',
      letter: 'Demander un courrier',
    },
    choose: {
      title: 'Comment voulez-vous recevoir un code\u00a0?',
      intro: 'Un code de 6 chiffres nous permet de vérifier que c’est bien vous.',
      legend: 'Choisissez',
      way: {
        email: 'Par e-mail, à l’adresse de votre dossier',
        sms: 'Par SMS, au mobile de votre dossier',
        voice: 'Par un appel, au numéro de votre dossier',
      },
      orderLetter: 'Par courrier, à l’adresse de votre dossier',
      orderLetterWhen: 'Comptez 3 à 5 jours.',
      typeLetter: 'J’ai déjà reçu ce courrier',
      submit: 'Continuer',
      errors: {
        'way-empty': 'Choisissez comment recevoir un code.',
        'delivery-failed': 'Le message n’a pas pu partir. Choisissez un autre moyen, ou recommencez dans un instant.',
        'resend-wait': 'Un code vient de partir. Attendez une demi-minute avant d’en demander un autre.',
        'sends-exhausted': (minutes) =>
          `Plusieurs codes vous ont déjà été envoyés. Attendez ${minutes} min avant d’en demander un autre.`,
        'entry-closed':
          'Trop de codes faux ont été saisis. Par sécurité, nous n’en acceptons plus pour le moment\u00a0: appelez-nous.',
        'too-soon': (day) => `Un courrier est déjà parti. Vous pourrez en demander un autre à partir du ${day}.`,
        'no-address': 'Votre dossier n’a pas d’adresse complète. Appelez-nous pour la donner.',
      },
    },
    card: {
      title: 'Quel code porte votre courrier\u00a0?',
      intro: (name, number) => `Sur la carte ${name}, saisissez le code n°\u00a0${number}.`,
      label: 'Code de 6 chiffres',
      submit: 'Valider',
      other: 'Recevoir un code autrement',
      errors: {
        'code-empty': 'Saisissez le code de votre carte.',
        'code-format': 'Le code est fait de 6 chiffres. Recopiez-le depuis la carte.',
        'wrong-code': 'Ce n’est pas le bon code. Vérifiez son numéro et le nom de la carte.',
        'other-number': 'Ce code a déjà servi. Saisissez celui dont le numéro est indiqué maintenant.',
      },
    },
    ordered: {
      title: 'Un courrier va partir',
      what: 'Nous vous envoyons une carte de codes à l’adresse de votre dossier. Comptez 3 à 5 jours.',
      next: [
        'Quand elle est là, revenez à la connexion et choisissez de nouveau «\u00a0j’ai un code à 4 chiffres\u00a0».',
        'Puis «\u00a0J’ai déjà reçu ce courrier\u00a0».',
        'Gardez la carte pour vous\u00a0: personne ne vous demandera ses codes.',
      ],
    },
    otherWay: 'Recevoir un code autrement',
  },
  en: {
    back: 'Go back to signing in',
    ask: {
      title: 'Choose your first password',
      intro: 'You need one of our letters: it bears your beneficiary number and your 4-digit code.',
      postcode: 'Postcode',
      postcodeHint: 'That of the address we write to, in 5 digits.',
      birth: 'Day and month of birth',
      birthHint: 'For example 27 3. Enter 00 if the day or the month is not on your papers.',
      code: '4-digit code',
      codeHint: 'With the keyboard, or with the keys below.',
      submit: 'Continue',
      already: 'You have already chosen a password? Your 4-digit code no longer works.',
      errors: {
        'allocataire-empty': 'Enter your beneficiary number.',
        'allocataire-format': 'A beneficiary number has 7 digits. Copy it from one of our letters.',
        'postcode-empty': 'Enter your postcode.',
        'postcode-format': 'A postcode has 5 digits.',
        'birthdate-empty': 'Enter the day and the month of your birth.',
        'birthdate-format': 'This day does not exist. Enter the day, then the month.',
        'code-empty': 'Enter your 4-digit code.',
        'code-format': 'This code has 4 digits, and no letter. Enter it again.',
        wrong:
          'These details do not go together. Check them on a letter, and enter the code again. After 5 mistakes in all, only a letter leads on.',
        busy: 'Many people are signing in right now. Wait a few seconds, enter the code again and try once more.',
        gone: 'Your account has changed in the meantime: for your security, start again from the beginning.',
      },
    },
    closed: {
      title: 'This 4-digit code no longer works',
      what: 'Too many mistakes were made with this beneficiary number. For your security, the 4-digit code can no longer be used to choose a password.',
      next: 'Receive a provisional password by letter, at the address in your file.',
      letter: 'Ask for a letter',
    },
    choose: {
      title: 'How do you want to receive a code?',
      intro: 'A 6-digit code lets us check that it is you.',
      legend: 'Choose',
      way: {
        email: 'By email, to the address in your file',
        sms: 'By text message, to the mobile in your file',
        voice: 'By a call, to the number in your file',
      },
      orderLetter: 'By letter, to the address in your file',
      orderLetterWhen: 'Allow 3 to 5 days.',
      typeLetter: 'I have already received this letter',
      submit: 'Continue',
      errors: {
        'way-empty': 'Choose how to receive a code.',
        'delivery-failed': 'The message could not be sent. Choose another way, or try again in a moment.',
        'resend-wait': 'A code has just been sent. Wait half a minute before asking for another one.',
        'sends-exhausted': (minutes) =>
          `Several codes have already been sent to you. Wait ${minutes} min before asking for another one.`,
        'entry-closed': 'Too many wrong codes were entered. For your security, we accept none for now: call us.',
        'too-soon': (day) => `A letter is already on its way. You can ask for another one from ${day}.`,
        'no-address': 'Your file has no complete address. Call us to give it.',
      },
    },
    card: {
      title: 'Which code is in your letter?',
      intro: (name, number) => `On card ${name}, enter code no.\u00a0${number}.`,
      label: '6-digit code',
      submit: 'Confirm',
      other: 'Receive a code another way',
      errors: {
        'code-empty': 'Enter the code of your card.',
        'code-format': 'The code is made of 6 digits. Copy it from the card.',
        'wrong-code': 'This is not the right code. Check its number and the name of the card.',
        'other-number': 'This code has already been used. Enter the one whose number is shown now.',
      },
    },
    ordered: {
      title: 'A letter is on its way',
      what: 'We are sending you a card of codes, to the address in your file. Allow 3 to 5 days.',
      next: [
        'When it is there, come back to signing in and choose “I have a 4-digit code” again.',
        'Then “I have already received this letter”.',
        'Keep the card to yourself: nobody will ask you for its codes.',
      ],
    },
    otherWay: 'Receive a code another way',
  },
};
