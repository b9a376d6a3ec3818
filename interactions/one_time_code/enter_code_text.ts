/** Words of the page where the code is typed: time and tries left, what is wrong, what to check (I2). */
import type { Channel, Locale } from '../../src/domain/realm.js';
import { plural } from './plural.js';

export interface EnterCodeText {
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
}

export const enterCodeText: Readonly<Record<Locale, EnterCodeText>> = {
  fr: {
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
  en: {
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
};
