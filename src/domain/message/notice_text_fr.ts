/** The notices in French. An SMS is written within its alphabet: no « ê », no « ç ». */
import { capital, type NoticeText } from './notice_words.js';

const KEEP_IT = 'Ne le donnez à personne, pas même à un conseiller\u00a0: nous ne vous le demanderons jamais.';

export const fr: NoticeText = {
  passwordChanged: ({ realm }) => ({
    subject: 'votre mot de passe a été changé',
    body: [`Le mot de passe de votre compte ${realm} vient d’être changé.`],
    sms: 'le mot de passe de votre compte a été changé.',
  }),
  passwordRecovered: ({ realm, count }) => ({
    subject: 'un nouveau mot de passe a été choisi',
    body: [
      `Un nouveau mot de passe vient d’être choisi pour votre compte ${realm}, sans l’ancien\u00a0: par «\u00a0Mot de passe oublié\u00a0» ou avec un code reçu.`,
      'Vos appareils devront se connecter de nouveau.',
      ...(count > 0
        ? [
            'Les clés d’accès et applications d’authentification de ce compte servent toujours. Si l’une n’est pas à vous, supprimez-la dans «\u00a0Gérer mon compte\u00a0».',
          ]
        : []),
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
      `Un contact vient d’être retiré de votre compte ${realm}${masked ? `\u00a0: ${masked}` : ''}. Il ne reçoit plus vos codes.`,
    ],
    sms: `contact retiré de votre compte${masked ? `\u00a0: ${masked}` : ''}.`,
  }),
  contactGivenBack: ({ realm, masked }) => ({
    subject: 'un contact de votre compte n’est plus bloqué',
    body: [
      `Un contact de votre compte ${realm} n’est plus bloqué${masked ? `\u00a0: ${masked}` : ''}. Il peut de nouveau recevoir vos codes.`,
    ],
    sms: `un contact n’est plus bloqué${masked ? `\u00a0: ${masked}` : ''}.`,
  }),
  codeCardOrdered: ({ realm, by }) => ({
    subject: 'des codes de connexion ont été demandés',
    body: [`Des codes de connexion pour votre compte ${realm} viennent d’être demandés${by ? ` ${by}` : ''}.`],
    sms: `codes de connexion demandés pour votre compte${by ? ` ${by}` : ''}.`,
  }),
  deviceNew: ({ realm, browser, portal, moment }) => ({
    subject: 'connexion depuis un nouvel appareil',
    body: [
      `Quelqu’un vient d’entrer dans votre compte ${realm} depuis un appareil que nous ne connaissions pas${browser ? `\u00a0: ${browser}` : ''}${portal ? `, pour ${portal}` : ''}${moment ? `, le ${moment}` : ''}.`,
      'Si c’est vous, vous n’avez rien à faire.',
    ],
    sms: `connexion depuis un nouvel appareil${browser ? ` (${browser})` : ''}.`,
  }),
  kioskSignIn: ({ realm, portal, place, moment }) => ({
    subject: 'connexion sur une borne',
    body: [
      `Quelqu’un vient d’entrer dans votre compte ${realm} sur une borne publique${portal ? `, «\u00a0${portal}\u00a0»` : ''}${place ? `, ${place}` : ''}${moment ? `, le ${moment}` : ''}.`,
      'Si c’est vous, vous n’avez rien à faire, et rien ne reste de vous sur la borne une fois que vous avez appuyé sur «\u00a0Terminer\u00a0».',
    ],
    sms: 'connexion sur une borne publique.',
  }),
  signedOutEverywhere: ({ realm, moment }) => ({
    subject: 'votre compte est déconnecté partout',
    body: [
      `Toutes les connexions à votre compte ${realm} ont été fermées${moment ? `, le ${moment}` : ''}. Un code sera redemandé sur chaque appareil.`,
      'Si c’est vous, vous n’avez rien à faire.',
    ],
    sms: 'votre compte est déconnecté partout. Un code sera redemandé.',
  }),
  linkAdded: ({ realm, upstream, replaced }) => ({
    subject: replaced
      ? `une nouvelle identité ${upstream} ouvre votre compte`
      : `${upstream} ouvre maintenant votre compte`,
    body: [
      replaced
        ? `Une identité ${upstream} différente de la précédente vient d’être rattachée à votre compte ${realm}. L’ancienne ne permet plus d’y entrer.`
        : `Votre identité ${upstream} vient d’être rattachée à votre compte ${realm}. Vous pouvez désormais vous connecter avec ${upstream}, sans mot de passe.`,
    ],
    sms: replaced
      ? `une nouvelle identité ${upstream} ouvre votre compte.`
      : `${upstream} ouvre maintenant votre compte.`,
  }),
  linkRemoved: ({ realm, upstream }) => ({
    subject: `${upstream} n’ouvre plus votre compte`,
    body: [
      `Votre identité ${upstream} n’est plus rattachée à votre compte ${realm}. Pour la rattacher de nouveau, il faudra votre mot de passe et un code.`,
    ],
    sms: `${upstream} n’ouvre plus votre compte.`,
  }),
  appSignedOut: ({ realm, portal, moment, telephone }) => ({
    subject: 'une application a été déconnectée de votre compte',
    body: [
      `${portal ? `L’application ${portal}` : 'Une application'} a été déconnectée de votre compte ${realm}${moment ? `, le ${moment}` : ''}. Sa clé de connexion est arrivée deux fois\u00a0: elle a pu être copiée, et ne sert plus à rien.`,
      'Si votre téléphone est avec vous, reconnectez-vous dans l’application. C’est parfois un simple défaut de réseau ou de l’application.',
      `Si votre téléphone est perdu ou volé, ouvrez «\u00a0Gérer mon compte\u00a0» et déconnectez-vous partout, ou appelez le ${telephone}.`,
    ],
    sms: `application déconnectée par sécurité${portal ? ` (${portal})` : ''}. Reconnectez-vous.`,
  }),
  codeEntryClosed: ({ realm, telephone }) => ({
    subject: 'la saisie du code est fermée sur les nouveaux appareils',
    body: [
      `Trop de codes faux ont été saisis pour votre compte ${realm}. Par sécurité, nous n’acceptons plus de code depuis un appareil que nous ne connaissons pas. Personne n’est entré ainsi dans votre compte.`,
      `Pour vous connecter, utilisez un appareil qui vous a déjà servi, ou appelez le ${telephone}.`,
      `Ce n’était pas vous\u00a0? Quelqu’un connaît votre mot de passe\u00a0: appelez le ${telephone} pour en changer.`,
    ],
    sms: 'trop de codes faux. Saisie du code fermée sur les nouveaux appareils. Pas vous\u00a0? Changez de mot de passe.',
  }),
  recoveryClosed: ({ realm }) => ({
    subject: 'les codes pour mot de passe oublié sont suspendus',
    body: [
      `Trop de codes faux ont été saisis pour remplacer le mot de passe de votre compte ${realm}. Il n’a pas changé, et vous pouvez vous connecter comme d’habitude.`,
      'Par sécurité, nous n’envoyons plus de ces codes pour le moment, sauf vers un appareil qui vous a déjà servi à vous connecter.',
      'Si vous avez vraiment oublié votre mot de passe, demandez-en un provisoire par courrier. Si ce n’était pas vous, vous n’avez rien à faire.',
    ],
    sms: 'trop de codes faux pour changer votre mot de passe. Il n’a pas changé. Pas vous\u00a0? Rien à faire.',
  }),
  passkeyCloned: ({ realm, telephone }) => ({
    subject: 'une clé d’accès est bloquée',
    body: [
      `Une clé d’accès (empreinte ou visage) de votre compte ${realm} semble avoir été copiée. Par sécurité, elle ne permet plus de se connecter.`,
      `Connectez-vous avec votre mot de passe et un code, supprimez-la dans «\u00a0Gérer mon compte\u00a0», puis ajoutez-en une autre. Si vous n’avez pas utilisé cette clé, appelez le ${telephone}.`,
    ],
    sms: 'une clé d’accès (empreinte ou visage) semble copiée, elle est bloquée. Connectez-vous avec votre mot de passe.',
  }),
  contested: ({ realm, isForAgent, telephone }) => ({
    subject: 'quelqu’un a répondu «\u00a0Ce n’est pas moi\u00a0»',
    body: [
      `Quelqu’un a répondu «\u00a0Ce n’est pas moi\u00a0» à un message sur votre compte ${realm}. Par sécurité, tous vos appareils sont déconnectés${isForAgent ? ', et un conseiller va vous appeler' : ', et ce qui venait de changer est bloqué'}.`,
      `Connectez-vous de nouveau avec votre mot de passe et un code. Si vous ne pouvez pas, appelez le ${telephone}.`,
    ],
    sms: `quelqu'un a répondu "Ce n'est pas moi". Vos appareils sont déconnectés${isForAgent ? ', un conseiller va vous appeler' : ''}.`,
  }),
  authenticatorAdded: ({ realm }) => ({
    subject: 'une application d’authentification a été ajoutée',
    body: [
      `Une application d’authentification vient d’être ajoutée à votre compte ${realm}. Ses codes permettent de se connecter, avec votre mot de passe.`,
    ],
    sms: 'une application d’authentification a été ajoutée à votre compte.',
  }),
  authenticatorRemoved: ({ realm }) => ({
    subject: 'une application d’authentification a été retirée',
    body: [
      `Une application d’authentification vient d’être retirée de votre compte ${realm}. Ses codes ne permettent plus de se connecter.`,
    ],
    sms: 'une application d’authentification a été retirée de votre compte.',
  }),
  passkeyAdded: ({ realm, browser }) => ({
    subject: 'une clé d’accès a été ajoutée',
    body: [
      `Une clé d’accès (empreinte, visage ou code de l’appareil) vient d’être ajoutée à votre compte ${realm}${browser ? `, depuis ${browser}` : ''}. Elle permet de se connecter sans mot de passe ni code.`,
    ],
    sms: 'une clé d’accès (empreinte ou visage) a été ajoutée à votre compte.',
  }),
  passkeyRemoved: ({ realm, browser }) => ({
    subject: 'une clé d’accès a été retirée',
    body: [
      `Une clé d’accès vient d’être retirée de votre compte ${realm}${browser ? `, depuis ${browser}` : ''}. Elle ne permet plus de se connecter.`,
    ],
    sms: 'une clé d’accès a été retirée de votre compte.',
  }),
  recoveryCodesRenewed: ({ realm }) => ({
    subject: 'de nouveaux codes de secours ont été créés',
    body: [
      `De nouveaux codes de secours viennent d’être créés pour votre compte ${realm}. Les anciens ne servent plus.`,
    ],
    sms: 'de nouveaux codes de secours ont été créés pour votre compte.',
  }),
  dataDownloaded: ({ realm, moment }) => ({
    subject: 'vos données ont été téléchargées',
    body: [
      `Tout ce que nous gardons sur vous pour votre compte ${realm} vient d’être téléchargé${moment ? `, le ${moment}` : ''}.`,
      'Si c’est vous, vous n’avez rien à faire.',
    ],
    sms: 'les données de votre compte ont été téléchargées.',
  }),
  invitation: ({ realm, organisation, login, secret, date }) => ({
    subject: `votre accès pour ${organisation}`,
    body: [
      `Un administrateur de ${organisation} vous a créé un compte ${realm}.`,
      `Votre identifiant\u00a0: ${login}`,
      `Votre mot de passe provisoire\u00a0: ${secret}`,
      `À la première connexion, un code vous sera demandé par téléphone ou par votre administrateur, puis vous choisirez votre mot de passe.${date ? ` Le mot de passe provisoire est valable jusqu’au ${date}.` : ''}`,
      KEEP_IT,
    ],
    sms: `identifiant ${login}, mot de passe provisoire ${secret}, à changer à la première connexion. Ne le donnez à personne.`,
  }),
  rightGranted: ({ realm, organisation, right }) => ({
    subject: 'un droit vous a été donné',
    body: [
      `Un administrateur de ${organisation} vous a donné un droit dans ${realm}${right ? `\u00a0: «\u00a0${right}\u00a0»` : ''}. Il vaut dès votre prochaine connexion.`,
    ],
    sms: `un administrateur de ${organisation} vous a donné un droit.`,
  }),
  rightRevoked: ({ realm, organisation, right }) => ({
    subject: 'un droit vous a été retiré',
    body: [
      `Un administrateur de ${organisation} vous a retiré un droit dans ${realm}${right ? `\u00a0: «\u00a0${right}\u00a0»` : ''}.`,
    ],
    sms: `un administrateur de ${organisation} vous a retiré un droit.`,
  }),
  administratorNamed: ({ realm, organisation }) => ({
    subject: 'vous êtes administrateur',
    body: [
      `Vous êtes maintenant administrateur de ${organisation} dans ${realm}\u00a0: vous pouvez créer des utilisateurs et leur donner des droits.`,
    ],
    sms: `vous êtes administrateur de ${organisation}.`,
  }),
  accessExpires: ({ realm, organisation, date }) => ({
    subject: `votre accès se termine ${date ? `le ${date}` : 'bientôt'}`,
    body: [
      `Votre accès à ${realm} pour ${organisation} se termine ${date ? `le ${date}` : 'bientôt'}, sauf si un administrateur de votre organisme le renouvelle. Demandez-le-lui.`,
    ],
    sms: `votre accès se termine ${date ? `le ${date}` : 'bientôt'}. Demandez à un administrateur de votre organisme de le renouveler.`,
  }),
  accessExpired: ({ realm, organisation }) => ({
    subject: 'votre accès a expiré',
    body: [
      `Votre accès à ${realm} pour ${organisation} a expiré. Demandez à un administrateur de votre organisme de le renouveler\u00a0: votre mot de passe restera le même.`,
    ],
    sms: 'votre accès a expiré. Demandez à un administrateur de votre organisme de le renouveler.',
  }),
  accessReviewDue: ({ realm, organisation, count, days }) => ({
    subject: `${count > 1 ? `${count} accès` : 'un accès'} à renouveler`,
    body: [
      `Dans ${organisation}, ${count > 1 ? `${count} personnes perdent leur accès` : 'une personne perd son accès'} à ${realm}${days ? ` d’ici ${days}\u00a0jours` : ' bientôt'}. Renouvelez ceux qui servent encore dans l’administration de votre organisme.`,
    ],
    sms: `${count > 1 ? `${count} accès` : 'un accès'} à renouveler${days ? ` d'ici ${days} jours` : ''} pour ${organisation}.`,
  }),
  membership: {
    joined: ({ realm, organisation }) => ({
      subject: `vous avez accès à ${organisation}`,
      body: [
        `Un administrateur de ${organisation} vous a ajouté à son organisme dans ${realm}. Votre identifiant et votre mot de passe ne changent pas.`,
      ],
      sms: `un administrateur vous a ajouté à ${organisation}.`,
    }),
    left: ({ realm, organisation }) => ({
      subject: `vous n’avez plus accès à ${organisation}`,
      body: [`Un administrateur de ${organisation} vous a retiré de son organisme dans ${realm}.`],
      sms: `vous n'avez plus accès à ${organisation}.`,
    }),
    suspended: ({ realm, organisation }) => ({
      subject: 'votre accès est suspendu',
      body: [`Un administrateur de ${organisation} a suspendu votre accès à ${realm} pour cet organisme.`],
      sms: `votre accès pour ${organisation} est suspendu.`,
    }),
    reactivated: ({ realm, organisation }) => ({
      subject: 'votre accès est rétabli',
      body: [`Un administrateur de ${organisation} a rétabli votre accès à ${realm}. Votre mot de passe est le même.`],
      sms: `votre accès pour ${organisation} est rétabli.`,
    }),
    renewed: ({ realm, organisation }) => ({
      subject: 'votre accès est renouvelé',
      body: [
        `Votre accès à ${realm} pour ${organisation} avait expiré\u00a0: un administrateur l’a renouvelé. Votre mot de passe est le même.`,
      ],
      sms: `votre accès pour ${organisation} est renouvelé.`,
    }),
    administrator_unnamed: ({ realm, organisation }) => ({
      subject: 'vous n’êtes plus administrateur',
      body: [
        `Vous n’êtes plus administrateur de ${organisation} dans ${realm}. Vos droits de service restent les mêmes.`,
      ],
      sms: `vous n'êtes plus administrateur de ${organisation}.`,
    }),
  },
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
  several: {
    subject: 'changements sur votre compte',
    intro: (realm) => `Voici ce qui vient de changer sur votre compte ${realm}.`,
    sms: (all) => `changements sur votre compte. ${all.map(capital).join('. ')}.`,
    count: (count) => `${count} changements sur votre compte.`,
  },
  notMe: {
    ask: 'Ce n’est pas vous\u00a0? Dites-le sur cette page, dans les 7\u00a0jours\u00a0: nous déconnectons tout le monde et bloquons ce qui a changé.',
    link: 'Ce n’est pas moi',
    safe: (telephone) => `Cette page ne demande ni mot de passe, ni code. Vous pouvez aussi appeler le ${telephone}.`,
    sms: (address, reference) => `Pas vous\u00a0? ${address} référence ${reference}`,
    spoken: (reference, telephone) =>
      `Ce n’est pas vous\u00a0? Appelez le ${telephone}, ou tapez votre référence sur la page «\u00a0Ce n’est pas moi\u00a0», en bas de nos pages de connexion. Votre référence\u00a0: ${reference}.`,
    again: (reference) => `Je répète\u00a0: ${reference}.`,
  },
  account: (label) => `Compte\u00a0: ${label}.`,
  accountInSms: (label) => `Compte ${label}.`,
  notYou: (telephone) => `Vous n’êtes pas à l’origine de ce changement\u00a0? Appelez le ${telephone}.`,
  notYouInSms: (telephone) => `Pas vous\u00a0? ${telephone}`,
  help: (telephone) => `Une question\u00a0? Appelez le ${telephone}.`,
  helpInSms: (telephone) => `Aide\u00a0: ${telephone}`,
  signature: (realm) => `${realm} – message automatique, sans lien\u00a0: n’y répondez pas.`,
  signatureWithLink: (realm) => `${realm} – message automatique\u00a0: n’y répondez pas.`,
  greeting: (realm) => `Bonjour. Un message de ${realm}.`,
  goodbye: 'Au revoir.',
};
