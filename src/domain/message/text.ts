/** Words of the messages sent (design: Messages). An SMS is written within its alphabet: no « ê », no « ç ». */
import type { Locale } from '../realm.js';

export interface OneTimeCodeWords {
  /** what the code is for when the portal names no action; follows « code pour » */
  readonly signIn: string;
  /** a contact that the person adds (I7) */
  readonly newContact: string;
  /** the same for a code that signs nobody in (C4, C5) */
  readonly toChoose: Readonly<Record<'new-password' | 'first-password', string>>;
  readonly subject: (purpose: string, portalName: string) => string;
  readonly email: {
    readonly what: (purpose: string, portalName: string) => string;
    readonly account: (label: string) => string;
    readonly life: (minutes: number) => string;
    readonly secret: string;
    readonly notYou: (telephone: string) => string;
    readonly notYouChoosing: (telephone: string) => string;
    readonly signature: (realmName: string) => string;
  };
  readonly sms: {
    readonly what: (code: string, purpose: string, portalName: string) => string;
    readonly account: (label: string) => string;
    readonly life: (minutes: number) => string;
    readonly secret: string;
    readonly notYou: (telephone: string) => string;
  };
  readonly voice: {
    readonly greeting: (purpose: string, portalName: string) => string;
    readonly code: (digits: string) => string;
    readonly again: (digits: string) => string;
    readonly life: (minutes: number) => string;
    readonly end: string;
  };
}

export interface CodeEntryClosedWords {
  readonly subject: (portalName: string) => string;
  readonly what: (portalName: string) => string;
  readonly safe: string;
  readonly how: (telephone: string) => string;
  readonly notYou: (telephone: string) => string;
  readonly signature: (realmName: string) => string;
  readonly sms: (portalName: string, telephone: string) => string;
  readonly voice: (portalName: string, telephone: string) => string;
}

type LinkChange = 'linked' | 'replaced' | 'undone';

export interface IdentityLinkWords {
  readonly subject: Readonly<Record<LinkChange, (upstreamName: string, realmName: string) => string>>;
  readonly what: Readonly<Record<LinkChange, (upstreamName: string, realmName: string) => string>>;
  readonly notYou: (telephone: string) => string;
  readonly signature: (realmName: string) => string;
  readonly sms: Readonly<Record<LinkChange, (upstreamName: string, realmName: string, telephone: string) => string>>;
}

/** Recovery codes are no longer sent for a while: too many wrong ones (C4). */
export interface RecoveryClosedWords {
  readonly subject: (realmName: string) => string;
  readonly what: (realmName: string) => string;
  readonly safe: string;
  readonly how: (telephone: string) => string;
  readonly signature: (realmName: string) => string;
  readonly sms: (realmName: string, telephone: string) => string;
  readonly voice: (realmName: string, telephone: string) => string;
}

export interface MessageText {
  readonly recoveryClosed: RecoveryClosedWords;
  readonly identityLink: IdentityLinkWords;
  readonly oneTimeCode: OneTimeCodeWords;
  readonly codeEntryClosed: CodeEntryClosedWords;
}

