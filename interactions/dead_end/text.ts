/** Words of every page where a journey stops: what happened in a sentence, and one way on (I2, X3). */
import type { Locale } from '../../src/domain/realm.js';

export type DeadEndCode =
  | 'interaction-expired'
  | 'interaction-finished'
  | 'cookies-blocked'
  | 'other-session'
  | 'not-found'
  | 'method-not-allowed'
  | 'bad-request'
  | 'too-large'
  | 'forbidden-origin'
  | 'client-unknown'
  | 'unavailable'
  | 'busy'
  | 'server-error'
  | 'oauth-error';

export interface DeadEndWords {
  readonly title: string;
  readonly what: string;
}

/** OAuth and OpenID Connect errors that a person may meet here, because they cannot be sent back to the portal. */
export type DescribedOAuthError =
  | 'invalid_request'
  | 'invalid_client'
  | 'unauthorized_client'
  | 'invalid_redirect_uri'
  | 'invalid_scope'
  | 'invalid_target'
  | 'invalid_request_object'
  | 'invalid_request_uri'
  | 'unsupported_response_type'
  | 'unsupported_response_mode'
  | 'request_not_supported'
  | 'request_uri_not_supported'
  | 'registration_not_supported'
  | 'access_denied'
  | 'login_required'
  | 'interaction_required'
  | 'consent_required'
  | 'account_selection_required'
  | 'unmet_authentication_requirements'
  | 'server_error'
  | 'temporarily_unavailable';

export interface DeadEndText {
  readonly pages: Readonly<Record<Exclude<DeadEndCode, 'oauth-error'>, DeadEndWords>>;
  readonly oauthTitle: string;
  readonly oauth: Readonly<Record<DescribedOAuthError | 'other', string>>;
  readonly cookiesHow: string;
  readonly restart: string;
  readonly retry: string;
  readonly home: (portalName: string | undefined) => string;
  readonly noWay: string;
  readonly retryAfter: (time: string) => string;
  readonly retryNow: string;
  /** what follows each is set apart: the reference, the error */
  readonly reference: string;
  readonly forThePortal: string;
}

const ASKED_WRONGLY_FR = 'Le site d’où vous venez a envoyé une demande que nous ne pouvons pas traiter.';
const NOT_YOUR_FAULT_FR = 'Vous n’y êtes pour rien, et votre compte n’est pas touché.';
const ASKED_WRONGLY_EN = 'The site you came from sent a request that we cannot handle.';
const NOT_YOUR_FAULT_EN = 'It is not your fault, and your account is not affected.';

