/** Words of the notices (design: Messages; U2, C3, C4). An SMS is written within its alphabet: no « ê », no « ç ». */
import type { Locale } from '../realm.js';

/** What a notice says, in the places where each channel has it. */
export interface NoticeWords {
  /** follows the realm's name and a colon */
  readonly subject: string;
  /** paragraphs of an e-mail; a voice reads the first */
  readonly body: readonly string[];
  /** follows the realm's name and a colon */
  readonly sms: string;
}

/** What the words are about; a kind says which of them it needs. */
export interface NoticeFacts {
  readonly realm: string;
  /** a day, in words */
  readonly date: string | undefined;
  readonly masked: string | undefined;
  readonly hours: number | undefined;
  readonly by: string | undefined;
  readonly secret: string;
}

type Words = (facts: NoticeFacts) => NoticeWords;

export interface NoticeText {
  readonly passwordChanged: Words;
  readonly passwordRecovered: Words;
  readonly provisionalPassword: Words;
  readonly provisionalPasswordSent: Words;
  readonly provisionalUsed: Words;
  readonly passwordExpires: Words;
  readonly passwordExpired: Words;
  readonly campaignInvitation: Words;
  readonly contactAdded: Words;
  readonly contactPending: Words;
  readonly contactRemoved: Words;
  readonly codeCardOrdered: Words;
  readonly event: Readonly<Record<AccountEvent, Words>>;
  readonly account: (label: string) => string;
  readonly accountInSms: (label: string) => string;
  readonly notYou: (telephone: string) => string;
  readonly notYouInSms: (telephone: string) => string;
  readonly help: (telephone: string) => string;
  readonly helpInSms: (telephone: string) => string;
  readonly signature: (realm: string) => string;
  readonly greeting: (realm: string) => string;
  readonly goodbye: string;
}

/** What the back office did to an account (C7). */
export const ACCOUNT_EVENTS = [
  'separation',
  'mutation',
  'suspended',
  'reinstated',
  'death',
  'closed',
  'unlocked',
] as const;
export type AccountEvent = (typeof ACCOUNT_EVENTS)[number];

const KEEP_IT_FR = 'Ne le donnez à personne, pas même à un conseiller\u00a0: nous ne vous le demanderons jamais.';
const KEEP_IT_EN = 'Give it to nobody, not even to an adviser: we will never ask you for it.';

