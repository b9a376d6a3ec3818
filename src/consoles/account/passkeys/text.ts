/** Words of the passkeys (I6, U1). */
import type { Locale } from '../../../domain/realm.js';
import { plural } from '../../../http/layout/plural.js';

export type PasskeyNews = 'added' | 'removed' | 'renamed' | 'full' | 'gone' | 'late' | 'there';
/** those that tell of something done */
export const GOOD_NEWS: readonly PasskeyNews[] = ['added', 'removed', 'renamed'];

/** Why nothing was made: what the browser said, or what we found. */
export type EnrolPasskeyError = 'cancelled' | 'registered' | 'unsupported' | 'refused' | 'expired' | 'failed';

export interface PasskeysText {
  readonly title: string;
  readonly summary: (count: number) => string;
  readonly news: Readonly<Record<PasskeyNews, string>>;
  readonly list: {
    readonly what: string;
    readonly safe: string;
    readonly told: string;
    readonly add: string;
    readonly addMore: string;
    readonly code: string;
    readonly noScript: string;
    readonly full: (most: number) => string;
    readonly where: string;
    readonly synced: string;
    readonly syncable: string;
    readonly bound: string;
    readonly since: string;
    readonly lastUse: string;
    readonly never: string;
    readonly frozen: string;
    readonly cloned: string;
    readonly rename: string;
    readonly remove: (name: string) => string;
  };
  readonly enrol: {
    readonly title: string;
    readonly what: string;
    readonly where: string;
    readonly own: string;
    readonly until: (moment: string) => string;
    readonly submit: string;
    readonly cancel: string;
    readonly errors: Readonly<Record<EnrolPasskeyError, string>>;
    /** where the browser runs no script, or knows no passkeys */
    readonly without: {
      readonly title: string;
      readonly what: string;
      readonly ways: readonly string[];
      readonly again: string;
    };
  };
  readonly rename: {
    readonly title: (name: string) => string;
    readonly label: string;
    readonly hint: string;
    readonly error: string;
    readonly submit: string;
    readonly cancel: string;
  };
  readonly remove: {
    readonly title: (name: string) => string;
    readonly refused: string;
    readonly keeper: string;
    readonly sessions: string;
    readonly told: string;
    readonly remains: string;
    readonly others: (count: number) => string;
    readonly password: (codes: string) => string;
    readonly passwordAlone: string;
    readonly noPassword: string;
    readonly codes: Readonly<Record<'email' | 'sms' | 'voice' | 'letter' | 'totp' | 'recovery', string>>;
    readonly or: (all: readonly string[]) => string;
    readonly code: string;
    readonly yes: string;
    readonly no: string;
  };
}

