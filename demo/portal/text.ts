/** Every sentence of the demonstration portals that is not the look's own, in French and in English. */
import type { Language } from '../web/language.js';
import type { ProblemReason } from './problem.js';
import type { ActionRefusal } from './sensitive_action.js';

interface TitledText {
  readonly title: string;
  readonly body: string;
}

interface PortalText {
  readonly demonstration: string;
  readonly skip: string;
  readonly languages: string;
  readonly signIn: string;
  readonly signOut: string;
  readonly home: string;
  readonly inbox: string;
  readonly people: {
    readonly title: string;
    readonly help: string;
    readonly person: string;
    readonly password: string;
    readonly code: string;
  };
  readonly codes: { readonly title: string; readonly help: string; readonly link: string };
  readonly hello: (name: string) => string;
  readonly signedIn: string;
  readonly account: string;
  readonly accessChanged: string;
  readonly organisation: string;
  readonly sensitive: string;
  readonly proof: {
    readonly title: string;
    readonly help: string;
    readonly acr: string;
    readonly amr: string;
    readonly authTime: string;
    readonly askLevel: string;
    readonly sub: string;
    readonly absent: string;
    readonly idToken: string;
    readonly userinfo: string;
  };
  readonly refresh: {
    readonly title: string;
    readonly help: string;
    readonly button: string;
    readonly done: (before: string, after: string) => string;
  };
  readonly action: {
    /** last 4 of the account that is paid into now */
    readonly present: (last4: string) => string;
    readonly notSaved: string;
    readonly refused: string;
    readonly refusals: Readonly<Record<ActionRefusal, string>>;
    readonly again: string;
    readonly done: string;
  };
  readonly problems: Readonly<Record<ProblemReason, TitledText>>;
  readonly problemPrefix: string;
  readonly problemDetail: string;
  readonly tryAgain: string;
  readonly signedOut: TitledText & { readonly onlyHere: string; readonly again: string };
  readonly notFound: TitledText;
}

const fr: PortalText = {
  demonstration: 'Portail de démonstration\u00a0: personnes et données inventées.',
  skip: 'Aller au contenu',
  languages: 'Langue',
  signIn: 'Se connecter',
  signOut: 'Se déconnecter',
  home: 'Revenir à l’accueil',
  inbox: 'Boîte de réception',
  people: {
    title: 'Avec qui essayer',
    help: 'Un clic sur un numéro ou un mot de passe le sélectionne en entier, prêt à copier.',
    person: 'Personne',
    password: 'Mot de passe',
    code: 'Deuxième étape',
  },
  codes: {
    title: 'Où arrivent les codes',
    help: 'Les e-mails et les SMS de démonstration arrivent dans une boîte de réception à part.',
    link: 'Ouvrir la boîte de réception',
  },
  hello: (name) => (name === '' ? 'Bonjour' : `Bonjour ${name}`),
  signedIn: 'Vous êtes connecté.',
  account: 'Gérer mon compte',
  accessChanged:
    'Vos accès ont changé\u00a0: un moyen de vous connecter a été ajouté, remplacé ou retiré. Si ce n’est pas vous, vérifiez votre compte.',
  organisation: 'Gérer les utilisateurs',
  sensitive: 'Action sensible',
  proof: {
    title: 'Vos informations de connexion',
    help: 'Ce que le fournisseur d’identité a attesté à ce portail.',
    acr: 'Niveau (acr)',
    amr: 'Moyens (amr)',
    authTime: 'Identité prouvée le (auth_time)',
    askLevel: 'Demander un autre niveau, pour voir ce qu’il faut prouver\u00a0:',
    sub: 'Votre identifiant ici (sub)',
    absent: 'non transmis',
    idToken: 'Toutes les informations du jeton d’identité',
    userinfo: 'Toutes les informations de userinfo',
  },
  refresh: {
    title: 'Jetons',
    help: 'Le portail renouvelle ses jetons sans vous\u00a0; le niveau ne peut alors que rester ou baisser.',
    button: 'Rafraîchir les jetons',
    done: (before, after) =>
      `Jetons rafraîchis. Niveau avant\u00a0: ${before}\u00a0; niveau maintenant\u00a0: ${after}.`,
  },
  action: {
    present: (last4) => `Vos prestations sont versées aujourd’hui sur un compte finissant par ${last4}.`,
    notSaved: 'Démonstration\u00a0: ce que vous écrivez est oublié à l’arrêt.',
    refused: 'Cette action est refusée',
    refusals: {
      other_person: 'La personne qui vient de donner un code n’est pas celle qui était connectée. Rien n’a changé.',
      other_level: 'Cette action demande un nouveau code, et la réponse n’en apporte pas. Rien n’a changé.',
      other_action: 'Le code a été donné pour autre chose que cette action. Rien n’a changé.',
      used: 'Ce code a déjà servi pour une action. Chaque action demande le sien.',
      api: 'Le service des coordonnées bancaires a refusé la demande. Rien n’a changé.',
      api_unreachable: 'Le service des coordonnées bancaires ne répond pas. Attendez un instant, puis recommencez.',
    },
    again: 'Recommencer',
    done: 'La prochaine action sensible demandera un nouveau code.',
  },
  problems: {
    access_denied: {
      title: 'La connexion a été abandonnée',
      body: 'Vous avez quitté la page de connexion, ou l’accès a été refusé. Rien n’a changé.',
    },
    login_required: {
      title: 'Il faut vous connecter de nouveau',
      body: 'Le service de connexion a besoin que vous donniez votre mot de passe ou un code.',
    },
    level_not_reached: {
      title: 'La vérification demandée n’est pas possible',
      body: 'Votre compte ne permet pas ce niveau de vérification\u00a0: il lui manque peut-être un téléphone ou une adresse e-mail.',
    },
    unknown_state: {
      title: 'Cette réponse de connexion ne peut plus servir',
      body: 'Elle a déjà servi, elle est trop ancienne, ou elle vient d’un autre navigateur. Recommencez d’ici.',
    },
    provider_unreachable: {
      title: 'Le service de connexion ne répond pas',
      body: 'Attendez un instant, puis réessayez.',
    },
    session_over: {
      title: 'Votre connexion est terminée',
      body: 'Le service de connexion a mis fin à votre session ou à vos jetons.',
    },
    response_refused: {
      title: 'La réponse du service de connexion a été refusée',
      body: 'Ce portail n’a pas pu vérifier la réponse reçue. Par prudence, il ne vous a pas connecté.',
    },
    provider_error: {
      title: 'Le service de connexion a refusé la demande',
      body: 'Ce n’est pas de votre fait. Réessayez\u00a0; si cela continue, prévenez ce portail.',
    },
  },
  problemPrefix: 'Erreur\u00a0: ',
  problemDetail: 'Détail technique',
  tryAgain: 'Réessayer',
  signedOut: {
    title: 'Vous êtes déconnecté',
    body: 'Votre session est terminée sur ce portail et sur le service de connexion.',
    onlyHere:
      'Votre session est terminée sur ce portail. Le service de connexion ne répondait pas\u00a0: fermez votre navigateur si d’autres personnes s’en servent.',
    again: 'Se connecter de nouveau',
  },
  notFound: { title: 'Page introuvable', body: 'Cette adresse ne mène à rien sur ce portail.' },
};

