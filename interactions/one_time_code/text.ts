/** Words of the code pages: choosing where it goes, typing it, and what to do without it (I2, I4, S1). */
import type { Channel, Locale } from '../../src/domain/realm.js';

export interface OneTimeCodeText {
  readonly cancel: string;
  /** what the code is for: signing in, an action named by the portal, or an unnamed one */
  readonly why: {
    readonly signIn: string;
    readonly fresh: (portalName: string) => string;
    readonly purpose: (purpose: string, portalName: string) => string;
  };
  readonly choose: {
    readonly title: string;
    readonly titleSingle: string;
    readonly legend: string;
    readonly legendSingle: string;
    readonly channel: Readonly<Record<Channel, string>>;
    readonly submit: string;
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
  readonly enter: {
    readonly title: string;
    readonly titleAgain: string;
    /** ends with the place of the masked contact */
    readonly sent: Readonly<Record<Channel, string>>;
    readonly label: string;
    readonly submit: string;
    readonly left: (time: string) => string;
    readonly leftOver: string;
    readonly triesLeft: (count: number) => string;
    readonly resend: string;
    readonly resendNow: string;
    readonly resendWait: (time: string) => string;
    readonly resendReady: string;
    readonly otherWay: string;
    readonly noticeNew: string;
    readonly noticeSlow: string;
    readonly safety: string;
    readonly missing: {
      readonly question: string;
      readonly check: Readonly<Record<Channel, readonly string[]>>;
      readonly otherwise: (telephone: string) => string;
    };
    readonly wait: {
      readonly title: string;
      readonly why: string;
      readonly until: (time: string) => string;
      readonly over: string;
      readonly meanwhile: (telephone: string) => string;
    };
    readonly errors: {
      readonly 'code-empty': string;
      readonly 'code-format': string;
      readonly 'wrong-code': (triesLeft: number) => string;
      readonly 'code-expired': string;
      readonly 'tries-exhausted': string;
      readonly 'already-used': string;
      readonly 'resend-wait': (seconds: number) => string;
      readonly 'sends-exhausted': (minutes: number) => string;
      readonly busy: string;
      readonly unavailable: string;
    };
  };
  readonly noChannel: {
    readonly title: string;
    readonly what: string;
    readonly next: string;
    readonly otherWay: string;
  };
  readonly closed: {
    readonly title: string;
    readonly what: string;
    readonly reopensIn: (time: string) => string;
    readonly waysTitle: string;
    readonly upstream: (upstreamName: string) => string;
    readonly knownDevice: string;
    readonly call: string;
    readonly notYou: string;
  };
}

function plural(count: number, one: string, many: string): string {
  return `${count} ${count > 1 ? many : one}`;
}

export const text: Readonly<Record<Locale, OneTimeCodeText>> = {
  fr: {
    cancel: 'Revenir au portail',
    why: {
      signIn: 'Un code de 6 chiffres nous permet de vérifier que c’est bien vous.',
      fresh: (portalName) => `Pour confirmer cette action sur ${portalName}, il faut un nouveau code de 6 chiffres.`,
      purpose: (purpose, portalName) => `Ce code de 6 chiffres sert à ${purpose} sur ${portalName}.`,
    },
    choose: {
      title: 'Comment voulez-vous recevoir votre code\u00a0?',
      titleSingle: 'Recevez votre code',
      legend: 'Choisissez une adresse ou un numéro',
      legendSingle: 'Nous l’enverrons ici',
      channel: { email: 'E-mail', sms: 'SMS', voice: 'Appel téléphonique' },
      submit: 'Envoyer le code',
      lost: (telephone) => `Vous n’avez plus accès à ces adresses ou numéros\u00a0? Appelez le ${telephone}.`,
      errors: {
        'none-chosen': 'Choisissez où recevoir votre code.',
        'sends-exhausted': (minutes) =>
          `Plusieurs codes vous ont déjà été envoyés. Regardez vos messages, ou attendez ${plural(minutes, 'minute', 'minutes')} avant d’en demander un autre.`,
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
        busy: 'Beaucoup de personnes se connectent en ce moment. Attendez quelques secondes, puis recommencez.',
        unavailable: 'Le service ne répond pas pour le moment. Recommencez dans quelques minutes.',
      },
    },
    enter: {
      title: 'Quel est votre code\u00a0?',
      titleAgain: 'Demandez un nouveau code',
      sent: {
        email: 'Nous avons envoyé un code par e-mail à',
        sms: 'Nous avons envoyé un code par SMS au',
        voice: 'Nous appelons et dictons trois fois un code au',
      },
      label: 'Code de 6 chiffres',
      submit: 'Valider',
      left: (time) => `Ce code expire dans ${time}.`,
      leftOver: 'Ce code n’est plus valable. Demandez-en un nouveau.',
      triesLeft: (count) => `Il vous reste ${plural(count, 'essai', 'essais')} avec ce code.`,
      resend: 'Renvoyer le code',
      resendNow: 'Recevoir un nouveau code',
      resendWait: (time) => `possible dans ${time}`,
      resendReady: 'possible maintenant',
      otherWay: 'Recevoir le code autrement',
      noticeNew: 'Un nouveau code est parti. Seul celui-ci fonctionne\u00a0: l’ancien ne sert plus.',
      noticeSlow:
        'Le message met plus de temps que d’habitude. Attendez encore une minute avant de demander un nouveau code.',
      safety: 'Ne donnez ce code à personne, pas même à un conseiller.',
      missing: {
        question: 'Je ne reçois pas le code',
        check: {
          email: [
            'Regardez dans les courriers indésirables (spam).',
            'Vérifiez que c’est bien cette boîte que vous regardez.',
            'Attendez une minute ou deux\u00a0: un e-mail est parfois lent.',
          ],
          sms: [
            'Vérifiez que votre téléphone est allumé et qu’il capte.',
            'Regardez dans les messages bloqués ou indésirables.',
            'Attendez une minute ou deux\u00a0: un SMS est parfois lent.',
          ],
          voice: [
            'Vérifiez que la ligne est libre et que le téléphone sonne.',
            'Décrochez\u00a0: le code est dicté trois fois, lentement.',
          ],
        },
        otherwise: (telephone) => `Si rien n’arrive, demandez un nouveau code, ou appelez le ${telephone}.`,
      },
      wait: {
        title: 'Attendez un peu avant de recommencer',
        why: 'Plusieurs codes n’étaient pas les bons. Cette attente protège votre compte.',
        until: (time) => `Vous pourrez recommencer dans ${time}.`,
        over: 'Vous pouvez recommencer maintenant.',
        meanwhile: (telephone) => `En attendant, vous pouvez appeler le ${telephone}.`,
      },
      errors: {
        'code-empty': 'Saisissez le code que vous avez reçu.',
        'code-format': 'Le code est fait de 6 chiffres. Recopiez-le tel que vous l’avez reçu.',
        'wrong-code': (triesLeft) =>
          `Ce n’est pas le bon code. Recopiez celui du dernier message reçu\u00a0: il vous reste ${plural(triesLeft, 'essai', 'essais')}.`,
        'code-expired': 'Ce code n’est plus valable\u00a0: trop de temps est passé. Demandez-en un nouveau.',
        'tries-exhausted': 'Ce code ne sert plus\u00a0: il a été mal saisi trop de fois. Demandez-en un nouveau.',
        'already-used': 'Ce code a déjà servi. Demandez-en un nouveau pour continuer ici.',
        'resend-wait': (seconds) =>
          `Un code vient de partir. Attendez ${plural(seconds, 'seconde', 'secondes')} avant d’en demander un autre.`,
        'sends-exhausted': (minutes) =>
          `Plusieurs codes vous ont déjà été envoyés. Regardez vos messages, ou attendez ${plural(minutes, 'minute', 'minutes')} avant d’en demander un autre.`,
        busy: 'Beaucoup de personnes se connectent en ce moment. Attendez quelques secondes, puis recommencez.',
        unavailable: 'Le service ne répond pas pour le moment. Recommencez dans quelques minutes.',
      },
    },
    noChannel: {
      title: 'Nous ne pouvons pas vous envoyer de code',
      what: 'Votre mot de passe est juste, mais il manque à votre compte une adresse ou un numéro qui puisse recevoir un code.',
      next: 'Appelez-nous\u00a0: nous l’ajouterons avec vous, après avoir vérifié que c’est bien vous.',
      otherWay: 'Ou connectez-vous sans code',
    },
    closed: {
      title: 'La saisie du code est fermée sur cet appareil',
      what: 'Trop de codes faux ont été saisis pour votre compte. Par sécurité, nous n’acceptons plus de code depuis un appareil que nous ne connaissons pas.',
      reopensIn: (time) => `Elle rouvrira d’elle-même dans ${time}.`,
      waysTitle: 'Pour vous connecter dès maintenant',
      upstream: (u) => `Utilisez ${u}\u00a0: aucun code n’est nécessaire, et la saisie du code rouvre.`,
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
      purpose: (purpose, portalName) => `Use this 6-digit code to ${purpose} on ${portalName}.`,
    },
    choose: {
      title: 'How do you want to receive your code?',
      titleSingle: 'Receive your code',
      legend: 'Choose an address or a number',
      legendSingle: 'We will send it here',
      channel: { email: 'Email', sms: 'Text message', voice: 'Phone call' },
      submit: 'Send the code',
      lost: (telephone) => `You can no longer use these addresses or numbers? Call ${telephone}.`,
      errors: {
        'none-chosen': 'Choose where to receive your code.',
        'sends-exhausted': (minutes) =>
          `Several codes have already been sent to you. Look at your messages, or wait ${plural(minutes, 'minute', 'minutes')} before asking for another one.`,
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
        busy: 'Many people are signing in right now. Wait a few seconds, then try again.',
        unavailable: 'The service is not answering at the moment. Try again in a few minutes.',
      },
    },
    enter: {
      title: 'What is your code?',
      titleAgain: 'Ask for a new code',
      sent: {
        email: 'We sent a code by email to',
        sms: 'We sent a code by text message to',
        voice: 'We are calling, and will read out a code three times, on',
      },
      label: '6-digit code',
      submit: 'Confirm',
      left: (time) => `This code expires in ${time}.`,
      leftOver: 'This code is no longer valid. Ask for a new one.',
      triesLeft: (count) => `You have ${plural(count, 'try', 'tries')} left with this code.`,
      resend: 'Send the code again',
      resendNow: 'Receive a new code',
      resendWait: (time) => `possible in ${time}`,
      resendReady: 'possible now',
      otherWay: 'Receive the code another way',
      noticeNew: 'A new code has been sent. Only this one works: the older one no longer does.',
      noticeSlow: 'The message is taking longer than usual. Wait another minute before you ask for a new code.',
      safety: 'Never give this code to anyone, not even to an adviser.',
      missing: {
        question: 'I am not receiving the code',
        check: {
          email: [
            'Look in your junk mail (spam).',
            'Check that this is the mailbox you are looking at.',
            'Wait a minute or two: an email is sometimes slow.',
          ],
          sms: [
            'Check that your phone is on and has a signal.',
            'Look among blocked or junk messages.',
            'Wait a minute or two: a text message is sometimes slow.',
          ],
          voice: [
            'Check that the line is free and that the phone rings.',
            'Pick up: the code is read out three times, slowly.',
          ],
        },
        otherwise: (telephone) => `If nothing arrives, ask for a new code, or call ${telephone}.`,
      },
      wait: {
        title: 'Wait a moment before you try again',
        why: 'Several codes were not the right ones. This wait protects your account.',
        until: (time) => `You can try again in ${time}.`,
        over: 'You can try again now.',
        meanwhile: (telephone) => `In the meantime, you can call ${telephone}.`,
      },
      errors: {
        'code-empty': 'Enter the code you received.',
        'code-format': 'The code is made of 6 digits. Copy it exactly as you received it.',
        'wrong-code': (triesLeft) =>
          `This is not the right code. Copy the one in the last message you received: you have ${plural(triesLeft, 'try', 'tries')} left.`,
        'code-expired': 'This code is no longer valid: too much time has passed. Ask for a new one.',
        'tries-exhausted': 'This code no longer works: it was entered wrongly too many times. Ask for a new one.',
        'already-used': 'This code has already been used. Ask for a new one to continue here.',
        'resend-wait': (seconds) =>
          `A code has just been sent. Wait ${plural(seconds, 'second', 'seconds')} before asking for another one.`,
        'sends-exhausted': (minutes) =>
          `Several codes have already been sent to you. Look at your messages, or wait ${plural(minutes, 'minute', 'minutes')} before asking for another one.`,
        busy: 'Many people are signing in right now. Wait a few seconds, then try again.',
        unavailable: 'The service is not answering at the moment. Try again in a few minutes.',
      },
    },
    noChannel: {
      title: 'We cannot send you a code',
      what: 'Your password is right, but your account has no address or number that can receive a code.',
      next: 'Call us: we will add one with you, once we have checked that it is you.',
      otherWay: 'Or sign in without a code',
    },
    closed: {
      title: 'Code entry is closed on this device',
      what: 'Too many wrong codes were entered for your account. For your security, we no longer accept a code from a device we do not know.',
      reopensIn: (time) => `It will open again by itself in ${time}.`,
      waysTitle: 'To sign in now',
      upstream: (u) => `Use ${u}: no code is needed, and code entry opens again.`,
      knownDevice: 'Use a device and a browser on which you have signed in before.',
      call: 'Or call us.',
      notYou:
        'It was not you? Somebody knows your password: tell us by telephone. Without the code, this person could not get in.',
    },
  },
};
