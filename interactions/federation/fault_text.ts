/** Words of every fault of an upstream: what happened in a title, what to do in a sentence (F5). */
import type { UpstreamFault } from '../../src/domain/federation/upstream.js';
import type { Locale } from '../../src/domain/realm.js';

interface FaultWords {
  readonly title: (upstreamName: string) => string;
  readonly what: (upstreamName: string, portalName: string) => string;
}

export type UpstreamFaultText = Readonly<Record<UpstreamFault, FaultWords>>;

export const upstreamFaultText: Readonly<Record<Locale, UpstreamFaultText>> = {
  fr: {
    cancelled: {
      title: (u) => `Vous avez arrêté la connexion avec ${u}`,
      what: (u) =>
        `Rien ne nous a été transmis. Choisissez une autre façon de vous connecter, ou recommencez avec ${u}.`,
    },
    refused: {
      title: (u) => `${u} n’a pas confirmé votre identité`,
      what: (u) =>
        `${u} ne nous en dit pas la raison. Vous pouvez vous connecter autrement, ou vous renseigner auprès de ${u}.`,
    },
    unavailable: {
      title: (u) => `${u} ne répond pas`,
      what: () => 'Le service est arrêté ou trop chargé. Connectez-vous autrement, ou réessayez dans quelques minutes.',
    },
    misconfigured: {
      title: (u) => `La connexion avec ${u} ne marche pas en ce moment`,
      what: () => 'L’erreur vient de chez nous et nous en sommes avertis. Connectez-vous autrement en attendant.',
    },
    malformed: {
      title: (u) => `La réponse de ${u} est illisible`,
      what: () => 'Nous n’avons rien pu en tirer. Connectez-vous autrement, ou réessayez plus tard.',
    },
    clock: {
      title: (u) => `La réponse de ${u} n’est pas à l’heure`,
      what: () =>
        'Elle est trop ancienne, ou datée du futur. Réessayez\u00a0; si cela se répète, connectez-vous autrement.',
    },
    signature: {
      title: (u) => `La réponse de ${u} n’est pas signée comme il faut`,
      what: () => 'Par sécurité, nous ne l’avons pas acceptée. Connectez-vous autrement, ou réessayez plus tard.',
    },
    encryption: {
      title: (u) => `La réponse de ${u} n’est pas chiffrée comme il faut`,
      what: () => 'Par sécurité, nous ne l’avons pas acceptée. Connectez-vous autrement, ou réessayez plus tard.',
    },
    issuer: {
      title: (u) => `La réponse ne vient pas de ${u}`,
      what: () => 'Elle porte le nom d’un autre service. Par sécurité, nous ne l’avons pas acceptée.',
    },
    audience: {
      title: (u) => `La réponse de ${u} n’était pas pour nous`,
      what: () => 'Elle était destinée à un autre site. Par sécurité, nous ne l’avons pas acceptée.',
    },
    nonce: {
      title: (u) => `La réponse de ${u} ne va pas avec votre demande`,
      what: () => 'Elle répond à une autre demande que la vôtre. Recommencez depuis cette page.',
    },
    code: {
      title: (u) => `La connexion avec ${u} a expiré`,
      what: () => 'Il s’est passé trop de temps, ou la page a été chargée deux fois. Recommencez.',
    },
    acr: {
      title: (u) => `${u} n’a pas vérifié votre identité au niveau demandé`,
      what: (u, portal) =>
        `${portal} demande un niveau plus élevé. Recommencez et choisissez chez ${u} une identité plus sûre, ou connectez-vous autrement.`,
    },
    subject: {
      title: (u) => `La réponse de ${u} parle de deux personnes`,
      what: () =>
        'Ses deux parties ne disent pas la même chose. Par sécurité, nous ne l’avons pas acceptée. Recommencez.',
    },
    state: {
      title: (u) => `Cette connexion avec ${u} n’a pas commencé ici`,
      what: () =>
        'Elle a commencé dans un autre navigateur, a déjà servi, ou a attendu trop longtemps. Recommencez depuis cette page.',
    },
  },
  en: {
    cancelled: {
      title: (u) => `You stopped signing in with ${u}`,
      what: (u) => `Nothing was sent to us. Choose another way to sign in, or try again with ${u}.`,
    },
    refused: {
      title: (u) => `${u} did not confirm your identity`,
      what: (u) => `${u} does not tell us why. You can sign in another way, or ask ${u}.`,
    },
    unavailable: {
      title: (u) => `${u} is not answering`,
      what: () => 'The service is down or overloaded. Sign in another way, or try again in a few minutes.',
    },
    misconfigured: {
      title: (u) => `Signing in with ${u} does not work at the moment`,
      what: () => 'The error is ours, and we have been alerted. Sign in another way in the meantime.',
    },
    malformed: {
      title: (u) => `The answer from ${u} cannot be read`,
      what: () => 'We could do nothing with it. Sign in another way, or try again later.',
    },
    clock: {
      title: (u) => `The answer from ${u} is not on time`,
      what: () => 'It is too old, or dated in the future. Try again; if it happens again, sign in another way.',
    },
    signature: {
      title: (u) => `The answer from ${u} is not properly signed`,
      what: () => 'For your security, we did not accept it. Sign in another way, or try again later.',
    },
    encryption: {
      title: (u) => `The answer from ${u} is not properly encrypted`,
      what: () => 'For your security, we did not accept it. Sign in another way, or try again later.',
    },
    issuer: {
      title: (u) => `The answer does not come from ${u}`,
      what: () => 'It bears the name of another service. For your security, we did not accept it.',
    },
    audience: {
      title: (u) => `The answer from ${u} was not for us`,
      what: () => 'It was meant for another site. For your security, we did not accept it.',
    },
    nonce: {
      title: (u) => `The answer from ${u} does not go with your request`,
      what: () => 'It answers another request than yours. Start again from this page.',
    },
    code: {
      title: (u) => `Signing in with ${u} has expired`,
      what: () => 'Too much time went by, or the page was loaded twice. Start again.',
    },
    acr: {
      title: (u) => `${u} did not check your identity at the level asked for`,
      what: (u, portal) =>
        `${portal} asks for a higher level. Start again and choose a stronger identity at ${u}, or sign in another way.`,
    },
    subject: {
      title: (u) => `The answer from ${u} speaks of two people`,
      what: () => 'Its two parts do not say the same. For your security, we did not accept it. Start again.',
    },
    state: {
      title: (u) => `This sign-in with ${u} did not start here`,
      what: () => 'It started in another browser, was already used, or waited too long. Start again from this page.',
    },
  },
};