export const text: Readonly<Record<Locale, DeadEndText>> = {
  fr: {
    pages: {
      'interaction-expired': {
        title: 'Cette connexion est restée ouverte trop longtemps',
        what: 'Par sécurité, elle s’est fermée. Recommencez\u00a0: cela prend une minute.',
      },
      'interaction-finished': {
        title: 'Cette connexion est déjà terminée',
        what: 'Vous avez sans doute utilisé le bouton «\u00a0Précédent\u00a0», ou la suite est ouverte dans un autre onglet. Vous pouvez continuer vers le portail.',
      },
      'cookies-blocked': {
        title: 'Votre navigateur n’a pas gardé cette connexion',
        what: 'Il bloque peut-être les cookies, ou cette page a été ouverte dans un autre navigateur.',
      },
      'other-session': {
        title: 'Cette page vient d’une autre connexion',
        what: 'Elle a été ouverte dans un autre navigateur, ou avec un autre compte. Recommencez ici.',
      },
      'not-found': {
        title: 'Cette page n’existe pas',
        what: 'L’adresse est incomplète ou a changé. Repartez du portail.',
      },
      'method-not-allowed': {
        title: 'Cette adresse ne s’ouvre pas ainsi',
        what: 'Elle sert à envoyer un formulaire. Recommencez depuis le début.',
      },
      'bad-request': {
        title: 'Nous n’avons pas compris ce que votre navigateur a envoyé',
        what: 'Les informations reçues sont incomplètes ou abîmées. Recommencez.',
      },
      'too-large': {
        title: 'Le formulaire envoyé est trop long',
        what: 'Il dépasse ce que cette page peut recevoir. Recommencez, avec les seules informations demandées.',
      },
      'forbidden-origin': {
        title: 'Ce formulaire ne vient pas de notre page',
        what: 'Par sécurité, nous ne l’avons pas pris en compte. Recommencez depuis le début.',
      },
      'client-unknown': {
        title: 'Nous ne connaissons pas le site d’où vous venez',
        what: 'Il n’est pas autorisé à vous envoyer ici. Ne saisissez pas votre mot de passe, et repartez de l’adresse officielle de votre portail.',
      },
      unavailable: {
        title: 'Le service ne répond pas pour le moment',
        what: 'Nous faisons le nécessaire. Votre compte n’est pas touché.',
      },
      busy: {
        title: 'Beaucoup de personnes se connectent en ce moment',
        what: 'Attendez un peu, puis recommencez. Votre compte n’est pas touché.',
      },
      'server-error': {
        title: 'Une erreur est survenue de notre côté',
        what: 'Vous n’y êtes pour rien, et votre compte n’est pas touché. Recommencez dans quelques minutes.',
      },
    },
    oauthTitle: 'La connexion n’a pas pu se faire',
    oauth: {
      invalid_request: `${ASKED_WRONGLY_FR} ${NOT_YOUR_FAULT_FR}`,
      invalid_client: `Le site d’où vous venez n’est pas reconnu. ${NOT_YOUR_FAULT_FR}`,
      unauthorized_client: `Le site d’où vous venez n’a pas le droit de faire cette demande. ${NOT_YOUR_FAULT_FR}`,
      invalid_redirect_uri: `Le site d’où vous venez demande à vous renvoyer vers une adresse qu’il n’a pas déclarée. Par sécurité, nous ne le faisons pas. ${NOT_YOUR_FAULT_FR}`,
      invalid_scope: `Le site d’où vous venez demande des informations auxquelles il n’a pas droit. ${NOT_YOUR_FAULT_FR}`,
      invalid_target: `Le site d’où vous venez demande l’accès à un service que nous ne connaissons pas. ${NOT_YOUR_FAULT_FR}`,
      invalid_request_object: `${ASKED_WRONGLY_FR} ${NOT_YOUR_FAULT_FR}`,
      invalid_request_uri: 'La demande du site d’où vous venez a expiré ou a déjà servi. Repartez du portail.',
      unsupported_response_type: `${ASKED_WRONGLY_FR} ${NOT_YOUR_FAULT_FR}`,
      unsupported_response_mode: `${ASKED_WRONGLY_FR} ${NOT_YOUR_FAULT_FR}`,
      request_not_supported: `${ASKED_WRONGLY_FR} ${NOT_YOUR_FAULT_FR}`,
      request_uri_not_supported: `${ASKED_WRONGLY_FR} ${NOT_YOUR_FAULT_FR}`,
      registration_not_supported: `${ASKED_WRONGLY_FR} ${NOT_YOUR_FAULT_FR}`,
      access_denied: 'La connexion a été refusée ou abandonnée. Vous pouvez recommencer depuis le portail.',
      login_required: 'Il faut vous connecter pour continuer. Repartez du portail.',
      interaction_required: 'Il faut une étape de plus pour continuer. Repartez du portail.',
      consent_required: 'Il faut votre accord pour continuer. Repartez du portail.',
      account_selection_required: 'Il faut choisir un compte pour continuer. Repartez du portail.',
      unmet_authentication_requirements:
        'Le portail demande une preuve d’identité plus forte que celles dont vous disposez ici. Appelez-nous pour savoir comment faire.',
      server_error: `Une erreur est survenue de notre côté. ${NOT_YOUR_FAULT_FR}`,
      temporarily_unavailable: 'Le service ne répond pas pour le moment. Recommencez dans quelques minutes.',
      other: `${ASKED_WRONGLY_FR} ${NOT_YOUR_FAULT_FR}`,
    },
    cookiesHow:
      'Recommencez ici. Si cette page revient, autorisez les cookies pour ce site dans les réglages de votre navigateur.',
    restart: 'Recommencer',
    retry: 'Réessayer',
    home: (portalName) => (portalName === undefined ? 'Revenir au portail' : `Revenir vers ${portalName}`),
    noWay: 'Pour continuer, ouvrez de nouveau le portail depuis son adresse habituelle.',
    retryAfter: (time) => `Vous pourrez recommencer dans ${time}.`,
    retryNow: 'Vous pouvez recommencer maintenant.',
    reference: 'Si vous nous appelez, donnez cette référence\u00a0:',
    forThePortal: 'Pour l’équipe du portail\u00a0:',
  },
  en: {
    pages: {
      'interaction-expired': {
        title: 'This sign-in was left open for too long',
        what: 'For your security, it has closed. Start again: it takes a minute.',
      },
      'interaction-finished': {
        title: 'This sign-in is already finished',
        what: 'You probably went back, or the next page is open in another tab. You can go on to the portal.',
      },
      'cookies-blocked': {
        title: 'Your browser did not keep this sign-in',
        what: 'It may be blocking cookies, or this page was opened in another browser.',
      },
      'other-session': {
        title: 'This page belongs to another sign-in',
        what: 'It was opened in another browser, or with another account. Start again here.',
      },
      'not-found': {
        title: 'This page does not exist',
        what: 'The address is incomplete or has changed. Start again from the portal.',
      },
      'method-not-allowed': {
        title: 'This address cannot be opened like this',
        what: 'It is there to send a form. Start again from the beginning.',
      },
      'bad-request': {
        title: 'We did not understand what your browser sent',
        what: 'The information we received is incomplete or damaged. Start again.',
      },
      'too-large': {
        title: 'The form you sent is too long',
        what: 'It is more than this page can take. Start again, with only what is asked for.',
      },
      'forbidden-origin': {
        title: 'This form does not come from our page',
        what: 'For your security, we did not act on it. Start again from the beginning.',
      },
      'client-unknown': {
        title: 'We do not know the site you came from',
        what: 'It is not allowed to send you here. Do not enter your password, and start again from the official address of your portal.',
      },
      unavailable: {
        title: 'The service is not answering at the moment',
        what: 'We are working on it. Your account is not affected.',
      },
      busy: {
        title: 'Many people are signing in right now',
        what: 'Wait a little, then try again. Your account is not affected.',
      },
      'server-error': {
        title: 'Something went wrong on our side',
        what: 'It is not your fault, and your account is not affected. Try again in a few minutes.',
      },
    },
    oauthTitle: 'The sign-in could not be completed',
    oauth: {
      invalid_request: `${ASKED_WRONGLY_EN} ${NOT_YOUR_FAULT_EN}`,
      invalid_client: `The site you came from is not recognised. ${NOT_YOUR_FAULT_EN}`,
      unauthorized_client: `The site you came from is not allowed to make this request. ${NOT_YOUR_FAULT_EN}`,
      invalid_redirect_uri: `The site you came from asks to send you back to an address it has not declared. For your security, we do not. ${NOT_YOUR_FAULT_EN}`,
      invalid_scope: `The site you came from asks for information it has no right to. ${NOT_YOUR_FAULT_EN}`,
      invalid_target: `The site you came from asks for access to a service we do not know. ${NOT_YOUR_FAULT_EN}`,
      invalid_request_object: `${ASKED_WRONGLY_EN} ${NOT_YOUR_FAULT_EN}`,
      invalid_request_uri:
        'The request of the site you came from has expired or was already used. Start again from the portal.',
      unsupported_response_type: `${ASKED_WRONGLY_EN} ${NOT_YOUR_FAULT_EN}`,
      unsupported_response_mode: `${ASKED_WRONGLY_EN} ${NOT_YOUR_FAULT_EN}`,
      request_not_supported: `${ASKED_WRONGLY_EN} ${NOT_YOUR_FAULT_EN}`,
      request_uri_not_supported: `${ASKED_WRONGLY_EN} ${NOT_YOUR_FAULT_EN}`,
      registration_not_supported: `${ASKED_WRONGLY_EN} ${NOT_YOUR_FAULT_EN}`,
      access_denied: 'The sign-in was refused or given up. You can start again from the portal.',
      login_required: 'You have to sign in to continue. Start again from the portal.',
      interaction_required: 'One more step is needed to continue. Start again from the portal.',
      consent_required: 'Your agreement is needed to continue. Start again from the portal.',
      account_selection_required: 'An account has to be chosen to continue. Start again from the portal.',
      unmet_authentication_requirements:
        'The portal asks for a stronger proof of identity than those you have here. Call us to find out what to do.',
      server_error: `Something went wrong on our side. ${NOT_YOUR_FAULT_EN}`,
      temporarily_unavailable: 'The service is not answering at the moment. Try again in a few minutes.',
      other: `${ASKED_WRONGLY_EN} ${NOT_YOUR_FAULT_EN}`,
    },
    cookiesHow:
      'Start again here. If this page comes back, allow cookies for this site in the settings of your browser.',
    restart: 'Start again',
    retry: 'Try again',
    home: (portalName) => (portalName === undefined ? 'Go back to the portal' : `Go back to ${portalName}`),
    noWay: 'To continue, open the portal again from its usual address.',
    retryAfter: (time) => `You can try again in ${time}.`,
    retryNow: 'You can try again now.',
    reference: 'If you call us, give this reference:',
    forThePortal: 'For the portal’s team:',
  },
};
