/** Words of the authenticator apps and their recovery codes (I5, U1). */
import type { Locale } from '../../../domain/realm.js';
import { plural } from '../../../http/layout/plural.js';

export type AuthenticatorNews = 'added' | 'removed' | 'renamed' | 'full' | 'gone' | 'late' | 'no-codes';
/** those that tell of something done */
export const GOOD_NEWS: readonly AuthenticatorNews[] = ['added', 'removed', 'renamed'];

export interface AuthenticatorsText {
  readonly title: string;
  readonly summary: (apps: number, codes: number) => string;
  readonly news: Readonly<Record<AuthenticatorNews, string>>;
  readonly list: {
    readonly what: string;
    readonly told: string;
    readonly add: string;
    readonly addMore: string;
    readonly code: string;
    readonly full: (most: number) => string;
    readonly since: string;
    readonly lastUse: string;
    readonly never: string;
    readonly rename: string;
    readonly remove: (name: string) => string;
  };
  readonly recovery: {
    readonly title: string;
    readonly what: string;
    readonly left: (count: number) => string;
    readonly few: string;
    readonly renew: string;
  };
  readonly enrol: {
    readonly title: string;
    readonly scan: string;
    readonly picture: string;
    readonly open: string;
    readonly orType: string;
    readonly key: string;
    readonly keyHint: string;
    readonly type: string;
    readonly name: string;
    readonly nameHint: string;
    readonly defaultName: string;
    readonly code: string;
    readonly codeHint: string;
    readonly submit: string;
    readonly until: (moment: string) => string;
    readonly cancel: string;
    readonly steps: { readonly open: string; readonly prove: string };
    readonly errors: Readonly<Record<'name' | 'code-empty' | 'code-format' | 'wrong-code', string>>;
  };
  readonly codes: {
    readonly title: string;
    readonly what: string;
    readonly once: string;
    readonly keep: string;
    readonly set: (name: string) => string;
    readonly number: (number: number) => string;
    readonly until: (day: string) => string;
    readonly done: string;
  };
  readonly remove: {
    readonly title: (name: string) => string;
    readonly refused: string;
    readonly last: string;
    readonly told: string;
    readonly code: string;
    readonly yes: string;
    readonly no: string;
  };
  readonly renew: {
    readonly title: string;
    readonly ends: string;
    readonly shown: string;
    readonly told: string;
    readonly code: string;
    readonly yes: string;
    readonly no: string;
  };
  readonly rename: { readonly title: (name: string) => string; readonly submit: string; readonly cancel: string };
}

