/** Words of « Appareils et connexions » (U1, P9). */
import type { Locale } from '../../../domain/realm.js';
import { plural } from '../../../http/layout/plural.js';

/** What a page of this concern may say first. */
export const DEVICE_NEWS = ['session-ended', 'app-ended', 'forgotten', 'all-forgotten', 'gone'] as const;
export type DeviceNews = (typeof DEVICE_NEWS)[number];
/** those that tell of something done */
export const GOOD_NEWS: readonly DeviceNews[] = ['session-ended', 'app-ended', 'forgotten', 'all-forgotten'];

export interface DevicesText {
  readonly title: string;
  readonly summary: (sessions: number, devices: number) => string;
  readonly news: Readonly<Record<DeviceNews, string>>;
  readonly unknownBrowser: string;
  readonly place: string;
  readonly lastUse: string;
  readonly older: (count: number) => string;
  readonly sessions: {
    readonly title: string;
    readonly what: string;
    readonly isThis: string;
    readonly startedAt: string;
    readonly portals: string;
    readonly end: (browser: string) => string;
    readonly unfinished: (count: number, lastAt: string) => string;
  };
  readonly apps: {
    readonly title: string;
    readonly what: string;
    readonly startedAt: string;
    readonly end: (name: string) => string;
  };
  readonly devices: {
    readonly title: string;
    readonly what: string;
    readonly isThis: string;
    readonly none: string;
    readonly firstSeen: string;
    readonly code: string;
    readonly noCodeUntil: (day: string) => string;
    readonly always: string;
    readonly forget: (browser: string) => string;
    readonly forgetAll: string;
  };
  readonly everywhere: {
    readonly title: string;
    readonly what: string;
    readonly link: string;
    readonly question: string;
    readonly consequences: readonly string[];
    readonly told: string;
    readonly yes: string;
    readonly no: string;
    readonly done: string;
    readonly doneWhat: string;
    readonly next: readonly string[];
    readonly again: string;
  };
}

