/** Words that the pages of the administration of organisations share: the frame, states, problems, where a journey stops. */
import type { MemberRole, MemberStatus } from '../../domain/organisation/membership.js';
import type { Locale } from '../../domain/realm.js';
import type { EndingWords } from '../relying_party/stopped.js';

export interface OrganisationText extends EndingWords {
  readonly console: string;
  readonly nav: {
    readonly label: string;
    readonly home: string;
    readonly users: string;
    readonly journal: string;
    readonly help: string;
    readonly choose: string;
  };
  readonly siret: (digits: string) => string;
  readonly signOut: string;
  readonly statuses: Readonly<Record<MemberStatus, string>>;
  readonly roles: Readonly<Record<MemberRole, string>>;
  readonly due: string;
  readonly news: { readonly cancelled: string; readonly used: string };
  readonly nothingHere: Readonly<
    Record<
      'no-organisation' | 'not-yours' | 'unknown-member',
      { readonly title: string; readonly what: string; readonly whom: string; readonly wayOn: string }
    >
  >;
  readonly choose: { readonly title: string; readonly what: string };
  readonly pages: {
    readonly label: string;
    readonly where: (page: number, pages: number) => string;
    readonly before: string;
    readonly after: string;
  };
  readonly cancel: string;
}

export const text: Readonly<Record<Locale, OrganisationText>> = {
  fr: {
    console: 'Gérer les utilisateurs',
    nav: {
      label: 'Gestion de l’organisme',
      home: 'Accueil',
      users: 'Utilisateurs',
      journal: 'Journal',
      help: 'Aide',
      choose: 'Changer d’organisme',
    },
    siret: (digits) => `SIRET ${digits}`,
    signOut: 'Me déconnecter',
    statuses: {
      invited: 'Première connexion attendue',
      active: 'Accès ouvert',
      suspended: 'Accès suspendu',
      expired: 'Accès expiré',
      removed: 'Retiré de l’organisme',
    },
    roles: { user: 'Utilisateur', administrator: 'Administrateur' },
    due: 'À renouveler',
    news: {
      cancelled: 'Vous avez arrêté avant la fin\u00a0: rien n’a changé.',
      used: 'Cette demande avait déjà servi. Voici où en est l’organisme.',
    },
    nothingHere: {
      'no-organisation': {
        title: 'Vous n’administrez aucun organisme',
        what: 'Ces pages servent aux administrateurs à créer des utilisateurs et à ouvrir des droits.',
        whom: 'Pour obtenir un droit, ou pour devenir administrateur, demandez à un administrateur de votre organisme. S’il n’y en a plus, appelez-nous.',
        wayOn: 'Gérer mon propre compte',
      },
      'not-yours': {
        title: 'Vous n’administrez pas cet organisme',
        what: 'L’adresse n’est pas la bonne, ou un autre administrateur vous a retiré ce rôle.',
        whom: 'Si c’est une erreur, demandez à un administrateur de cet organisme, ou appelez-nous.',
        wayOn: 'Voir les organismes que j’administre',
      },
      'unknown-member': {
        title: 'Cette personne n’est pas dans l’organisme',
        what: 'L’adresse n’est pas la bonne, ou la personne a été retirée de l’organisme entre-temps.',
        whom: 'Le journal garde la trace de ce qui a été fait.',
        wayOn: 'Voir les utilisateurs',
      },
    },
    choose: {
      title: 'Quel organisme voulez-vous gérer\u00a0?',
      what: 'Vous en administrez plusieurs. Vous pourrez en changer à tout moment.',
    },
    pages: {
      label: 'Pages',
      where: (page, pages) => `Page ${page} sur ${pages}`,
      before: 'Page précédente',
      after: 'Page suivante',
    },
    cancel: 'Ne rien changer',
    stopped: {
      cancelled: {
        title: 'Vous avez arrêté la connexion',
        what: 'Rien n’a changé. Il faut vous connecter pour gérer les utilisateurs.',
        wayOn: 'Me connecter',
      },
      unavailable: {
        title: 'La connexion ne répond pas en ce moment',
        what: 'Rien n’a changé. Attendez un instant, puis réessayez.',
        wayOn: 'Réessayer',
      },
      refused: {
        title: 'La connexion n’a pas pu aller au bout',
        what: 'L’erreur vient de chez nous, et rien n’a changé. Réessayez.',
        wayOn: 'Réessayer',
      },
      stray: {
        title: 'Cette connexion ne peut plus servir',
        what: 'Elle a déjà servi, a attendu trop longtemps, ou a commencé dans un autre navigateur. Recommencez ici.',
        wayOn: 'Me connecter',
      },
      'other-account': {
        title: 'Un autre compte a répondu',
        what: 'Le code donné n’est pas celui de la personne qui demandait le changement. Rien n’a changé.',
        wayOn: 'Continuer avec le compte ouvert',
      },
      'not-fresh': {
        title: 'Il manquait un nouveau code',
        what: 'Rien n’a changé. Recommencez et donnez le code que nous vous envoyons.',
        wayOn: 'Revenir à l’accueil',
      },
      unmet: {
        title: 'Votre compte ne peut pas recevoir de code',
        what: 'Il n’a ni e-mail ni téléphone vérifié qui convienne. Rien n’a changé. Appelez-nous\u00a0: nous vous aiderons.',
        wayOn: 'Revenir à l’accueil',
      },
    },
    signedOut: {
      title: 'Vous êtes déconnecté',
      what: 'Sur un ordinateur partagé, fermez aussi le navigateur.',
      again: 'Me reconnecter',
    },
    backTo: (portalName) => (portalName === undefined ? 'Revenir au portail' : `Revenir à ${portalName}`),
  },
  en: {
    console: 'Manage users',
    nav: {
      label: 'Managing the organisation',
      home: 'Home',
      users: 'Users',
      journal: 'Journal',
      help: 'Help',
      choose: 'Change organisation',
    },
    siret: (digits) => `SIRET ${digits}`,
    signOut: 'Sign out',
    statuses: {
      invited: 'First sign-in awaited',
      active: 'Access open',
      suspended: 'Access suspended',
      expired: 'Access expired',
      removed: 'Removed from the organisation',
    },
    roles: { user: 'User', administrator: 'Administrator' },
    due: 'To be renewed',
    news: {
      cancelled: 'You stopped before the end: nothing has changed.',
      used: 'This request had been used already. Here is how things stand.',
    },
    nothingHere: {
      'no-organisation': {
        title: 'You administer no organisation',
        what: 'These pages are for administrators, to create users and to give rights.',
        whom: 'To get a right, or to become an administrator, ask an administrator of your organisation. If none is left, call us.',
        wayOn: 'Manage my own account',
      },
      'not-yours': {
        title: 'You do not administer this organisation',
        what: 'The address is not the right one, or another administrator took this role from you.',
        whom: 'If this is a mistake, ask an administrator of that organisation, or call us.',
        wayOn: 'See the organisations that I administer',
      },
      'unknown-member': {
        title: 'This person is not in the organisation',
        what: 'The address is not the right one, or the person was removed from the organisation meanwhile.',
        whom: 'The journal keeps a trace of what was done.',
        wayOn: 'See the users',
      },
    },
    choose: {
      title: 'Which organisation do you want to manage?',
      what: 'You administer several. You can change at any time.',
    },
    pages: {
      label: 'Pages',
      where: (page, pages) => `Page ${page} of ${pages}`,
      before: 'Previous page',
      after: 'Next page',
    },
    cancel: 'Change nothing',
    stopped: {
      cancelled: {
        title: 'You stopped the sign-in',
        what: 'Nothing has changed. You have to sign in to manage users.',
        wayOn: 'Sign in',
      },
      unavailable: {
        title: 'The sign-in is not answering at the moment',
        what: 'Nothing has changed. Wait a moment, then try again.',
        wayOn: 'Try again',
      },
      refused: {
        title: 'The sign-in could not be completed',
        what: 'The error is on our side, and nothing has changed. Try again.',
        wayOn: 'Try again',
      },
      stray: {
        title: 'This sign-in can no longer be used',
        what: 'It was already used, waited too long, or began in another browser. Start again here.',
        wayOn: 'Sign in',
      },
      'other-account': {
        title: 'Another account answered',
        what: 'The code given is not that of the person who asked for the change. Nothing has changed.',
        wayOn: 'Go on with the account that is open',
      },
      'not-fresh': {
        title: 'A new code was missing',
        what: 'Nothing has changed. Start again and give the code that we send you.',
        wayOn: 'Back to home',
      },
      unmet: {
        title: 'Your account cannot receive a code',
        what: 'It has no verified email or telephone that would do. Nothing has changed. Call us: we will help you.',
        wayOn: 'Back to home',
      },
    },
    signedOut: {
      title: 'You are signed out',
      what: 'On a shared computer, close the browser too.',
      again: 'Sign in again',
    },
    backTo: (portalName) => (portalName === undefined ? 'Back to the portal' : `Back to ${portalName}`),
  },
};
