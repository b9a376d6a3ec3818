/** Words of the code pages: choosing where it goes, and what to do without it (I2, I4, S1); typing it has its own. */
import type { Channel, CodeChannel, Locale } from '../../src/domain/realm.js';
import { plural } from '../../src/http/layout/plural.js';
import { troubleWords } from '../../src/http/layout/trouble_words.js';
import { type EnterCodeText, enterCodeText } from './enter_code_text.js';

export interface OneTimeCodeText {
  readonly cancel: string;
  /** what the code is for: signing in, an action named by the portal, or an unnamed one */
  readonly why: {
    readonly signIn: string;
    readonly fresh: (portalName: string) => string;
    readonly purpose: (purpose: string, portalName: string) => string;
    /** title for somebody who was signed in when the portal named an action */
    readonly confirm: string;
  };
  readonly choose: {
    readonly title: string;
    readonly titleSingle: string;
    readonly legend: string;
    readonly legendSingle: string;
    readonly channel: Readonly<Record<CodeChannel, string>>;
    readonly submit: string;
    /** where a call is the only way */
    readonly single: { readonly call: string; readonly submitCall: string };
    /** the same where some of the ways send nothing */
    readonly legendAny: string;
    readonly submitAny: string;
    readonly lost: (telephone: string) => string;
    readonly errors: {
      readonly 'none-chosen': string;
      readonly 'sends-exhausted': (minutes: number) => string;
      readonly 'resend-wait': (seconds: number) => string;
      readonly 'delivery-failed': Readonly<Record<Channel, string>>;
      readonly 'delivery-failed-single': Readonly<Record<Channel, string>>;
      readonly closed: string;
      readonly busy: string;
      readonly unavailable: string;
    };
  };
  readonly enter: EnterCodeText;
  readonly noChannel: {
    readonly title: string;
    readonly what: string;
    readonly next: string;
    readonly otherWay: string;
    /** the only contact carried a recovery: until when it is barred (C4) */
    readonly barred: {
      readonly title: string;
      readonly what: string;
      readonly until: (moment: string) => string;
      readonly next: string;
    };
  };
  /** all ways of this person are off for now (S3) */
  readonly switchedOff: {
    readonly title: string;
    readonly what: string;
    readonly next: string;
    readonly retry: string;
  };
  readonly closed: {
    readonly title: string;
    readonly what: string;
    readonly reopensIn: (time: string) => string;
    readonly waysTitle: string;
    readonly upstream: (upstreamName: string) => string;
    readonly passkey: string;
    readonly knownDevice: string;
    readonly call: string;
    readonly notYou: string;
  };
}