export const text: Readonly<Record<Locale, DevicesText>> = {
  fr: {
    title: 'Appareils et connexions',
    summary: (sessions, devices) =>
      `${plural(sessions, 'connexion ouverte', 'connexions ouvertes')}, ${plural(devices, 'appareil reconnu', 'appareils reconnus')}`,
    news: {
      'session-ended': 'Cette connexion est fermée. Les portails qu’elle avait ouverts sont prévenus.',
      'app-ended':
        'Cette application est déconnectée, et la connexion qui l’avait ouverte aussi. Elle demandera votre mot de passe et un code.',
      forgotten: 'Cet appareil est oublié\u00a0: un code y sera demandé à la prochaine connexion.',
      'all-forgotten': 'Tous les appareils sont oubliés\u00a0: un code y sera demandé à la prochaine connexion.',
      gone: 'Cette connexion, cette application ou cet appareil n’était déjà plus dans la liste.',
    },
    unknownBrowser: 'Navigateur inconnu',
    place: 'Lieu',
    lastUse: 'Dernière utilisation',
    older: (count) => `${plural(count, 'autre, plus ancien', 'autres, plus anciens')}.`,
    sessions: {
      title: 'Connexions ouvertes',
      what: 'Une connexion que vous ne reconnaissez pas\u00a0? Fermez-la, puis changez votre mot de passe.',
      isThis: 'Celle-ci',
      startedAt: 'Ouverte le',
      portals: 'Portails',
      end: (browser) => `Fermer cette connexion (${browser})`,
      unfinished: (count, lastAt) =>
        count === 1
          ? `Une connexion a été commencée avec vos accès le ${lastAt}, et n’est pas allée au bout : aucun portail ne s’est ouvert. Ce n’était pas vous ? Changez votre mot de passe.`
          : `${count} connexions ont été commencées avec vos accès, la dernière le ${lastAt}, et ne sont pas allées au bout : aucun portail ne s’est ouvert. Ce n’était pas vous ? Changez votre mot de passe.`,
    },
    apps: {
      title: 'Applications connectées',
      what: 'Elles restent connectées à votre compte sans redemander votre mot de passe. Téléphone perdu ou volé\u00a0? Déconnectez l’application.',
      startedAt: 'Connectée depuis le',
      end: (name) => `Déconnecter cette application (${name})`,
    },
    devices: {
      title: 'Appareils reconnus',
      what: 'Ce sont les navigateurs dans lesquels vous avez déjà donné un code.',
      isThis: 'Celui-ci',
      none: 'Aucun appareil n’est reconnu pour l’instant.',
      firstSeen: 'Reconnu depuis le',
      code: 'Code',
      noCodeUntil: (day) => `Pas demandé avant le ${day}`,
      always: 'Demandé à chaque connexion',
      forget: (browser) => `Oublier cet appareil (${browser})`,
      forgetAll: 'Oublier tous les appareils',
    },
    everywhere: {
      title: 'Tout fermer d’un coup',
      what: 'Un appareil perdu ou volé, un doute\u00a0? Déconnectez-vous partout.',
      link: 'Me déconnecter partout',
      question: 'Vous déconnecter partout\u00a0?',
      consequences: [
        'Toutes les connexions à votre compte se ferment, celle-ci aussi, sur chaque appareil et chaque portail.',
        'Les applications connectées à votre compte devront se reconnecter.',
        'Un code sera redemandé sur tous vos appareils, même là où il ne l’était plus.',
        'Votre mot de passe ne change pas. Si quelqu’un d’autre le connaît, changez-le ensuite.',
      ],
      told: 'Nous vous préviendrons sur chacun de vos contacts.',
      yes: 'Me déconnecter partout',
      no: 'Revenir aux appareils',
      done: 'Vous êtes déconnecté partout',
      doneWhat: 'Toutes les connexions à votre compte sont fermées.',
      next: [
        'Vos portails sont prévenus\u00a0; celui qui ne répond pas le sera dès qu’il reviendra.',
        'Un code vous sera demandé à la prochaine connexion, sur chaque appareil.',
      ],
      again: 'Me connecter de nouveau',
    },
  },
  en: {
    title: 'Devices and sign-ins',
    summary: (sessions, devices) =>
      `${plural(sessions, 'open sign-in', 'open sign-ins')}, ${plural(devices, 'known device', 'known devices')}`,
    news: {
      'session-ended': 'That sign-in is ended. The portals it had opened are being told.',
      'app-ended':
        'That app is signed out, and so is the sign-in that had opened it. It will ask for your password and a code.',
      forgotten: 'That device is forgotten: a code will be asked for there at the next sign-in.',
      'all-forgotten': 'All devices are forgotten: a code will be asked for there at the next sign-in.',
      gone: 'That sign-in, app or device was no longer in the list.',
    },
    unknownBrowser: 'Unknown browser',
    place: 'Place',
    lastUse: 'Last used',
    older: (count) => `${plural(count, 'other, older one', 'others, older ones')}.`,
    sessions: {
      title: 'Open sign-ins',
      what: 'A sign-in you do not recognise? End it, then change your password.',
      isThis: 'This one',
      startedAt: 'Opened on',
      portals: 'Portals',
      end: (browser) => `End this sign-in (${browser})`,
      unfinished: (count, lastAt) =>
        count === 1
          ? `A sign-in was begun as you on ${lastAt} and did not go to the end: no portal was opened. Was it not you? Change your password.`
          : `${count} sign-ins were begun as you, the last one on ${lastAt}, and did not go to the end: no portal was opened. Was it not you? Change your password.`,
    },
    apps: {
      title: 'Connected apps',
      what: 'They stay connected to your account without asking for your password again. Phone lost or stolen? Sign the app out.',
      startedAt: 'Connected since',
      end: (name) => `Sign this app out (${name})`,
    },
    devices: {
      title: 'Known devices',
      what: 'These are the browsers in which you have already given a code.',
      isThis: 'This one',
      none: 'No device is known yet.',
      firstSeen: 'Known since',
      code: 'Code',
      noCodeUntil: (day) => `Not asked for before ${day}`,
      always: 'Asked for at each sign-in',
      forget: (browser) => `Forget this device (${browser})`,
      forgetAll: 'Forget all devices',
    },
    everywhere: {
      title: 'End everything at once',
      what: 'A device lost or stolen, a doubt? Sign out everywhere.',
      link: 'Sign out everywhere',
      question: 'Sign out everywhere?',
      consequences: [
        'Every sign-in to your account ends, this one too, on each device and each portal.',
        'Apps connected to your account will have to connect again.',
        'A code will be asked for again on all your devices, even where it no longer was.',
        'Your password does not change. If somebody else knows it, change it afterwards.',
      ],
      told: 'We will tell you on each of your contacts.',
      yes: 'Sign out everywhere',
      no: 'Back to the devices',
      done: 'You are signed out everywhere',
      doneWhat: 'Every sign-in to your account is ended.',
      next: [
        'Your portals are being told; one that does not answer will be as soon as it returns.',
        'A code will be asked for at the next sign-in, on each device.',
      ],
      again: 'Sign in again',
    },
  },
};