const fr: NoticeText = {
  passwordChanged: ({ realm }) => ({
    subject: 'votre mot de passe a été changé',
    body: [`Le mot de passe de votre compte ${realm} vient d’être changé.`],
    sms: 'le mot de passe de votre compte a été changé.',
  }),
  passwordRecovered: ({ realm }) => ({
    subject: 'un nouveau mot de passe a été choisi',
    body: [
      `Un nouveau mot de passe vient d’être choisi pour votre compte ${realm}, sans l’ancien\u00a0: par «\u00a0Mot de passe oublié\u00a0» ou avec un code reçu.`,
      'Vos appareils devront se connecter de nouveau.',
    ],
    sms: 'un nouveau mot de passe a été choisi pour votre compte.',
  }),
  provisionalPassword: ({ secret, date }) => ({
    subject: 'votre mot de passe provisoire',
    body: [
      `Votre mot de passe provisoire\u00a0: ${secret}.`,
      `Vous en choisirez un autre à la première connexion.${date ? ` Il est valable jusqu’au ${date}.` : ''}`,
      KEEP_IT_FR,
    ],
    sms: `mot de passe provisoire ${secret}, à changer à la première connexion${date ? `, valable jusqu'au ${date}` : ''}. Ne le donnez à personne.`,
  }),
  provisionalPasswordSent: ({ realm, by }) => ({
    subject: 'un mot de passe provisoire vous a été envoyé',
    body: [
      `Un mot de passe provisoire pour votre compte ${realm} vient d’être envoyé${by ? ` ${by}` : ''}.`,
      'Votre mot de passe actuel reste valable tant que le provisoire n’a pas servi.',
    ],
    sms: `un mot de passe provisoire a été envoyé${by ? ` ${by}` : ''} pour votre compte.`,
  }),
  provisionalUsed: ({ realm }) => ({
    subject: 'un mot de passe provisoire vient de servir',
    body: [
      `Quelqu’un vient d’utiliser un mot de passe provisoire pour entrer dans votre compte ${realm}. L’ancien mot de passe ne sert plus.`,
      'Si c’est vous, choisissez-en un nouveau sur la page qui s’affiche.',
    ],
    sms: 'un mot de passe provisoire vient de servir pour votre compte.',
  }),
  passwordExpires: ({ realm, date }) => ({
    subject: date ? `votre mot de passe expire le ${date}` : 'votre mot de passe expire bientôt',
    body: [
      `Le mot de passe de votre compte ${realm} expire ${date ? `le ${date}` : 'bientôt'}.`,
      'Vous pouvez en choisir un autre dès maintenant par «\u00a0Mot de passe oublié\u00a0», sur la page de connexion. Après cette date, nous vous le demanderons à la connexion.',
    ],
    sms: `votre mot de passe expire ${date ? `le ${date}` : 'bientôt'}. Choisissez-en un autre à la connexion.`,
  }),
  passwordExpired: ({ realm }) => ({
    subject: 'votre mot de passe a expiré',
    body: [
      `Le mot de passe de votre compte ${realm} a expiré.`,
      'À votre prochaine connexion, donnez-le encore une fois\u00a0: nous vous demanderons ensuite d’en choisir un autre.',
    ],
    sms: 'votre mot de passe a expiré. Vous en choisirez un autre à la prochaine connexion.',
  }),
  campaignInvitation: ({ date }) => ({
    subject: 'choisissez un nouveau mot de passe',
    body: [
      'Pour mieux protéger les comptes, nous demandons de nouveaux mots de passe.',
      `À votre prochaine connexion, nous vous proposerons d’en choisir un nouveau.${date ? ` À partir du ${date}, il sera demandé.` : ''}`,
    ],
    sms: `choisissez un nouveau mot de passe à votre prochaine connexion${date ? `, avant le ${date}` : ''}.`,
  }),
  contactAdded: ({ realm, masked }) => ({
    subject: 'un contact a été ajouté à votre compte',
    body: [
      `Un contact vient d’être ajouté à votre compte ${realm}${masked ? `\u00a0: ${masked}` : ''}. Il peut recevoir vos codes.`,
    ],
    sms: `contact ajouté à votre compte${masked ? `\u00a0: ${masked}` : ''}.`,
  }),
  contactPending: ({ realm, masked, hours }) => ({
    subject: 'un contact va être ajouté à votre compte',
    body: [
      `Un conseiller ou un administrateur a demandé d’ajouter un contact à votre compte ${realm}${masked ? `\u00a0: ${masked}` : ''}.`,
      `Sans refus de votre part, il recevra vos codes ${hours ? `dans ${hours}\u00a0heures` : 'dans 2\u00a0jours'}.`,
    ],
    sms: `contact ajouté à votre compte ${hours ? `dans ${hours} h` : 'dans 2 jours'}${masked ? `\u00a0: ${masked}` : ''}.`,
  }),
  contactRemoved: ({ realm, masked }) => ({
    subject: 'un contact a été retiré de votre compte',
    body: [
      `Un conseiller ou un administrateur a retiré un contact de votre compte ${realm}${masked ? `\u00a0: ${masked}` : ''}. Il ne reçoit plus vos codes.`,
    ],
    sms: `contact retiré de votre compte${masked ? `\u00a0: ${masked}` : ''}.`,
  }),
  codeCardOrdered: ({ realm, by }) => ({
    subject: 'des codes de connexion ont été demandés',
    body: [`Des codes de connexion pour votre compte ${realm} viennent d’être demandés${by ? ` ${by}` : ''}.`],
    sms: `codes de connexion demandés pour votre compte${by ? ` ${by}` : ''}.`,
  }),
  event: {
    separation: ({ realm }) => ({
      subject: 'votre mot de passe doit être remplacé',
      body: [
        `Une séparation a été enregistrée dans votre dossier. Pour vous protéger, le mot de passe de votre compte ${realm} ne sert plus, et vos appareils sont déconnectés.`,
        'Un mot de passe provisoire vous est envoyé.',
      ],
      sms: 'votre situation a changé\u00a0: votre mot de passe ne sert plus. Un mot de passe provisoire vous est envoyé.',
    }),
    mutation: ({ realm }) => ({
      subject: 'votre dossier change de Caf',
      body: [
        `Votre dossier est transféré à une autre Caf. Le mot de passe de votre compte ${realm} ne sert plus, et vos appareils sont déconnectés.`,
        'Un mot de passe provisoire vous est envoyé.',
      ],
      sms: 'votre dossier change de Caf\u00a0: votre mot de passe ne sert plus. Un mot de passe provisoire vous est envoyé.',
    }),
    suspended: ({ realm }) => ({
      subject: 'votre compte est suspendu',
      body: [`Votre compte ${realm} est suspendu\u00a0: personne ne peut s’y connecter pour le moment.`],
      sms: 'votre compte est suspendu.',
    }),
    reinstated: ({ realm }) => ({
      subject: 'votre compte est rétabli',
      body: [`Votre compte ${realm} est rétabli\u00a0: vous pouvez vous connecter de nouveau.`],
      sms: 'votre compte est rétabli, vous pouvez vous connecter.',
    }),
    death: ({ realm }) => ({
      subject: 'le compte est fermé',
      body: [
        `Un décès a été enregistré dans le dossier. Le compte ${realm} est fermé\u00a0: personne ne peut plus s’y connecter.`,
      ],
      sms: 'un décès a été enregistré, le compte est fermé.',
    }),
    closed: ({ realm }) => ({
      subject: 'votre compte est fermé',
      body: [`Votre compte ${realm} est fermé\u00a0: personne ne peut plus s’y connecter.`],
      sms: 'votre compte est fermé.',
    }),
    unlocked: ({ realm }) => ({
      subject: 'votre compte est débloqué',
      body: [`Votre compte ${realm} est débloqué\u00a0: vous pouvez de nouveau saisir votre mot de passe.`],
      sms: 'votre compte est débloqué.',
    }),
  },
  account: (label) => `Compte\u00a0: ${label}.`,
  accountInSms: (label) => `Compte ${label}.`,
  notYou: (telephone) => `Vous n’êtes pas à l’origine de ce changement\u00a0? Appelez le ${telephone}.`,
  notYouInSms: (telephone) => `Pas vous\u00a0? ${telephone}`,
  help: (telephone) => `Une question\u00a0? Appelez le ${telephone}.`,
  helpInSms: (telephone) => `Aide\u00a0: ${telephone}`,
  signature: (realm) => `${realm} – message automatique, sans lien\u00a0: n’y répondez pas.`,
  greeting: (realm) => `Bonjour. Un message de ${realm}.`,
  goodbye: 'Au revoir.',
};