export const text: Readonly<Record<Locale, MessageText>> = {
  fr: {
    recoveryClosed: {
      subject: (realm) => `${realm}\u00a0: les codes pour mot de passe oublié sont suspendus`,
      what: (realm) =>
        `Trop de codes faux ont été saisis pour remplacer le mot de passe de votre compte ${realm}. Par sécurité, nous n’envoyons plus de ces codes pour le moment, sauf vers un appareil qui vous a déjà servi à vous connecter.`,
      safe: 'Votre mot de passe n’a pas changé, et vous pouvez vous connecter comme d’habitude.',
      how: (telephone) =>
        `Si vous avez vraiment oublié votre mot de passe, demandez un mot de passe provisoire par courrier, ou appelez le ${telephone}. Si ce n’était pas vous, vous n’avez rien à faire.`,
      signature: (realmName) => `${realmName} – message automatique, sans lien\u00a0: n’y répondez pas.`,
      sms: (realm, telephone) =>
        `${realm}\u00a0: trop de codes faux pour changer votre mot de passe. Il n’a pas changé. Pas vous\u00a0? Rien à faire. Besoin d’aide\u00a0: ${telephone}`,
      voice: (realm, telephone) =>
        `Bonjour. Trop de codes faux ont été saisis pour remplacer le mot de passe de votre compte ${realm}. Il n’a pas changé. Si ce n’était pas vous, vous n’avez rien à faire. Pour de l’aide, appelez le ${telephone}. Au revoir.`,
    },
    identityLink: {
      subject: {
        linked: (upstream, realm) => `${realm}\u00a0: ${upstream} ouvre maintenant votre compte`,
        replaced: (upstream, realm) => `${realm}\u00a0: une nouvelle identité ${upstream} ouvre votre compte`,
        undone: (upstream, realm) => `${realm}\u00a0: ${upstream} n’ouvre plus votre compte`,
      },
      what: {
        linked: (upstream, realm) =>
          `Votre identité ${upstream} vient d’être rattachée à votre compte ${realm}. Vous pouvez désormais vous connecter avec ${upstream}, sans mot de passe.`,
        replaced: (upstream, realm) =>
          `Une identité ${upstream} différente de la précédente vient d’être rattachée à votre compte ${realm}. L’ancienne ne permet plus d’y entrer.`,
        undone: (upstream, realm) =>
          `Votre identité ${upstream} n’est plus rattachée à votre compte ${realm}. Pour la rattacher de nouveau, il faudra votre mot de passe et un code.`,
      },
      notYou: (telephone) => `Ce n’est pas vous\u00a0? Appelez le ${telephone}.`,
      signature: (realmName) => `${realmName} – message automatique, sans lien\u00a0: n’y répondez pas.`,
      sms: {
        linked: (upstream, realm, telephone) =>
          `${realm}\u00a0: ${upstream} ouvre maintenant votre compte. Pas vous\u00a0? Appelez le ${telephone}`,
        replaced: (upstream, realm, telephone) =>
          `${realm}\u00a0: une nouvelle identité ${upstream} ouvre votre compte. Pas vous\u00a0? Appelez le ${telephone}`,
        undone: (upstream, realm, telephone) =>
          `${realm}\u00a0: ${upstream} n’ouvre plus votre compte. Pas vous\u00a0? Appelez le ${telephone}`,
      },
    },
    oneTimeCode: {
      signIn: 'vous connecter',
      newContact: 'confirmer votre adresse ou votre numéro',
      toChoose: {
        'new-password': 'choisir un nouveau mot de passe',
        'first-password': 'choisir votre mot de passe',
      },
      subject: (purpose, portalName) => `${portalName}\u00a0: votre code pour ${purpose}`,
      email: {
        what: (purpose, portalName) => `C’est votre code pour ${purpose} sur ${portalName}.`,
        account: (label) => `Compte\u00a0: ${label}.`,
        life: (minutes) => `Il est valable ${minutes} minutes et ne sert qu’une fois.`,
        secret: 'Ne le donnez à personne, pas même à un conseiller\u00a0: nous ne vous le demanderons jamais.',
        notYou: (telephone) =>
          `Vous n’avez rien demandé\u00a0? Quelqu’un connaît peut-être votre mot de passe. Sans ce code, cette personne ne peut pas entrer\u00a0: ne le donnez pas, et appelez le ${telephone}.`,
        notYouChoosing: (telephone) =>
          `Vous n’avez rien demandé\u00a0? Quelqu’un a donné votre numéro à votre place. Sans ce code, rien ne change\u00a0: ne le donnez pas, et appelez le ${telephone} si cela se répète.`,
        signature: (realmName) => `${realmName} – message automatique, sans lien\u00a0: n’y répondez pas.`,
      },
      sms: {
        what: (code, purpose, portalName) => `${code}\u00a0: votre code pour ${purpose} (${portalName}).`,
        account: (label) => `Compte ${label}.`,
        life: (minutes) => `Valable ${minutes} min.`,
        secret: 'Ne le donnez à personne, ni à un conseiller.',
        notYou: (telephone) => `Pas vous\u00a0? ${telephone}`,
      },
      voice: {
        greeting: (purpose, portalName) => `Bonjour. Voici votre code pour ${purpose} sur ${portalName}.`,
        code: (digits) => `Votre code est\u00a0: ${digits}.`,
        again: (digits) => `Je répète\u00a0: ${digits}.`,
        life: (minutes) => `Il est valable ${minutes} minutes.`,
        end: 'Ne le donnez à personne, pas même à un conseiller. Au revoir.',
      },
    },
    codeEntryClosed: {
      subject: (portalName) => `${portalName}\u00a0: la saisie du code est fermée sur les nouveaux appareils`,
      what: (portalName) =>
        `Trop de codes faux ont été saisis pour votre compte sur ${portalName}. Par sécurité, nous n’acceptons plus de code depuis un appareil que nous ne connaissons pas.`,
      safe: 'Personne n’est entré ainsi dans votre compte.',
      how: (telephone) =>
        `Pour vous connecter, utilisez un appareil qui vous a déjà servi, ou appelez le ${telephone}.`,
      notYou: (telephone) =>
        `Ce n’était pas vous\u00a0? Quelqu’un connaît votre mot de passe\u00a0: appelez le ${telephone} pour en changer.`,
      signature: (realmName) => `${realmName} – message automatique, sans lien\u00a0: n’y répondez pas.`,
      sms: (portalName, telephone) =>
        `${portalName}\u00a0: trop de codes faux. Saisie du code fermée sur les nouveaux appareils. Pas vous\u00a0? Changez de mot de passe\u00a0: appelez le ${telephone}`,
      voice: (portalName, telephone) =>
        `Bonjour. Trop de codes faux ont été saisis pour votre compte sur ${portalName}. Par sécurité, la saisie du code est fermée sur les nouveaux appareils. Pour continuer, utilisez un appareil qui vous a déjà servi, ou appelez le ${telephone}. Au revoir.`,
    },
  },
  en: {
    recoveryClosed: {
      subject: (realm) => `${realm}: codes for a forgotten password are suspended`,
      what: (realm) =>
        `Too many wrong codes were entered to replace the password of your account ${realm}. For your security, we are not sending such codes for now, except to a device you have signed in on before.`,
      safe: 'Your password has not changed, and you can sign in as usual.',
      how: (telephone) =>
        `If you have really forgotten your password, ask for a provisional one by letter, or call ${telephone}. If it was not you, you have nothing to do.`,
      signature: (realmName) => `${realmName} – automatic message, without any link: please do not reply.`,
      sms: (realm, telephone) =>
        `${realm}: too many wrong codes to change your password. It has not changed. Not you? Nothing to do. Help: ${telephone}`,
      voice: (realm, telephone) =>
        `Hello. Too many wrong codes were entered to replace the password of your account ${realm}. It has not changed. If it was not you, you have nothing to do. For help, call ${telephone}. Goodbye.`,
    },
    identityLink: {
      subject: {
        linked: (upstream, realm) => `${realm}: ${upstream} now opens your account`,
        replaced: (upstream, realm) => `${realm}: a new ${upstream} identity opens your account`,
        undone: (upstream, realm) => `${realm}: ${upstream} no longer opens your account`,
      },
      what: {
        linked: (upstream, realm) =>
          `Your ${upstream} identity has just been linked to your account ${realm}. You can now sign in with ${upstream}, without a password.`,
        replaced: (upstream, realm) =>
          `A ${upstream} identity other than the one before has just been linked to your account ${realm}. The former one no longer gives access to it.`,
        undone: (upstream, realm) =>
          `Your ${upstream} identity is no longer linked to your account ${realm}. To link it again, your password and a code will be needed.`,
      },
      notYou: (telephone) => `It was not you? Call ${telephone}.`,
      signature: (realmName) => `${realmName} – automatic message, without any link: please do not reply.`,
      sms: {
        linked: (upstream, realm, telephone) =>
          `${realm}: ${upstream} now opens your account. Not you? Call ${telephone}`,
        replaced: (upstream, realm, telephone) =>
          `${realm}: a new ${upstream} identity opens your account. Not you? Call ${telephone}`,
        undone: (upstream, realm, telephone) =>
          `${realm}: ${upstream} no longer opens your account. Not you? Call ${telephone}`,
      },
    },
    oneTimeCode: {
      signIn: 'sign in',
      newContact: 'confirm your address or number',
      toChoose: { 'new-password': 'choose a new password', 'first-password': 'choose your password' },
      subject: (purpose, portalName) => `${portalName}: your code to ${purpose}`,
      email: {
        what: (purpose, portalName) => `This is your code to ${purpose} on ${portalName}.`,
        account: (label) => `Account: ${label}.`,
        life: (minutes) => `It is valid for ${minutes} minutes and works once.`,
        secret: 'Give it to nobody, not even to an adviser: we will never ask you for it.',
        notYou: (telephone) =>
          `You did not ask for anything? Somebody may know your password. Without this code, this person cannot get in: do not give it away, and call ${telephone}.`,
        notYouChoosing: (telephone) =>
          `You did not ask for anything? Somebody gave your number in your place. Without this code nothing changes: do not give it away, and call ${telephone} if it happens again.`,
        signature: (realmName) => `${realmName} – automatic message, without any link: please do not reply.`,
      },
      sms: {
        what: (code, purpose, portalName) => `${code}: your code to ${purpose} (${portalName}).`,
        account: (label) => `Account ${label}.`,
        life: (minutes) => `Valid ${minutes} min.`,
        secret: 'Give it to nobody, not even an adviser.',
        notYou: (telephone) => `Not you? ${telephone}`,
      },
      voice: {
        greeting: (purpose, portalName) => `Hello. Here is your code to ${purpose} on ${portalName}.`,
        code: (digits) => `Your code is: ${digits}.`,
        again: (digits) => `I repeat: ${digits}.`,
        life: (minutes) => `It is valid for ${minutes} minutes.`,
        end: 'Give it to nobody, not even to an adviser. Goodbye.',
      },
    },
    codeEntryClosed: {
      subject: (portalName) => `${portalName}: code entry is closed on new devices`,
      what: (portalName) =>
        `Too many wrong codes were entered for your account on ${portalName}. For your security, we no longer accept a code from a device we do not know.`,
      safe: 'Nobody got into your account this way.',
      how: (telephone) => `To sign in, use a device you have signed in on before, or call ${telephone}.`,
      notYou: (telephone) => `It was not you? Somebody knows your password: call ${telephone} to change it.`,
      signature: (realmName) => `${realmName} – automatic message, without any link: please do not reply.`,
      sms: (portalName, telephone) =>
        `${portalName}: too many wrong codes. Code entry is closed on new devices. Not you? Change your password: call ${telephone}`,
      voice: (portalName, telephone) =>
        `Hello. Too many wrong codes were entered for your account on ${portalName}. For your security, code entry is closed on new devices. To continue, use a device you have signed in on before, or call ${telephone}. Goodbye.`,
    },
  },
};
