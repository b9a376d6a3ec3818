/** Words of « Mes données » (U1, S5): what is held, why, and what the keys of the file mean. */
import type { Locale } from '../../../domain/realm.js';

export interface HeldSection {
  readonly name: string;
  readonly holds: string;
  readonly why: string;
}

export interface DataText {
  readonly title: string;
  readonly summary: string;
  readonly what: string;
  readonly held: readonly HeldSection[];
  /** where people work in organisations */
  readonly organisations: HeldSection;
  readonly rights: string;
  readonly rightsLink: string;
  readonly download: { readonly title: string; readonly what: string; readonly ask: string };
  /** the permission ended before the file was taken */
  readonly ended: string;
  /** the file was taken */
  readonly downloaded: string;
  readonly ready: {
    readonly title: string;
    readonly minutes: (minutes: number) => string;
    readonly shared: string;
    readonly told: string;
    readonly submit: string;
    readonly back: string;
  };
  readonly file: {
    readonly stem: string;
    /** its first key */
    readonly readMe: string;
    /** what each of the others holds */
    readonly keys: Readonly<Record<string, string>>;
  };
}

export const text: Readonly<Record<Locale, DataText>> = {
  fr: {
    title: 'Mes données',
    summary: 'à consulter ou télécharger',
    what: 'Voici ce que ces pages de connexion gardent sur vous, et pourquoi.',
    held: [
      {
        name: 'Votre identité',
        holds: 'Votre nom, vos prénoms, votre naissance, votre adresse postale et les numéros de votre compte.',
        why: 'Pour vous reconnaître, vous écrire, et dire au portail que vous ouvrez que c’est bien vous.',
      },
      {
        name: 'Vos coordonnées',
        holds: 'Vos adresses e-mail et vos numéros de téléphone.',
        why: 'Pour vous envoyer vos codes, et vous prévenir quand votre compte change.',
      },
      {
        name: 'Vos moyens de connexion',
        holds:
          'Votre mot de passe, vos codes sur papier, vos applications d’authentification et vos clés d’accès\u00a0: quand vous les avez reçus ou choisis. Personne ne peut les relire.',
        why: 'Pour vérifier que c’est bien vous qui vous connectez.',
      },
      {
        name: 'Vos appareils et vos connexions',
        holds: 'Vos navigateurs, les portails que vous avez ouverts, les identités rattachées à votre compte.',
        why: 'Pour vous demander moins de codes là où vous êtes connu, et vous avertir d’un appareil nouveau.',
      },
      {
        name: 'Ce qui s’est passé sur votre compte',
        holds:
          'Vos connexions, les essais manqués, les changements, les demandes de nos conseillers, nos messages et nos lettres.',
        why: 'Pour repérer ce qui ne vient pas de vous, et le prouver. La loi nous demande cette sécurité.',
      },
    ],
    organisations: {
      name: 'Vos organismes',
      holds: 'Les organismes pour lesquels vous agissez, votre rôle et vos droits.',
      why: 'Pour que chaque portail sache ce que vous pouvez y faire.',
    },
    rights: 'Combien de temps nous les gardons, et comment les faire corriger ou effacer\u00a0:',
    rightsLink: 'vos données personnelles',
    download: {
      title: 'Télécharger vos données',
      what: 'Vous recevez un fichier qui contient tout cela, en clair. Chaque partie y est expliquée. Nous vous prévenons de ce téléchargement, au cas où ce ne serait pas vous.',
      ask: 'Demander mes données',
    },
    ended:
      'Pour télécharger vos données, confirmez d’abord que c’est bien vous\u00a0: la dernière demande date de plus de 5\u00a0minutes, ou vient d’ailleurs.',
    downloaded:
      'Vos données ont été téléchargées\u00a0: le fichier est dans les téléchargements de cet appareil. Pour l’avoir de nouveau, demandez-le en bas de cette page, avec un nouveau code.',
    ready: {
      title: 'Vos données sont prêtes',
      minutes: (minutes) =>
        `Vous avez ${minutes}\u00a0${minutes === 1 ? 'minute' : 'minutes'} pour les télécharger, une seule fois.`,
      shared:
        'Ce fichier dit beaucoup de vous. Gardez-le pour vous. Sur un ordinateur partagé, ne le téléchargez pas, ou effacez-le ensuite.',
      told: 'Nous vous prévenons sur toutes vos coordonnées que vos données ont été téléchargées.',
      submit: 'Télécharger mes données',
      back: 'Revenir à mes données',
    },
    file: {
      stem: 'mes-donnees',
      readMe: 'lisez-moi',
      keys: {
        exported_at: 'moment de ce téléchargement\u00a0; tous les moments sont en temps universel (UTC)',
        account: 'votre compte\u00a0: état, identité, adresse postale, langue, conditions acceptées',
        identifiers: 'les numéros ou identifiants avec lesquels vous vous connectez, et depuis quand',
        contacts: 'vos adresses e-mail et numéros de téléphone, et quand ils ont été vérifiés',
        credentials: 'vos mots de passe et codes permanents\u00a0: quand ils ont été choisis, jamais ce qu’ils sont',
        known_devices: 'les navigateurs où vous avez déjà donné un code',
        trusted_devices: 'les postes où vous avez demandé moins de codes',
        identity_links: 'les identités d’autres services rattachées à votre compte',
        affiliations: 'les établissements (SIRET) pour lesquels vous agissez',
        memberships: 'les organismes où vous avez un accès, votre rôle et vos droits',
        code_cards: 'vos codes sur papier et codes de secours\u00a0: combien, et combien ont servi',
        authenticators: 'vos applications d’authentification',
        passkeys: 'vos clés d’accès (empreinte, visage)\u00a0: leur nom, leur fabricant et quand elles ont servi',
        grants: 'les portails auxquels vous avez ouvert l’accès à votre compte',
        calls: 'ce qu’un conseiller vous a demandé de confirmer au téléphone, et votre réponse, 2 jours',
        subjects: 'le nom secret sous lequel chaque portail vous connaît',
        attempts: 'ce qui est compté pour freiner ceux qui devineraient vos codes, et les moments comptés',
        contests: 'quand «\u00a0Ce n’est pas moi\u00a0» a été répondu, et ce qui a été arrêté',
        letters: 'les lettres que nous vous avons envoyées, 90 jours',
        deliveries: 'par où chaque message est parti, et s’il est arrivé, 30 jours',
        notices: 'les messages qui vous ont prévenu, 90 jours',
        events: 'l’historique de sécurité de votre compte, du plus ancien au plus récent',
      },
    },
  },
  en: {
    title: 'My data',
    summary: 'to read or download',
    what: 'This is what these sign-in pages keep about you, and why.',
    held: [
      {
        name: 'Your identity',
        holds: 'Your name, first names, birth, postal address and the numbers of your account.',
        why: 'To recognise you, to write to you, and to tell the portal you open that it is you.',
      },
      {
        name: 'Your contacts',
        holds: 'Your email addresses and telephone numbers.',
        why: 'To send you your codes, and to tell you when your account changes.',
      },
      {
        name: 'Your means of signing in',
        holds:
          'Your password, codes on paper, authenticator apps and passkeys: when you received or chose them. Nobody can read them back.',
        why: 'To check that it is you who signs in.',
      },
      {
        name: 'Your devices and sign-ins',
        holds: 'Your browsers, the portals you opened, the identities linked to your account.',
        why: 'To ask you for fewer codes where you are known, and to warn you of a new device.',
      },
      {
        name: 'What happened on your account',
        holds: 'Your sign-ins, failed attempts, changes, requests of our advisers, our messages and letters.',
        why: 'To find what does not come from you, and to prove it. The law asks us for this security.',
      },
    ],
    organisations: {
      name: 'Your organisations',
      holds: 'The organisations you act for, your role and your rights.',
      why: 'So that each portal knows what you may do there.',
    },
    rights: 'How long we keep it, and how to have it corrected or erased:',
    rightsLink: 'your personal data',
    download: {
      title: 'Download your data',
      what: 'You receive one file with all of this, readable. Each part is explained in it. We tell you of the download, in case it was not you.',
      ask: 'Ask for my data',
    },
    ended:
      'To download your data, first confirm that it is you: the last request is more than 5 minutes old, or came from elsewhere.',
    downloaded:
      'Your data was downloaded: the file is among the downloads of this device. To have it again, ask for it at the bottom of this page, with a new code.',
    ready: {
      title: 'Your data is ready',
      minutes: (minutes) => `You have ${minutes} ${minutes === 1 ? 'minute' : 'minutes'} to download it, once.`,
      shared:
        'This file says much about you. Keep it to yourself. On a shared computer, do not download it, or delete it afterwards.',
      told: 'We tell you on all your contacts that your data was downloaded.',
      submit: 'Download my data',
      back: 'Back to my data',
    },
    file: {
      stem: 'my-data',
      readMe: 'read-me',
      keys: {
        exported_at: 'moment of this download; all moments are in universal time (UTC)',
        account: 'your account: state, identity, postal address, language, terms accepted',
        identifiers: 'the numbers or identifiers that you sign in with, and since when',
        contacts: 'your email addresses and telephone numbers, and when they were verified',
        credentials: 'your passwords and permanent codes: when they were chosen, never what they are',
        known_devices: 'the browsers where you gave a code before',
        trusted_devices: 'the workstations where you asked for fewer codes',
        identity_links: 'identities of other services linked to your account',
        affiliations: 'the establishments (SIRET) that you act for',
        memberships: 'the organisations where you have access, your role and your rights',
        code_cards: 'your codes on paper and backup codes: how many, and how many were used',
        authenticators: 'your authenticator apps',
        passkeys: 'your passkeys (fingerprint, face): their name, their maker and when they were used',
        grants: 'the portals that you opened your account to',
        calls: 'what an adviser asked you to confirm on the telephone, and your answer, 2 days',
        subjects: 'the secret name by which each portal knows you',
        attempts: 'what is counted to slow down whoever guesses your codes, and the moments counted',
        contests: 'when “This was not me” was said, and what was stopped',
        letters: 'the letters that we sent you, 90 days',
        deliveries: 'how each message left, and whether it arrived, 30 days',
        notices: 'the messages that told you something, 90 days',
        events: 'the security history of your account, the oldest first',
      },
    },
  },
};
