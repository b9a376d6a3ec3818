/** The notices in French. An SMS is written within its alphabet: no « ê », no « ç ». */
import type { NoticeText } from './notice_words.js';

const KEEP_IT = 'Ne le donnez à personne, pas même à un conseiller\u00a0: nous ne vous le demanderons jamais.';

export const fr: NoticeText = {
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
      KEEP_IT,
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