export const text: Readonly<Record<Locale, OneTimeCodeText>> = {
  fr: {
    cancel: 'Revenir au portail',
    why: {
      signIn: 'Un code de 6 chiffres nous permet de vérifier que c’est bien vous.',
      fresh: (portalName) => `Pour confirmer cette action sur ${portalName}, il faut un nouveau code de 6 chiffres.`,
      purpose: (purpose, portalName) => `Il faut un code de 6 chiffres pour ${purpose} sur ${portalName}.`,
      confirm: 'Confirmez cette action',
    },
    choose: {
      title: 'Comment voulez-vous recevoir votre code\u00a0?',
      titleSingle: 'Recevez votre code',
      legend: 'Choisissez une adresse ou un numéro',
      legendSingle: 'Nous l’enverrons ici',
      channel: {
        email: 'E-mail',
        sms: 'SMS',
        voice: 'Appel téléphonique',
        letter: 'Code sur papier',
        totp: 'Code de votre application',
        recovery: 'Code de secours',
      },
      submit: 'Envoyer le code',
      single: { call: 'Nous appellerons ce numéro', submitCall: 'Recevoir un appel' },
      legendAny: 'Choisissez un moyen',
      submitAny: 'Continuer',
      lost: (telephone) => `Vous n’avez plus cette adresse ou ce numéro\u00a0? Appelez le ${telephone}.`,
      errors: {
        'none-chosen': 'Choisissez où recevoir votre code.',
        'sends-exhausted': enterCodeText.fr.errors['sends-exhausted'],
        'resend-wait': (seconds) =>
          `Un code vient d’être envoyé. Attendez ${plural(seconds, 'seconde', 'secondes')} avant d’en demander un autre.`,
        'delivery-failed': {
          email: 'L’e-mail n’a pas pu partir. Choisissez un autre moyen, ou recommencez dans un instant.',
          sms: 'Le SMS n’a pas pu partir. Choisissez un autre moyen, ou recommencez dans un instant.',
          voice: 'L’appel n’a pas abouti. Choisissez un autre moyen, ou recommencez dans un instant.',
        },
        'delivery-failed-single': {
          email: 'L’e-mail n’a pas pu partir. Recommencez dans un instant\u00a0; si cela continue, appelez-nous.',
          sms: 'Le SMS n’a pas pu partir. Recommencez dans un instant\u00a0; si cela continue, appelez-nous.',
          voice: 'L’appel n’a pas abouti. Recommencez dans un instant\u00a0; si cela continue, appelez-nous.',
        },
        closed: 'L’envoi de codes est fermé pour le moment, par sécurité. Appelez-nous pour continuer.',
        busy: troubleWords.fr.busy,
        unavailable: troubleWords.fr.unavailable,
      },
    },
    enter: enterCodeText.fr,
    noChannel: {
      title: 'Nous ne pouvons pas vous envoyer de code',
      what: 'Votre mot de passe est juste, mais il manque à votre compte une adresse ou un numéro qui puisse recevoir un code.',
      next: 'Appelez-nous\u00a0: nous l’ajouterons avec vous, après avoir vérifié que c’est bien vous.',
      otherWay: 'Ou connectez-vous sans code',
      barred: {
        title: 'Il faut un autre moyen de recevoir un code',
        what: 'Votre mot de passe vient d’être retrouvé grâce à cette même adresse ou à ce même numéro. Par sécurité, pendant 48 heures, ce moyen ne peut pas servir aussi à recevoir le code de connexion : une personne qui lirait vos messages aurait tout.',
        until: (moment) => `Il servira de nouveau à partir du ${moment}.`,
        next: 'D’ici là, connectez-vous depuis un appareil qui vous a déjà servi, ou par l’un des moyens ci-dessous.',
      },
    },
    switchedOff: {
      title: 'Nous ne pouvons envoyer aucun code en ce moment',
      what: 'Votre mot de passe est juste, mais les envois par lesquels vous recevez vos codes sont arrêtés. La panne vient de chez nous, et votre compte n’est pas touché.',
      next: 'Réessayez dans quelques minutes\u00a0: votre connexion vous attend ici.',
      retry: 'Réessayer',
    },
    closed: {
      title: 'La saisie du code est fermée sur cet appareil',
      what: 'Trop de codes faux ont été saisis pour votre compte. Par sécurité, nous n’acceptons plus de code depuis un appareil que nous ne connaissons pas.',
      reopensIn: (time) => `Elle rouvrira d’elle-même dans ${time}.`,
      waysTitle: 'Pour vous connecter dès maintenant',
      upstream: (u) => `Utilisez ${u}\u00a0: aucun code n’est nécessaire, et la saisie du code rouvre.`,
      passkey:
        'Utilisez votre empreinte ou votre visage\u00a0: aucun code n’est nécessaire, et la saisie du code rouvre.',
      knownDevice: 'Utilisez un appareil et un navigateur qui vous ont déjà servi à vous connecter.',
      call: 'Ou appelez-nous.',
      notYou:
        'Ce n’était pas vous\u00a0? Quelqu’un connaît votre mot de passe\u00a0: dites-le-nous par téléphone. Sans le code, cette personne n’a pas pu entrer.',
    },
  },
  en: {
    cancel: 'Go back to the portal',
    why: {
      signIn: 'A 6-digit code lets us check that it is you.',
      fresh: (portalName) => `To confirm this action on ${portalName}, a new 6-digit code is needed.`,
      purpose: (purpose, portalName) => `A 6-digit code is needed to ${purpose} on ${portalName}.`,
      confirm: 'Confirm this action',
    },
    choose: {
      title: 'How do you want to receive your code?',
      titleSingle: 'Receive your code',
      legend: 'Choose an address or a number',
      legendSingle: 'We will send it here',
      channel: {
        email: 'Email',
        sms: 'Text message',
        voice: 'Phone call',
        letter: 'Code on paper',
        totp: 'Code from your app',
        recovery: 'Backup code',
      },
      submit: 'Send the code',
      single: { call: 'We will call this number', submitCall: 'Receive a call' },
      legendAny: 'Choose a way',
      submitAny: 'Continue',
      lost: (telephone) => `Do you no longer have this address or number? Call ${telephone}.`,
      errors: {
        'none-chosen': 'Choose where to receive your code.',
        'sends-exhausted': enterCodeText.en.errors['sends-exhausted'],
        'resend-wait': (seconds) =>
          `A code has just been sent. Wait ${plural(seconds, 'second', 'seconds')} before asking for another one.`,
        'delivery-failed': {
          email: 'The email could not be sent. Choose another way, or try again in a moment.',
          sms: 'The text message could not be sent. Choose another way, or try again in a moment.',
          voice: 'The call did not go through. Choose another way, or try again in a moment.',
        },
        'delivery-failed-single': {
          email: 'The email could not be sent. Try again in a moment; if it goes on, call us.',
          sms: 'The text message could not be sent. Try again in a moment; if it goes on, call us.',
          voice: 'The call did not go through. Try again in a moment; if it goes on, call us.',
        },
        closed: 'Sending codes is closed for now, for your security. Call us to continue.',
        busy: troubleWords.en.busy,
        unavailable: troubleWords.en.unavailable,
      },
    },
    enter: enterCodeText.en,
    noChannel: {
      title: 'We cannot send you a code',
      what: 'Your password is right, but your account has no address or number that can receive a code.',
      next: 'Call us: we will add one with you, once we have checked that it is you.',
      otherWay: 'Or sign in without a code',
      barred: {
        title: 'Another way to receive a code is needed',
        what: 'Your password was recovered through this very address or number. For your security, for 48 hours, it cannot also receive the sign-in code: somebody who reads your messages would have everything.',
        until: (moment) => `It can be used again from ${moment}.`,
        next: 'Until then, sign in from a device you have used before, or in one of the ways below.',
      },
    },
    switchedOff: {
      title: 'We cannot send any code at the moment',
      what: 'Your password is right, but the ways by which you receive your codes are stopped. The fault is ours, and your account is not affected.',
      next: 'Try again in a few minutes: your sign-in waits for you here.',
      retry: 'Try again',
    },
    closed: {
      title: 'Code entry is closed on this device',
      what: 'Too many wrong codes were entered for your account. For your security, we no longer accept a code from a device we do not know.',
      reopensIn: (time) => `It will open again by itself in ${time}.`,
      waysTitle: 'To sign in now',
      upstream: (u) => `Use ${u}: no code is needed, and code entry opens again.`,
      passkey: 'Use your fingerprint or face: no code is needed, and code entry opens again.',
      knownDevice: 'Use a device and a browser on which you have signed in before.',
      call: 'Or call us.',
      notYou:
        'It was not you? Somebody knows your password: tell us by telephone. Without the code, this person could not get in.',
    },
  },
};
