/** Words of the ways to a password that sign nobody in: the code on its way, and what was done (C4, C5). */
import { RING_SECONDS } from '../../../domain/message/speech.js';
import type { Channel, Locale } from '../../../domain/realm.js';
import type { CodeErrorWords } from '../code_error.js';
import { type CodeWords, codeWords } from '../code_words.js';
import { plural } from '../plural.js';

export interface RecoveryText {
  readonly code: CodeWords & {
    readonly title: string;
    readonly by: Readonly<Record<Channel, string>>;
    readonly sent: Readonly<Record<'perhaps' | 'sent' | 'given', (by: string) => string>>;
    readonly safety: string;
    readonly instead: Readonly<Record<Channel, string>>;
    readonly nothing: {
      readonly question: string;
      readonly check: Readonly<Record<Channel, readonly string[]>>;
      readonly otherwise: (telephone: string) => string;
    };
    readonly errors: CodeErrorWords & { readonly 'delivery-failed': string };
  };
  readonly password: {
    readonly title: string;
    readonly intro: string;
    readonly submit: string;
    readonly busy: (time: string) => string;
    /** the account or its contacts changed on the way */
    readonly gone: string;
  };
  readonly done: {
    readonly title: Readonly<Record<'new' | 'first', string>>;
    readonly what: Readonly<Record<'new' | 'first', string>>;
    readonly ended: string;
    readonly by: Readonly<Record<Channel, string>>;
    readonly and: string;
    /** @param by as `by`, joined by `and` */
    readonly told: (by: string) => string;
    readonly toldNobody: string;
    readonly carrier: Readonly<Record<Channel, string>>;
    readonly barred: (carrier: string, hours: number) => string;
    /** passkeys and authenticator apps, which a password has nothing to do with (I5, I6) */
    readonly kept: {
      readonly title: string;
      readonly what: string;
      readonly passkey: string;
      readonly app: string;
      /** follows `passkey` */
      readonly keptBy: (keeper: string) => string;
      readonly since: (day: string) => string;
      readonly remove: (name: string) => string;
      readonly stuck: (telephone: string) => string;
    };
    readonly signIn: string;
    readonly again: string;
    readonly notYou: (telephone: string) => string;
  };
}