const en: PortalText = {
  demonstration: 'Demonstration portal: invented people and data.',
  skip: 'Skip to content',
  languages: 'Language',
  signIn: 'Sign in',
  signOut: 'Sign out',
  home: 'Back to the home page',
  inbox: 'Inbox',
  people: {
    title: 'Who to try it as',
    help: 'One click on a number or a password selects all of it, ready to copy.',
    person: 'Person',
    password: 'Password',
    code: 'Second step',
  },
  codes: {
    title: 'Where the codes arrive',
    help: 'Demonstration e-mails and text messages arrive in a separate inbox.',
    link: 'Open the inbox',
  },
  hello: (name) => (name === '' ? 'Hello' : `Hello ${name}`),
  signedIn: 'You are signed in.',
  account: 'Manage my account',
  accessChanged:
    'Your access has changed: a means of signing in was added, replaced or removed. If this was not you, check your account.',
  organisation: 'Manage users',
  sensitive: 'Sensitive action',
  proof: {
    title: 'Your sign-in information',
    help: 'What the identity provider has attested to this portal.',
    acr: 'Level (acr)',
    amr: 'Means (amr)',
    authTime: 'Identity proved on (auth_time)',
    askLevel: 'Ask for another level, to see what must be proved:',
    sub: 'Your identifier here (sub)',
    absent: 'not sent',
    idToken: 'Everything in the ID Token',
    userinfo: 'Everything in userinfo',
  },
  refresh: {
    title: 'Tokens',
    help: 'The portal renews its tokens without you; the level can then only stay or fall.',
    button: 'Refresh the tokens',
    done: (before, after) => `Tokens refreshed. Level before: ${before}; level now: ${after}.`,
  },
  action: {
    present: (last4) => `Your benefits are now paid into an account ending in ${last4}.`,
    notSaved: 'Demonstration: what you write is forgotten when it stops.',
    refused: 'This action is refused',
    refusals: {
      other_person: 'The person who has just given a code is not the one who was signed in. Nothing has changed.',
      other_level: 'This action asks for a new code, and the answer brings none. Nothing has changed.',
      other_action: 'The code was given for something other than this action. Nothing has changed.',
      used: 'This code has already served for an action. Each action asks for its own.',
      api: 'The bank details service refused the request. Nothing has changed.',
      api_unreachable: 'The bank details service does not answer. Wait a moment, then start again.',
    },
    again: 'Start again',
    done: 'The next sensitive action will ask for a new code.',
  },
  problems: {
    access_denied: {
      title: 'The sign-in was abandoned',
      body: 'You left the sign-in page, or access was refused. Nothing has changed.',
    },
    login_required: {
      title: 'You need to sign in again',
      body: 'The sign-in service needs you to give your password or a code.',
    },
    level_not_reached: {
      title: 'The verification asked for is not possible',
      body: 'Your account does not allow this level of verification: it may lack a phone number or an e-mail address.',
    },
    unknown_state: {
      title: 'This sign-in answer can no longer be used',
      body: 'It has already been used, it is too old, or it comes from another browser. Start again from here.',
    },
    provider_unreachable: {
      title: 'The sign-in service does not answer',
      body: 'Wait a moment, then try again.',
    },
    session_over: {
      title: 'Your sign-in is over',
      body: 'The sign-in service has ended your session or your tokens.',
    },
    response_refused: {
      title: 'The sign-in service’s answer was refused',
      body: 'This portal could not verify the answer it received. To be safe, it has not signed you in.',
    },
    provider_error: {
      title: 'The sign-in service refused the request',
      body: 'It is not your doing. Try again; if it goes on, tell this portal.',
    },
  },
  problemPrefix: 'Error: ',
  problemDetail: 'Technical detail',
  tryAgain: 'Try again',
  signedOut: {
    title: 'You are signed out',
    body: 'Your session is over on this portal and at the sign-in service.',
    onlyHere:
      'Your session is over on this portal. The sign-in service did not answer: close your browser if other people use it.',
    again: 'Sign in again',
  },
  notFound: { title: 'Page not found', body: 'This address leads nowhere on this portal.' },
};

export const PORTAL_TEXT: Readonly<Record<Language, PortalText>> = { fr, en };
