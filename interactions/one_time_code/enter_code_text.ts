/** Words of the page where the code is typed: time and tries left, what is wrong, what to check (I2). */
import type { Channel, Locale } from '../../src/domain/realm.js';
import type { CodeErrorWords } from '../../src/http/layout/code_error.js';
import { type CodeWords, codeWords } from '../../src/http/layout/code_words.js';
import { plural } from '../../src/http/layout/plural.js';
import { type TroubleWords, troubleWords, type WaitWords } from '../../src/http/layout/trouble_words.js';

export interface EnterCodeText extends CodeWords {
  readonly title: string;
  /** ends with the place of the masked contact */
  readonly sent: Readonly<Record<Channel, string>>;
  /** what happens on the telephone, said below where the call goes */
  readonly call: (ringSeconds: number) => string;
  readonly callAgain: string;
  readonly triesLeft: (count: number) => string;
  readonly otherWay: string;
  readonly noticeNew: string;
  readonly noticeSlow: string;
  readonly safety: string;
  readonly missing: {
    readonly question: string;
    readonly check: Readonly<Record<Channel, readonly string[]>>;
    readonly otherwise: (telephone: string) => string;
  };
  readonly wait: WaitWords;
  readonly errors: CodeErrorWords & Pick<TroubleWords, 'busy' | 'unavailable'>;
}

export const enterCodeText: Readonly<Record<Locale, EnterCodeText>> = {
  fr: {
    ...codeWords.fr,
    title: 'Quel est votre code\u00a0?',
    sent: {
      email: 'Nous avons envoyé un code par e-mail à',
      sms: 'Nous avons envoyé un code par SMS au',
      voice: 'Nous appelons maintenant le',
    },
    call: (seconds) =>
      `Décrochez, avec de quoi noter\u00a0: une voix dit à quoi sert le code, puis le code trois fois, chiffre par chiffre. Le téléphone sonne ${seconds}\u00a0secondes. Si personne n’a décroché, demandez un nouvel appel.`,
    callAgain: 'M’appeler de nouveau',
    triesLeft: (count) => `Il vous reste ${plural(count, 'essai', 'essais')} avec ce code.`,
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
          'Vérifiez que la ligne est libre, le combiné bien posé, et que ce numéro sonne près de vous\u00a0: un standard ou un renvoi peut prendre l’appel.',
          'Un téléphone qui refuse les numéros inconnus ou masqués ne sonnera pas.',
          'Personne n’a décroché, ou le répondeur a pris l’appel\u00a0? Demandez un nouvel appel\u00a0: il dira un autre code.',
        ],
      },
      otherwise: (telephone) => `Si rien n’arrive, demandez un nouveau code, ou appelez le ${telephone}.`,
    },
    wait: {
      ...troubleWords.fr.wait,
      why: 'Plusieurs codes n’étaient pas les bons. Cette attente protège votre compte.',
    },
    errors: {
      ...codeWords.fr.errors,
      'resend-wait': (seconds) =>
        `Un code vient de partir. Attendez ${plural(seconds, 'seconde', 'secondes')} avant d’en demander un autre.`,
      'sends-exhausted': (minutes) =>
        `Plusieurs codes vous ont déjà été envoyés. Regardez vos messages, ou attendez ${plural(minutes, 'minute', 'minutes')} avant d’en demander un autre.`,
      busy: troubleWords.fr.busy,
      unavailable: troubleWords.fr.unavailable,
    },
  },
  en: {
    ...codeWords.en,
    title: 'What is your code?',
    sent: {
      email: 'We sent a code by email to',
      sms: 'We sent a code by text message to',
      voice: 'We are now calling',
    },
    call: (seconds) =>
      `Pick up, with something to write with: a voice says what the code is for, then the code three times, digit by digit. The phone rings for ${seconds}\u00a0seconds. If nobody picked up, ask for another call.`,
    callAgain: 'Call me again',
    triesLeft: (count) => `You have ${plural(count, 'try', 'tries')} left with this code.`,
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
          'Check that the line is free, the handset in its place, and that this number rings near you: a switchboard or a diversion may take the call.',
          'A telephone that refuses unknown or withheld numbers will not ring.',
          'Nobody picked up, or the answering machine took the call? Ask for another call: it will say another code.',
        ],
      },
      otherwise: (telephone) => `If nothing arrives, ask for a new code, or call ${telephone}.`,
    },
    wait: {
      ...troubleWords.en.wait,
      why: 'Several codes were not the right ones. This wait protects your account.',
    },
    errors: {
      ...codeWords.en.errors,
      'resend-wait': (seconds) =>
        `A code has just been sent. Wait ${plural(seconds, 'second', 'seconds')} before asking for another one.`,
      'sends-exhausted': (minutes) =>
        `Several codes have already been sent to you. Look at your messages, or wait ${plural(minutes, 'minute', 'minutes')} before asking for another one.`,
      busy: troubleWords.en.busy,
      unavailable: troubleWords.en.unavailable,
    },
  },
};