export const text: Readonly<Record<Locale, RecoveryText>> = {
  fr: {
    code: {
      ...codeWords.fr,
      title: 'Quel code avez-vous reçu\u00a0?',
      by: { email: 'par e-mail', sms: 'par SMS', voice: 'par un appel téléphonique' },
      sent: {
        perhaps: (by) => `Si ces informations correspondent à un compte, un code vient d’être envoyé ${by}.`,
        sent: (by) => `Un code vient d’être envoyé ${by}, à l’adresse ou au numéro de votre dossier.`,
        given: (by) => `Un code vient d’être envoyé ${by}, à l’adresse ou au numéro que vous venez de donner.`,
      },
      safety: 'Ne le donnez à personne, pas même à un conseiller.',
      instead: {
        email: 'Recevoir plutôt un e-mail',
        sms: 'Recevoir plutôt un SMS',
        voice: 'Recevoir plutôt un appel',
      },
      nothing: {
        question: 'Je ne reçois pas le code',
        check: {
          email: [
            'Regardez dans les courriers indésirables (spam), et dans chacune de vos boîtes.',
            'L’e-mail part à l’adresse que vous nous avez donnée, même ancienne. Attendez une minute ou deux.',
          ],
          sms: [
            'Vérifiez que votre téléphone est allumé et qu’il capte. Regardez dans les messages bloqués.',
            'Le SMS part au numéro de mobile que vous nous avez donné, même ancien. Un téléphone fixe n’en reçoit pas.',
          ],
          voice: [
            `Vérifiez que la ligne est libre. Le téléphone sonne ${RING_SECONDS} secondes\u00a0; décrochez\u00a0: le code est dicté trois fois, lentement.`,
            'L’appel part au numéro que vous nous avez donné, même ancien. Un répondeur ne suffit pas\u00a0: demandez alors un nouvel appel.',
          ],
        },
        otherwise: (telephone) => `Si rien n’arrive, essayez un autre moyen, ou appelez le ${telephone}.`,
      },
      errors: {
        ...codeWords.fr.errors,
        'resend-wait': (seconds) =>
          `Un code vient d’être demandé. Attendez ${plural(seconds, 'seconde', 'secondes')} avant d’en demander un autre.`,
        'sends-exhausted': (minutes) =>
          `Plusieurs codes ont déjà été demandés. Regardez vos messages, ou attendez ${plural(minutes, 'minute', 'minutes')} avant d’en demander un autre.`,
        'delivery-failed':
          'Le message n’a pas pu partir. Choisissez un autre moyen, ou recommencez dans un instant\u00a0; si cela continue, appelez-nous.',
      },
    },
    password: {
      title: 'Choisissez un mot de passe',
      intro: 'Il est bon dès que vous l’avez enregistré. Vous vous connecterez ensuite avec lui.',
      submit: 'Enregistrer',
      busy: (time) => `Nous ne pouvons pas l’enregistrer pour le moment. Recommencez dans ${time}.`,
      gone: 'Votre compte a changé entre-temps : par sécurité, recommencez depuis le début.',
    },
    done: {
      title: { new: 'Votre mot de passe est changé', first: 'Votre mot de passe est enregistré' },
      what: {
        new: 'Votre nouveau mot de passe est enregistré. L’ancien ne sert plus.',
        first: 'Connectez-vous maintenant avec lui. Votre code à 4 chiffres ne sert plus.',
      },
      ended: 'Vous avez été déconnecté partout\u00a0: ordinateurs, téléphones et applications.',
      by: { email: 'par e-mail', sms: 'par SMS', voice: 'par téléphone' },
      and: ' et ',
      told: (by) => `Nous vous avons prévenu ${by}.`,
      toldNobody: 'Votre dossier n’a pas d’adresse ni de numéro où vous prévenir.',
      carrier: {
        email: 'l’adresse e-mail qui a reçu le code',
        sms: 'le mobile qui a reçu le code',
        voice: 'le téléphone qui a reçu le code',
      },
      barred: (carrier, hours) =>
        `Pendant ${hours}\u00a0heures, sur un appareil que nous ne connaissons pas, ${carrier} ne peut pas recevoir aussi le code de connexion. Un autre moyen le peut.`,
      kept: {
        title: 'Ce qui sert toujours à vous connecter',
        what: 'Le nouveau mot de passe n’y change rien. Si quelque chose n’est pas à vous, ou ne l’est plus, supprimez-le\u00a0: nous vous demanderons d’abord de vous connecter.',
        passkey: 'Clé d’accès (empreinte ou visage)',
        app: 'Application d’authentification',
        keptBy: (keeper) => `, ${keeper}`,
        since: (day) => `Depuis le ${day}`,
        remove: (name) => `Supprimer «\u00a0${name}\u00a0»`,
        stuck: (telephone) =>
          `Vous ne pouvez pas vous connecter\u00a0? Appelez le ${telephone}\u00a0: un conseiller peut les supprimer.`,
      },
      signIn: 'Me connecter',
      again: 'Faire une autre demande',
      notYou: (telephone) => `Ce n’était pas vous\u00a0? Appelez tout de suite le ${telephone}.`,
    },
  },
  en: {
    code: {
      ...codeWords.en,
      title: 'Which code did you receive?',
      by: { email: 'by email', sms: 'by text message', voice: 'by a phone call' },
      sent: {
        perhaps: (by) => `If these details match an account, a code has just been sent ${by}.`,
        sent: (by) => `A code has just been sent ${by}, to the address or number in your file.`,
        given: (by) => `A code has just been sent ${by}, to the address or number you have just given.`,
      },
      safety: 'Never give it to anyone, not even to an adviser.',
      instead: {
        email: 'Receive an email instead',
        sms: 'Receive a text message instead',
        voice: 'Receive a call instead',
      },
      nothing: {
        question: 'I am not receiving the code',
        check: {
          email: [
            'Look in your junk mail (spam), and in each of your mailboxes.',
            'The email goes to the address you gave us, even a long time ago. Wait a minute or two.',
          ],
          sms: [
            'Check that your phone is on and has a signal. Look among blocked messages.',
            'The text message goes to the mobile number you gave us, even a long time ago. A landline receives none.',
          ],
          voice: [
            `Check that the line is free. The phone rings for ${RING_SECONDS} seconds; pick up: the code is read out three times, slowly.`,
            'The call goes to the number you gave us, even a long time ago. An answering machine is not enough: ask for another call.',
          ],
        },
        otherwise: (telephone) => `If nothing arrives, try another way, or call ${telephone}.`,
      },
      errors: {
        ...codeWords.en.errors,
        'resend-wait': (seconds) =>
          `A code has just been asked for. Wait ${plural(seconds, 'second', 'seconds')} before asking for another one.`,
        'sends-exhausted': (minutes) =>
          `Several codes have already been asked for. Look at your messages, or wait ${plural(minutes, 'minute', 'minutes')} before asking for another one.`,
        'delivery-failed':
          'The message could not be sent. Choose another way, or try again in a moment; if it goes on, call us.',
      },
    },
    password: {
      title: 'Choose a password',
      intro: 'It is good as soon as you have saved it. You will then sign in with it.',
      submit: 'Save',
      busy: (time) => `We cannot save it at the moment. Try again in ${time}.`,
      gone: 'Your account has changed in the meantime: for your security, start again from the beginning.',
    },
    done: {
      title: { new: 'Your password has been changed', first: 'Your password has been saved' },
      what: {
        new: 'Your new password is saved. The old one no longer works.',
        first: 'Sign in with it now. Your 4-digit code no longer works.',
      },
      ended: 'You have been signed out everywhere: computers, phones and apps.',
      by: { email: 'by email', sms: 'by text message', voice: 'by telephone' },
      and: ' and ',
      told: (by) => `We have told you ${by}.`,
      toldNobody: 'Your file has no address or number where we could tell you.',
      carrier: {
        email: 'the email address that received the code',
        sms: 'the mobile that received the code',
        voice: 'the telephone that received the code',
      },
      barred: (carrier, hours) =>
        `For ${hours}\u00a0hours, on a device we do not know, ${carrier} cannot also receive the sign-in code. Another way can.`,
      kept: {
        title: 'What still signs you in',
        what: 'The new password changes nothing here. If something is not yours, or no longer is, remove it: we will ask you to sign in first.',
        passkey: 'Passkey (fingerprint or face)',
        app: 'Authenticator app',
        keptBy: (keeper) => `, ${keeper}`,
        since: (day) => `Since ${day}`,
        remove: (name) => `Remove “${name}”`,
        stuck: (telephone) => `You cannot sign in? Call ${telephone}: an adviser can remove them.`,
      },
      signIn: 'Sign in',
      again: 'Make another request',
      notYou: (telephone) => `It was not you? Call ${telephone} right away.`,
    },
  },
};
