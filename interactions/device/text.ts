/** Words on the phone of somebody who signs in at a kiosk (I9, RFC 8628 §3.3). */
import type { Locale } from '../../src/domain/realm.js';
import type { PhoneStop } from '../../src/http/provider_pages.js';

interface DeviceText {
  readonly code: {
    readonly title: string;
    readonly what: string;
    readonly label: string;
    readonly hint: string;
    readonly wrong: string;
    readonly submit: string;
  };
  readonly kiosk: {
    readonly title: string;
    readonly which: string;
    readonly where: string;
    readonly whose: string;
    readonly before: string;
    readonly sent: string;
    readonly go: string;
    readonly refuse: string;
  };
  readonly digits: {
    readonly title: string;
    readonly what: string;
    readonly label: string;
    readonly hint: string;
    readonly empty: string;
    readonly format: string;
    readonly wrong: string;
    readonly safety: string;
    readonly confirm: string;
    readonly refuse: string;
  };
  readonly done: { readonly title: string; readonly what: string; readonly finish: string; readonly told: string };
  readonly stops: Readonly<Record<PhoneStop, { readonly title: string; readonly what: string }>>;
  readonly again: string;
}

export const text: Readonly<Record<Locale, DeviceText>> = {
  fr: {
    code: {
      title: 'Quel code lisez-vous sur la borne\u00a0?',
      what: 'Il est écrit sous le carré à scanner. Il change toutes les 2\u00a0minutes.',
      label: 'Code de la borne',
      hint: '8\u00a0lettres',
      wrong: 'Ce code n’est affiché sur aucune borne. Vérifiez les 8\u00a0lettres, puis recommencez.',
      submit: 'Continuer',
    },
    kiosk: {
      title: 'Vous connecter sur cette borne\u00a0?',
      which: 'Borne',
      where: 'Lieu',
      whose: 'Compte de',
      before: 'Continuez seulement si vous êtes devant cette borne, en ce moment.',
      sent: 'On vous a envoyé ce code ou ce lien\u00a0? Refusez\u00a0: quelqu’un d’autre entrerait dans votre compte.',
      go: 'Je suis devant la borne, continuer',
      refuse: 'Refuser',
    },
    digits: {
      title: 'Quels 2\u00a0chiffres lisez-vous sur la borne\u00a0?',
      what: 'Lisez-les vous-même sur son écran. Ils ne sont ni dans le carré à scanner, ni dans un message.',
      label: '2\u00a0chiffres',
      hint: 'Par exemple 07',
      empty: 'Saisissez les 2\u00a0chiffres affichés sur la borne.',
      format: 'Il faut 2\u00a0chiffres, sans lettre. Saisissez-les de nouveau.',
      wrong: 'Ce ne sont pas les chiffres affichés sur cette borne. Regardez son écran, puis recommencez.',
      safety: 'Personne ne doit vous les dicter. Si on vous les dicte, ou si ce compte n’est pas le vôtre, refusez.',
      confirm: 'Me connecter sur la borne',
      refuse: 'Refuser',
    },
    done: {
      title: 'Vous êtes connecté sur la borne',
      what: 'Regardez son écran. Vous pouvez ranger votre téléphone.',
      finish: 'Avant de partir, appuyez sur «\u00a0Terminer\u00a0» sur la borne.',
      told: 'Nous vous écrivons que vous vous êtes connecté sur une borne.',
    },
    stops: {
      expired: {
        title: 'Ce code n’est plus valable',
        what: 'La borne en affiche un autre. Scannez-le\u00a0: ce que vous venez de prouver ne sera pas redemandé.',
      },
      used: {
        title: 'Ce code a déjà servi',
        what: 'Si c’est vous, regardez la borne. Sinon, demandez un autre code sur la borne.',
      },
      refused: {
        title: 'Vous avez refusé',
        what: 'Personne n’est entré dans votre compte. La borne revient à l’accueil.',
      },
      digits: {
        title: 'Trop d’essais avec ce code',
        what: 'Par sécurité, ce code est annulé et personne n’est entré dans votre compte. Demandez un autre code sur la borne.',
      },
      limit: {
        title: 'Trop de connexions sur des bornes',
        what: 'Par sécurité, votre compte ne peut plus se connecter ainsi pour le moment. Sur la borne, vous pouvez saisir votre numéro et votre mot de passe.',
      },
      lost: {
        title: 'Cette connexion a été interrompue',
        what: 'Elle a été commencée dans une autre fenêtre, ou trop de temps a passé. Scannez le code affiché sur la borne.',
      },
      fault: {
        title: 'La connexion sur la borne n’a pas abouti',
        what: 'Demandez un autre code sur la borne, puis recommencez.',
      },
    },
    again: 'Saisir un autre code',
  },
  en: {
    code: {
      title: 'Which code do you read on the kiosk?',
      what: 'It is written below the square to scan. It changes every 2\u00a0minutes.',
      label: 'Code of the kiosk',
      hint: '8 letters',
      wrong: 'No kiosk shows this code. Check the 8 letters, then try again.',
      submit: 'Continue',
    },
    kiosk: {
      title: 'Sign in at this kiosk?',
      which: 'Kiosk',
      where: 'Place',
      whose: 'Account of',
      before: 'Go on only if you are standing before this kiosk, right now.',
      sent: 'Did somebody send you this code or link? Refuse: somebody else would get into your account.',
      go: 'I am before the kiosk, continue',
      refuse: 'Refuse',
    },
    digits: {
      title: 'Which 2 digits do you read on the kiosk?',
      what: 'Read them on its screen yourself. They are neither in the square to scan nor in a message.',
      label: '2 digits',
      hint: 'For example 07',
      empty: 'Enter the 2 digits shown on the kiosk.',
      format: '2 digits are needed, without letters. Enter them again.',
      wrong: 'These are not the digits shown on this kiosk. Look at its screen, then try again.',
      safety: 'Nobody should read them out to you. If somebody does, or if this account is not yours, refuse.',
      confirm: 'Sign me in at the kiosk',
      refuse: 'Refuse',
    },
    done: {
      title: 'You are signed in at the kiosk',
      what: 'Look at its screen. You can put your phone away.',
      finish: 'Before you leave, press “Finish” on the kiosk.',
      told: 'We are writing to you that you signed in at a kiosk.',
    },
    stops: {
      expired: {
        title: 'This code is no longer valid',
        what: 'The kiosk shows another one. Scan it: what you have just proved will not be asked again.',
      },
      used: {
        title: 'This code was already used',
        what: 'If it was you, look at the kiosk. If not, ask for another code on the kiosk.',
      },
      refused: { title: 'You refused', what: 'Nobody got into your account. The kiosk goes back to its start page.' },
      digits: {
        title: 'Too many attempts with this code',
        what: 'For your security, this code is cancelled and nobody got into your account. Ask for another code on the kiosk.',
      },
      limit: {
        title: 'Too many sign-ins at kiosks',
        what: 'For your security, your account cannot sign in this way for now. On the kiosk, you can enter your number and password.',
      },
      lost: {
        title: 'This sign-in was interrupted',
        what: 'It was begun in another window, or too much time has passed. Scan the code shown on the kiosk.',
      },
      fault: {
        title: 'The sign-in at the kiosk did not succeed',
        what: 'Ask for another code on the kiosk, then try again.',
      },
    },
    again: 'Enter another code',
  },
};