export const text: Readonly<Record<Locale, AuthenticatorsText>> = {
  fr: {
    title: 'Application d’authentification',
    summary: (apps, codes) =>
      apps === 0
        ? 'aucune'
        : `${plural(apps, 'application', 'applications')}, ${plural(codes, 'code', 'codes')} de secours`,
    news: {
      added: 'Votre application est ajoutée. Ses codes vous seront demandés en premier à la connexion.',
      removed: 'L’application est retirée. Ses codes ne permettent plus de se connecter.',
      renamed: 'Le nom est changé.',
      full: 'Vous avez déjà autant d’applications que possible. Retirez-en une d’abord.',
      gone: 'Cette application n’est plus sur votre compte.',
      late: 'Trop de temps a passé, ou cette page a été ouverte ailleurs. Rien n’a été ajouté\u00a0: recommencez.',
      'no-codes': 'Ces codes de secours ne peuvent plus être affichés. Créez-en de nouveaux si vous ne les avez pas.',
    },
    list: {
      what: 'Une application d’authentification, sur votre téléphone ou votre ordinateur, affiche un code qui change toutes les 30 secondes. Elle fonctionne sans réseau, et remplace le code reçu par message.',
      told: 'Vos adresses et vos numéros sont prévenus de chaque changement.',
      add: 'Ajouter une application',
      addMore: 'Ajouter une autre application',
      code: 'Nous vous demanderons d’abord un code, pour vérifier que c’est bien vous.',
      full: (most) => `Un compte peut avoir ${most} applications. Pour en ajouter une autre, retirez-en une d’abord.`,
      since: 'Ajoutée le',
      lastUse: 'Dernière utilisation',
      never: 'pas encore',
      rename: 'Changer son nom',
      remove: (name) => `Retirer «\u00a0${name}\u00a0»`,
    },
    recovery: {
      title: 'Codes de secours',
      what: 'Ils remplacent le code de votre application quand vous ne l’avez pas\u00a0: téléphone perdu, volé ou changé. Chacun ne sert qu’une fois.',
      left: (count) => (count === 0 ? 'Vous n’en avez plus.' : `Il vous en reste ${count}.`),
      few: 'Créez-en de nouveaux avant d’en avoir besoin.',
      renew: 'Créer de nouveaux codes de secours',
    },
    enrol: {
      title: 'Ajouter une application',
      steps: { open: '1. Donnez la clé à votre application', prove: '2. Vérifiez qu’elle fonctionne' },
      scan: 'Ouvrez votre application d’authentification, choisissez d’ajouter un compte, et photographiez ce carré avec elle.',
      picture: 'QR code de la clé, qui est aussi écrite plus bas',
      open: 'Ouvrir dans mon application',
      orType: 'Sur ce téléphone, utilisez ce lien. Ou recopiez la clé dans votre application.',
      key: 'Clé à recopier',
      keyHint: 'Ne la donnez à personne\u00a0: qui l’a peut faire vos codes.',
      type: 'Votre application affiche maintenant un code de 6 chiffres pour ce compte. Recopiez-le.',
      name: 'Nom de cette application',
      nameHint: 'Pour la reconnaître, par exemple\u00a0: mon téléphone',
      defaultName: 'Mon téléphone',
      code: 'Code affiché par l’application',
      codeHint: '6 chiffres',
      submit: 'Ajouter cette application',
      until: (moment) => `Cette clé attend votre code jusqu’au ${moment}.`,
      cancel: 'Ne rien ajouter',
      errors: {
        name: 'Donnez-lui un nom de 1 à 40 caractères.',
        'code-empty': 'Saisissez le code que votre application affiche.',
        'code-format': 'Le code est fait de 6 chiffres. Recopiez-le tel que votre application l’affiche.',
        'wrong-code':
          'Ce n’est pas le bon code. Attendez que votre application en affiche un autre, et vérifiez que l’heure de votre téléphone se règle automatiquement.',
      },
    },
    codes: {
      title: 'Vos codes de secours',
      what: 'Si vous n’avez pas votre application, l’un de ces codes la remplace. À la connexion, nous vous dirons lequel\u00a0: chacun a un numéro, et ne sert qu’une fois.',
      once: 'Ils ne seront plus affichés\u00a0: imprimez cette page, ou recopiez-les maintenant.',
      keep: 'Gardez-les loin de votre téléphone et de votre mot de passe. Ne les donnez à personne, pas même à un conseiller.',
      set: (name) => `Codes de secours ${name}`,
      number: (number) => `n°\u00a0${number}`,
      until: (day) => `Valables jusqu’au ${day}, ou jusqu’à ce que vous en créiez d’autres.`,
      done: 'J’ai gardé mes codes',
    },
    remove: {
      title: (name) => `Retirer «\u00a0${name}\u00a0»\u00a0?`,
      refused:
        'Ses codes ne permettront plus de se connecter. Supprimez ensuite le compte dans l’application elle-même.',
      last: 'C’est votre dernière application\u00a0: vos codes de secours ne serviront plus non plus. Vous recevrez de nouveau un code par message.',
      told: 'Vos adresses et vos numéros seront prévenus.',
      code: 'Pour confirmer, nous vous demanderons un code.',
      yes: 'Retirer cette application',
      no: 'La garder',
    },
    renew: {
      title: 'Créer de nouveaux codes de secours\u00a0?',
      ends: 'Les codes que vous avez maintenant ne serviront plus.',
      shown: 'Les nouveaux seront affichés une seule fois, pour que vous les imprimiez ou les recopiiez.',
      told: 'Vos adresses et vos numéros seront prévenus.',
      code: 'Pour confirmer, nous vous demanderons un code.',
      yes: 'Créer de nouveaux codes',
      no: 'Garder ceux que j’ai',
    },
    rename: {
      title: (name) => `Changer le nom de «\u00a0${name}\u00a0»`,
      submit: 'Enregistrer ce nom',
      cancel: 'Garder le nom',
    },
  },
  en: {
    title: 'Authenticator app',
    summary: (apps, codes) =>
      apps === 0 ? 'none' : `${plural(apps, 'app', 'apps')}, ${plural(codes, 'backup code', 'backup codes')}`,
    news: {
      added: 'Your app has been added. You will be asked for its codes first when you sign in.',
      removed: 'The app has been removed. Its codes no longer let anybody sign in.',
      renamed: 'The name has been changed.',
      full: 'You already have as many apps as possible. Remove one first.',
      gone: 'This app is no longer on your account.',
      late: 'Too much time has passed, or this page was opened elsewhere. Nothing was added: start again.',
      'no-codes': 'These backup codes can no longer be shown. Make new ones if you do not have them.',
    },
    list: {
      what: 'An authenticator app, on your phone or computer, shows a code that changes every 30 seconds. It works without a network, and takes the place of the code in a message.',
      told: 'Your addresses and numbers are told of each change.',
      add: 'Add an app',
      addMore: 'Add another app',
      code: 'We will first ask you for a code, to check that it is you.',
      full: (most) => `An account can have ${most} apps. To add another one, remove one first.`,
      since: 'Added on',
      lastUse: 'Last used',
      never: 'not yet',
      rename: 'Change its name',
      remove: (name) => `Remove “${name}”`,
    },
    recovery: {
      title: 'Backup codes',
      what: 'They take the place of your app’s code when you do not have it: phone lost, stolen or changed. Each works once.',
      left: (count) => (count === 0 ? 'You have none left.' : `You have ${count} left.`),
      few: 'Make new ones before you need them.',
      renew: 'Make new backup codes',
    },
    enrol: {
      title: 'Add an app',
      steps: { open: '1. Give the key to your app', prove: '2. Check that it works' },
      scan: 'Open your authenticator app, choose to add an account, and photograph this square with it.',
      picture: 'QR code of the key, which is also written below',
      open: 'Open in my app',
      orType: 'On this phone, use this link. Or copy the key into your app.',
      key: 'Key to copy',
      keyHint: 'Give it to nobody: whoever has it can make your codes.',
      type: 'Your app now shows a 6-digit code for this account. Copy it.',
      name: 'Name of this app',
      nameHint: 'So that you know it, for instance: my phone',
      defaultName: 'My phone',
      code: 'Code shown by the app',
      codeHint: '6 digits',
      submit: 'Add this app',
      until: (moment) => `This key waits for your code until ${moment}.`,
      cancel: 'Add nothing',
      errors: {
        name: 'Give it a name of 1 to 40 characters.',
        'code-empty': 'Enter the code that your app shows.',
        'code-format': 'The code is made of 6 digits. Copy it exactly as your app shows it.',
        'wrong-code':
          'This is not the right code. Wait until your app shows another one, and check that your phone sets its time automatically.',
      },
    },
    codes: {
      title: 'Your backup codes',
      what: 'If you do not have your app, one of these codes takes its place. When you sign in, we will say which: each has a number, and works once.',
      once: 'They will not be shown again: print this page, or copy them now.',
      keep: 'Keep them away from your phone and your password. Give them to nobody, not even an adviser.',
      set: (name) => `Backup codes ${name}`,
      number: (number) => `no. ${number}`,
      until: (day) => `Valid until ${day}, or until you make new ones.`,
      done: 'I have kept my codes',
    },
    remove: {
      title: (name) => `Remove “${name}”?`,
      refused: 'Its codes will no longer let anybody sign in. Then delete the account in the app itself.',
      last: 'It is your last app: your backup codes will no longer work either. You will receive a code by message again.',
      told: 'Your addresses and numbers will be told.',
      code: 'To confirm, we will ask you for a code.',
      yes: 'Remove this app',
      no: 'Keep it',
    },
    renew: {
      title: 'Make new backup codes?',
      ends: 'The codes that you have now will no longer work.',
      shown: 'The new ones will be shown once, for you to print or copy.',
      told: 'Your addresses and numbers will be told.',
      code: 'To confirm, we will ask you for a code.',
      yes: 'Make new codes',
      no: 'Keep those I have',
    },
    rename: { title: (name) => `Change the name of “${name}”`, submit: 'Save this name', cancel: 'Keep the name' },
  },
};