const en: NoticeText = {
  passwordChanged: ({ realm }) => ({
    subject: 'your password was changed',
    body: [`The password of your account ${realm} has just been changed.`],
    sms: 'the password of your account was changed.',
  }),
  passwordRecovered: ({ realm }) => ({
    subject: 'a new password was chosen',
    body: [
      `A new password has just been chosen for your account ${realm}, without the former one: by “Forgotten password” or with a code received.`,
      'Your devices will have to sign in again.',
    ],
    sms: 'a new password was chosen for your account.',
  }),
  provisionalPassword: ({ secret, date }) => ({
    subject: 'your provisional password',
    body: [
      `Your provisional password: ${secret}.`,
      `You will choose another one when you first sign in.${date ? ` It is valid until ${date}.` : ''}`,
      KEEP_IT_EN,
    ],
    sms: `provisional password ${secret}, to be replaced when you first sign in${date ? `, valid until ${date}` : ''}. Give it to nobody.`,
  }),
  provisionalPasswordSent: ({ realm, by }) => ({
    subject: 'a provisional password was sent to you',
    body: [
      `A provisional password for your account ${realm} has just been sent${by ? ` ${by}` : ''}.`,
      'Your current password stays valid until the provisional one is used.',
    ],
    sms: `a provisional password was sent${by ? ` ${by}` : ''} for your account.`,
  }),
  provisionalUsed: ({ realm }) => ({
    subject: 'a provisional password has just been used',
    body: [
      `Somebody has just used a provisional password to enter your account ${realm}. The former password no longer works.`,
      'If it is you, choose a new one on the page that is shown.',
    ],
    sms: 'a provisional password has just been used for your account.',
  }),
  passwordExpires: ({ realm, date }) => ({
    subject: date ? `your password expires on ${date}` : 'your password expires soon',
    body: [
      `The password of your account ${realm} expires ${date ? `on ${date}` : 'soon'}.`,
      'You can choose another one now through “Forgotten password”, on the sign-in page. After that date, we will ask you for it when you sign in.',
    ],
    sms: `your password expires ${date ? `on ${date}` : 'soon'}. Choose another one when you sign in.`,
  }),
  passwordExpired: ({ realm }) => ({
    subject: 'your password has expired',
    body: [
      `The password of your account ${realm} has expired.`,
      'Next time you sign in, type it once more: we will then ask you to choose another one.',
    ],
    sms: 'your password has expired. You will choose another one next time you sign in.',
  }),
  campaignInvitation: ({ date }) => ({
    subject: 'choose a new password',
    body: [
      'To protect accounts better, we ask for new passwords.',
      `When you sign in next, we will propose to choose a new one.${date ? ` From ${date} on, it will be asked for.` : ''}`,
    ],
    sms: `choose a new password when you sign in next${date ? `, before ${date}` : ''}.`,
  }),
  contactAdded: ({ realm, masked }) => ({
    subject: 'a contact was added to your account',
    body: [
      `A contact has just been added to your account ${realm}${masked ? `: ${masked}` : ''}. It can receive your codes.`,
    ],
    sms: `contact added to your account${masked ? `: ${masked}` : ''}.`,
  }),
  contactPending: ({ realm, masked, hours }) => ({
    subject: 'a contact will be added to your account',
    body: [
      `An adviser or an administrator asked to add a contact to your account ${realm}${masked ? `: ${masked}` : ''}.`,
      `Unless you refuse it, it will receive your codes ${hours ? `in ${hours}\u00a0hours` : 'in 2\u00a0days'}.`,
    ],
    sms: `contact to be added to your account ${hours ? `in ${hours} h` : 'in 2 days'}${masked ? `: ${masked}` : ''}.`,
  }),
  contactRemoved: ({ realm, masked }) => ({
    subject: 'a contact was removed from your account',
    body: [
      `An adviser or an administrator removed a contact from your account ${realm}${masked ? `: ${masked}` : ''}. It no longer receives your codes.`,
    ],
    sms: `contact removed from your account${masked ? `: ${masked}` : ''}.`,
  }),
  codeCardOrdered: ({ realm, by }) => ({
    subject: 'sign-in codes were ordered',
    body: [`Sign-in codes for your account ${realm} have just been ordered${by ? ` ${by}` : ''}.`],
    sms: `sign-in codes ordered for your account${by ? ` ${by}` : ''}.`,
  }),
  event: {
    separation: ({ realm }) => ({
      subject: 'your password must be replaced',
      body: [
        `A separation was recorded in your file. To protect you, the password of your account ${realm} no longer works, and your devices are signed out.`,
        'A provisional password is being sent to you.',
      ],
      sms: 'your situation changed: your password no longer works. A provisional password is being sent to you.',
    }),
    mutation: ({ realm }) => ({
      subject: 'your file moves to another Caf',
      body: [
        `Your file is being transferred to another Caf. The password of your account ${realm} no longer works, and your devices are signed out.`,
        'A provisional password is being sent to you.',
      ],
      sms: 'your file moves to another Caf: your password no longer works. A provisional password is being sent.',
    }),
    suspended: ({ realm }) => ({
      subject: 'your account is suspended',
      body: [`Your account ${realm} is suspended: nobody can sign in to it for now.`],
      sms: 'your account is suspended.',
    }),
    reinstated: ({ realm }) => ({
      subject: 'your account is reinstated',
      body: [`Your account ${realm} is reinstated: you can sign in again.`],
      sms: 'your account is reinstated, you can sign in.',
    }),
    death: ({ realm }) => ({
      subject: 'the account is closed',
      body: [`A death was recorded in the file. The account ${realm} is closed: nobody can sign in to it any more.`],
      sms: 'a death was recorded, the account is closed.',
    }),
    closed: ({ realm }) => ({
      subject: 'your account is closed',
      body: [`Your account ${realm} is closed: nobody can sign in to it any more.`],
      sms: 'your account is closed.',
    }),
    unlocked: ({ realm }) => ({
      subject: 'your account is unlocked',
      body: [`Your account ${realm} is unlocked: you can type your password again.`],
      sms: 'your account is unlocked.',
    }),
  },
  account: (label) => `Account: ${label}.`,
  accountInSms: (label) => `Account ${label}.`,
  notYou: (telephone) => `This was not your doing? Call ${telephone}.`,
  notYouInSms: (telephone) => `Not you? ${telephone}`,
  help: (telephone) => `A question? Call ${telephone}.`,
  helpInSms: (telephone) => `Help: ${telephone}`,
  signature: (realm) => `${realm} – automatic message, without any link: please do not reply.`,
  greeting: (realm) => `Hello. A message from ${realm}.`,
  goodbye: 'Goodbye.',
};

export const noticeText: Readonly<Record<Locale, NoticeText>> = { fr, en };

/** The ways in which something was sent, asked for or given. */
export const waysText: Readonly<Record<Locale, Readonly<Record<string, string>>>> = {
  fr: { sms: 'par SMS', email: 'par e-mail', voice: 'par appel', letter: 'par courrier', desk: 'à un guichet' },
  en: { sms: 'by text message', email: 'by e-mail', voice: 'by telephone', letter: 'by letter', desk: 'at a desk' },
};
