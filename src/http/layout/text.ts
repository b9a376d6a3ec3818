/** Words of the frame that every page shares (design: Words; X3). */
import type { conformityOf, Locale } from '../../domain/realm.js';

interface LayoutText {
  readonly skip: string;
  readonly secure: string;
  readonly otherLanguage: { readonly name: string; readonly locale: Locale };
  readonly errorPrefix: string;
  readonly errorsTitle: (count: number) => string;
  readonly step: (current: number, total: number) => string;
  readonly help: string;
  readonly callHelp: string;
  readonly footerLinks: string;
  readonly accessibility: Readonly<Record<ReturnType<typeof conformityOf>, string>>;
  readonly notMe: string;
  readonly codeHelp: string;
  readonly moreCodeHelp: string;
  readonly helpers: string;
  readonly personalData: string;
  readonly security: string;
  readonly showPassword: string;
  readonly hidePassword: string;
  readonly passwordShown: string;
  readonly passwordHidden: string;
  readonly busy: string;
  readonly keypad: {
    readonly legend: string;
    readonly count: (count: number, length: number) => string;
    readonly delete: string;
    readonly clear: string;
  };
  readonly birth: { readonly day: string; readonly month: string; readonly year: string };
  readonly or: string;
  readonly signInWith: (upstreamName: string) => string;
  readonly upstreamEnds: (upstreamName: string, lastDay: string) => string;
  readonly newWindow: string;
  readonly passkey: {
    readonly signIn: string;
    /** on a page that says which action it is (A5) */
    readonly signInAndConfirm: string;
    readonly confirm: string;
    readonly cancelled: string;
    readonly failed: string;
  };
}

export const text: Readonly<Record<Locale, LayoutText>> = {
  fr: {
    skip: 'Aller au contenu',
    secure: 'Connexion sécurisée',
    otherLanguage: { name: 'English', locale: 'en' },
    errorPrefix: 'Erreur\u00a0: ',
    errorsTitle: (count) => (count > 1 ? `Il y a ${count} erreurs` : 'Il y a une erreur'),
    step: (current, total) => `Étape ${current} sur ${total}`,
    help: 'Besoin d’aide\u00a0?',
    callHelp: 'Appelez le',
    footerLinks: 'À propos de cette page',
    accessibility: {
      none: 'Accessibilité\u00a0: non conforme',
      partial: 'Accessibilité\u00a0: partiellement conforme',
      full: 'Accessibilité\u00a0: totalement conforme',
    },
    notMe: 'Ce n’est pas moi',
    codeHelp: 'Je ne reçois pas le code',
    moreCodeHelp: 'Toutes les solutions, une par une',
    helpers: 'Aider quelqu’un à se connecter',
    personalData: 'Données personnelles',
    security: 'Sécurité\u00a0: personne ne vous demandera jamais votre code',
    showPassword: 'Afficher',
    hidePassword: 'Masquer',
    passwordShown: 'Votre mot de passe est affiché.',
    passwordHidden: 'Votre mot de passe est masqué.',
    busy: 'Patientez…',
    keypad: {
      legend: 'Pavé de chiffres',
      count: (count, length) => `${count} ${count > 1 ? 'chiffres saisis' : 'chiffre saisi'} sur ${length}`,
      delete: 'Effacer',
      clear: 'Tout effacer',
    },
    birth: { day: 'Jour', month: 'Mois', year: 'Année' },
    or: 'ou',
    signInWith: (upstreamName) => `S’identifier avec ${upstreamName}`,
    upstreamEnds: (upstreamName, lastDay) =>
      `${upstreamName} ne permettra plus de se connecter ici après le ${lastDay}.`,
    newWindow: '(nouvelle fenêtre)',
    passkey: {
      signIn: 'Se connecter avec votre empreinte ou votre visage',
      signInAndConfirm: 'Se connecter et confirmer avec votre empreinte ou votre visage',
      confirm: 'Confirmer avec votre empreinte ou votre visage',
      cancelled:
        'Rien n’a été confirmé\u00a0: vous avez fermé la fenêtre, le temps est écoulé, ou cet appareil n’a pas de clé d’accès pour ce site. Recommencez, ou choisissez un autre moyen sur cette page.',
      failed: 'Votre appareil n’a pas pu répondre. Recommencez, ou choisissez un autre moyen sur cette page.',
    },
  },
  en: {
    skip: 'Skip to content',
    secure: 'Secure sign-in',
    otherLanguage: { name: 'Français', locale: 'fr' },
    errorPrefix: 'Error: ',
    errorsTitle: (count) => (count > 1 ? `There are ${count} errors` : 'There is an error'),
    step: (current, total) => `Step ${current} of ${total}`,
    help: 'Need help?',
    callHelp: 'Call',
    footerLinks: 'About this page',
    accessibility: {
      none: 'Accessibility: not compliant',
      partial: 'Accessibility: partially compliant',
      full: 'Accessibility: fully compliant',
    },
    notMe: 'It was not me',
    codeHelp: 'I am not receiving the code',
    moreCodeHelp: 'All the ways, one by one',
    helpers: 'Helping somebody to sign in',
    personalData: 'Personal data',
    security: 'Security: nobody will ever ask you for your code',
    showPassword: 'Show',
    hidePassword: 'Hide',
    passwordShown: 'Your password is shown.',
    passwordHidden: 'Your password is hidden.',
    busy: 'Please wait…',
    keypad: {
      legend: 'Number pad',
      count: (count, length) => `${count} of ${length} digits entered`,
      delete: 'Delete',
      clear: 'Clear all',
    },
    birth: { day: 'Day', month: 'Month', year: 'Year' },
    or: 'or',
    signInWith: (upstreamName) => `Sign in with ${upstreamName}`,
    upstreamEnds: (upstreamName, lastDay) => `${upstreamName} will no longer sign you in here after ${lastDay}.`,
    newWindow: '(new window)',
    passkey: {
      signIn: 'Sign in with your fingerprint or face',
      signInAndConfirm: 'Sign in and confirm with your fingerprint or face',
      confirm: 'Confirm with your fingerprint or face',
      cancelled:
        'Nothing was confirmed: you closed the window, the time ran out, or this device has no passkey for this site. Try again, or choose another way on this page.',
      failed: 'Your device could not answer. Try again, or choose another way on this page.',
    },
  },
};