export const text: Readonly<Record<Locale, PasskeysText>> = {
  fr: {
    title: 'Clés d’accès',
    summary: (count) => (count === 0 ? 'aucune' : plural(count, 'clé d’accès', 'clés d’accès')),
    news: {
      added: 'Votre clé d’accès est ajoutée. La prochaine fois, connectez-vous avec elle, sans mot de passe ni code.',
      removed: 'La clé d’accès est retirée. Elle ne permet plus de se connecter.',
      renamed: 'Le nom est changé.',
      full: 'Vous avez déjà autant de clés d’accès que possible. Retirez-en une d’abord.',
      gone: 'Cette clé d’accès n’est plus sur votre compte.',
      late: 'Trop de temps a passé, ou cette page a déjà servi. Si votre clé d’accès n’est pas dans la liste, recommencez.',
      there: 'Cet appareil avait déjà une clé d’accès pour votre compte. Elle vous attend à la connexion.',
    },
    list: {
      what: 'Une clé d’accès vous connecte avec votre empreinte, votre visage ou le code de votre appareil, sans mot de passe ni code à recopier.',
      safe: 'Elle ne sert que sur notre site\u00a0: une page qui l’imite ne peut rien en faire. Votre empreinte et votre visage ne quittent jamais votre appareil.',
      told: 'Vos adresses et vos numéros sont prévenus de chaque changement.',
      add: 'Ajouter une clé d’accès',
      addMore: 'Ajouter une autre clé d’accès',
      code: 'Nous vérifierons d’abord que c’est bien vous.',
      noScript:
        'Activez d’abord JavaScript dans votre navigateur\u00a0: sans lui, il ne peut pas créer de clé d’accès.',
      full: (most) => `Un compte peut avoir ${most} clés d’accès. Pour en ajouter une autre, retirez-en une d’abord.`,
      where: 'Où elle est',
      synced: 'dans votre trousseau, sur tous vos appareils',
      syncable: 'sur cet appareil pour l’instant, votre trousseau peut la copier',
      bound: 'sur un seul appareil',
      since: 'Ajoutée le',
      lastUse: 'Dernière utilisation',
      never: 'pas encore',
      frozen:
        'Bloquée\u00a0: «\u00a0Ce n’est pas moi\u00a0» a été répondu quand elle a été ajoutée. Si elle est à vous, retirez-la, puis ajoutez-en une autre.',
      cloned:
        'Bloquée par sécurité\u00a0: elle semble avoir été copiée. Retirez-la, puis ajoutez-en une autre si vous en avez besoin.',
      rename: 'Changer son nom',
      remove: (name) => `Retirer «\u00a0${name}\u00a0»`,
    },
    enrol: {
      title: 'Créer votre clé d’accès',
      what: 'Appuyez sur le bouton\u00a0: votre appareil vous demandera votre empreinte, votre visage ou son code.',
      where:
        'La clé reste dans cet appareil ou dans votre trousseau de mots de passe. Pour la mettre sur un autre téléphone, choisissez-le dans la fenêtre qui s’ouvre.',
      own: 'Ne créez pas de clé sur un appareil que d’autres personnes déverrouillent.',
      until: (moment) => `Cette page vous attend jusqu’au ${moment}.`,
      submit: 'Créer ma clé d’accès',
      cancel: 'Ne rien ajouter',
      errors: {
        cancelled:
          'Rien n’a été créé\u00a0: la fenêtre de votre appareil a été fermée, ou a attendu trop longtemps. Réessayez quand vous voulez.',
        registered:
          'Cet appareil ou ce trousseau a déjà une clé d’accès pour votre compte. Vous pouvez vous en servir à la connexion.',
        unsupported:
          'Cet appareil ne peut pas garder de clé d’accès\u00a0: il faut un verrouillage par empreinte, visage ou code. Activez-le dans ses réglages, ou utilisez un autre appareil.',
        refused:
          'La clé d’accès n’a pas pu être vérifiée. Votre appareil doit vous reconnaître (empreinte, visage ou code)\u00a0: réessayez.',
        expired: 'Cette demande a attendu trop longtemps, ou a déjà servi. Réessayez.',
        failed: 'Votre navigateur n’a pas pu créer la clé d’accès. Réessayez, ou utilisez un autre navigateur.',
      },
      without: {
        title: 'Votre navigateur ne peut pas le faire ici',
        what: 'Une clé d’accès est créée par votre navigateur, avec JavaScript. Il n’est pas activé, ou votre navigateur est trop ancien.',
        ways: [
          'Activez JavaScript pour ce site, puis rechargez cette page.',
          'Ou ouvrez «\u00a0Gérer mon compte\u00a0» dans un navigateur récent, sur votre téléphone par exemple.',
          'Rien ne presse\u00a0: votre mot de passe et vos codes fonctionnent toujours.',
        ],
        again: 'Recharger cette page',
      },
    },
    rename: {
      title: (name) => `Changer le nom de «\u00a0${name}\u00a0»`,
      label: 'Nom de cette clé d’accès',
      hint: 'Pour la reconnaître, par exemple\u00a0: mon téléphone',
      error: 'Donnez-lui un nom de 1 à 40 caractères.',
      submit: 'Enregistrer ce nom',
      cancel: 'Garder le nom',
    },
    remove: {
      title: (name) => `Retirer «\u00a0${name}\u00a0»\u00a0?`,
      refused: 'Elle ne permettra plus de se connecter, sur aucun de vos appareils.',
      keeper: 'Supprimez-la ensuite dans les mots de passe de votre appareil.',
      sessions:
        'Les connexions déjà ouvertes le restent\u00a0: si un appareil est perdu, fermez-les dans «\u00a0Appareils et connexions\u00a0».',
      told: 'Vos adresses et vos numéros seront prévenus.',
      remains: 'Pour vous connecter, il vous restera\u00a0:',
      others: (count) => plural(count, 'autre clé d’accès', 'autres clés d’accès'),
      password: (codes) => `votre mot de passe, puis ${codes}`,
      passwordAlone: 'votre mot de passe, mais aucun moyen de recevoir un code\u00a0: ajoutez d’abord une coordonnée',
      noPassword: 'aucun mot de passe\u00a0: vous en choisirez un par «\u00a0Mot de passe oublié\u00a0»',
      codes: {
        email: 'un code par e-mail',
        sms: 'un code par SMS',
        voice: 'un code par appel',
        letter: 'un code sur papier',
        totp: 'le code de votre application',
        recovery: 'un code de secours',
      },
      or: (all) => all.join(' ou '),
      code: 'Pour confirmer, nous vérifierons que c’est bien vous.',
      yes: 'Retirer cette clé d’accès',
      no: 'La garder',
    },
  },
  en: {
    title: 'Passkeys',
    summary: (count) => (count === 0 ? 'none' : plural(count, 'passkey', 'passkeys')),
    news: {
      added: 'Your passkey has been added. Next time, sign in with it, without password or code.',
      removed: 'The passkey has been removed. It no longer lets anybody sign in.',
      renamed: 'The name has been changed.',
      full: 'You already have as many passkeys as possible. Remove one first.',
      gone: 'This passkey is no longer on your account.',
      late: 'Too much time has passed, or this page was used already. If your passkey is not in the list, start again.',
      there: 'This device already had a passkey for your account. It awaits you when you sign in.',
    },
    list: {
      what: 'A passkey signs you in with your fingerprint, your face or your device’s own code, without a password or a code to copy.',
      safe: 'It works on our site alone: a page that imitates it can do nothing with it. Your fingerprint and your face never leave your device.',
      told: 'Your addresses and numbers are told of each change.',
      add: 'Add a passkey',
      addMore: 'Add another passkey',
      code: 'We will first check that it is you.',
      noScript: 'Turn JavaScript on in your browser first: it cannot create a passkey without.',
      full: (most) => `An account can have ${most} passkeys. To add another one, remove one first.`,
      where: 'Where it is',
      synced: 'in your password manager, on all your devices',
      syncable: 'on this device for now, your password manager may copy it',
      bound: 'on one device only',
      since: 'Added on',
      lastUse: 'Last used',
      never: 'not yet',
      frozen: 'Blocked: “It was not me” was said when it was added. If it is yours, remove it, then add another one.',
      cloned: 'Blocked for safety: it seems to have been copied. Remove it, then add another one if you need it.',
      rename: 'Change its name',
      remove: (name) => `Remove “${name}”`,
    },
    enrol: {
      title: 'Create your passkey',
      what: 'Press the button: your device will ask for your fingerprint, your face or its own code.',
      where:
        'The passkey stays in this device or in your password manager. To put it on another phone, choose that in the window that opens.',
      own: 'Do not create one on a device that other people unlock.',
      until: (moment) => `This page waits for you until ${moment}.`,
      submit: 'Create my passkey',
      cancel: 'Add nothing',
      errors: {
        cancelled:
          'Nothing was created: your device’s window was closed, or waited for too long. Try again whenever you like.',
        registered:
          'This device or password manager already has a passkey for your account. You can use it when you sign in.',
        unsupported:
          'This device cannot keep a passkey: it needs a lock by fingerprint, face or code. Turn it on in its settings, or use another device.',
        refused:
          'The passkey could not be verified. Your device has to recognise you (fingerprint, face or code): try again.',
        expired: 'This request waited for too long, or was used already. Try again.',
        failed: 'Your browser could not create the passkey. Try again, or use another browser.',
      },
      without: {
        title: 'Your browser cannot do it here',
        what: 'A passkey is created by your browser, with JavaScript. It is turned off, or your browser is too old.',
        ways: [
          'Turn JavaScript on for this site, then reload this page.',
          'Or open “Manage my account” in a recent browser, on your phone for instance.',
          'There is no hurry: your password and your codes still work.',
        ],
        again: 'Reload this page',
      },
    },
    rename: {
      title: (name) => `Change the name of “${name}”`,
      label: 'Name of this passkey',
      hint: 'So that you know it, for instance: my phone',
      error: 'Give it a name of 1 to 40 characters.',
      submit: 'Save this name',
      cancel: 'Keep the name',
    },
    remove: {
      title: (name) => `Remove “${name}”?`,
      refused: 'It will no longer let anybody sign in, on any of your devices.',
      keeper: 'Then delete it in your device’s passwords.',
      sessions: 'Sign-ins that are open stay so: if a device is lost, end them in “Devices and sign-ins”.',
      told: 'Your addresses and numbers will be told.',
      remains: 'To sign in, you will still have:',
      others: (count) => plural(count, 'other passkey', 'other passkeys'),
      password: (codes) => `your password, then ${codes}`,
      passwordAlone: 'your password, but no way to receive a code: add a contact first',
      noPassword: 'no password: you will choose one by “Forgotten password”',
      codes: {
        email: 'a code by e-mail',
        sms: 'a code by text message',
        voice: 'a code by a call',
        letter: 'a code on paper',
        totp: 'the code of your app',
        recovery: 'a backup code',
      },
      or: (all) => all.join(' or '),
      code: 'To confirm, we will check that it is you.',
      yes: 'Remove this passkey',
      no: 'Keep it',
    },
  },
};
