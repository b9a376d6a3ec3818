/** Words of « Demandes en cours », the requests of a call centre (U1). */
import type { Locale } from '../../../domain/realm.js';

export const REQUEST_NEWS = ['confirmed', 'refused', 'contested', 'ended'] as const;
export type RequestNews = (typeof REQUEST_NEWS)[number];

export interface RequestsText {
  readonly title: string;
  readonly summary: (waiting: number) => string;
  /** on the home page, as long as one waits */
  readonly alert: { readonly message: (portalName: string) => string; readonly link: string };
  readonly news: Readonly<Record<RequestNews, string>>;
  readonly none: (time: string) => string;
  readonly lookAgain: string;
  readonly onlyIfCalling: string;
  readonly from: (portalName: string) => string;
  readonly askedAt: string;
  readonly compare: string;
  readonly otherwise: string;
  readonly allowed: string;
  readonly knows: string;
  readonly code: string;
  readonly timeLeft: (time: string) => string;
  readonly over: string;
  readonly confirm: string;
  readonly refuse: string;
  readonly contest: string;
  readonly contestMeans: (portalName: string, time: string) => string;
}

export const text: Readonly<Record<Locale, RequestsText>> = {
  fr: {
    title: 'Demandes en cours',
    summary: (waiting) => {
      if (waiting === 0) return 'Aucune demande n’attend';
      return waiting === 1 ? '1 demande attend votre réponse' : `${waiting} demandes attendent votre réponse`;
    },
    alert: {
      message: (portalName) => `${portalName} attend votre réponse. Est-ce vous qui avez appelé un conseiller\u00a0?`,
      link: 'Voir la demande',
    },
    news: {
      confirmed: 'Vous avez confirmé\u00a0: votre conseiller peut continuer. Ne lui dites jamais de code.',
      refused: 'Vous avez refusé\u00a0: votre conseiller n’a accès à rien.',
      contested: 'C’est refusé, et personne n’a accès à votre compte. Si quelqu’un vous appelle, raccrochez.',
      ended: 'Cette demande n’attend plus\u00a0: son temps est passé, ou vous y avez déjà répondu.',
    },
    none: (time) =>
      `Quand vous appelez un conseiller, il peut vous envoyer une demande. Elle s’affiche ici pendant ${time}.`,
    lookAgain: 'Regarder de nouveau',
    onlyIfCalling:
      'Répondez seulement si c’est vous qui avez appelé, et si vous parlez en ce moment avec un conseiller.',
    from: (portalName) => `Demande de ${portalName}`,
    askedAt: 'Envoyée le',
    compare: 'Votre conseiller vous dit exactement ces mots\u00a0:',
    otherwise: 'S’il dit autre chose, ou si c’est lui qui vous a appelé, ne confirmez pas.',
    allowed: 'Si vous confirmez, il pourra\u00a0:',
    knows: 'savoir que c’est bien vous',
    code: 'Pour confirmer, vous prouverez de nouveau sur ce site que c’est vous. Ne dites de code à personne, pas même à lui.',
    timeLeft: (time) => `Il vous reste ${time} pour répondre.`,
    over: 'Le temps est passé. Votre conseiller peut vous envoyer une nouvelle demande.',
    confirm: 'Confirmer',
    refuse: 'Refuser',
    contest: 'Ce n’est pas moi qui appelle',
    contestMeans: (portalName, time) =>
      `Vous n’avez appelé personne\u00a0? ${portalName} ne pourra plus vous envoyer de demande pendant ${time}.`,
  },
  en: {
    title: 'Waiting requests',
    summary: (waiting) => {
      if (waiting === 0) return 'No request is waiting';
      return waiting === 1 ? '1 request awaits your answer' : `${waiting} requests await your answer`;
    },
    alert: {
      message: (portalName) => `${portalName} awaits your answer. Is it you who called an adviser?`,
      link: 'See the request',
    },
    news: {
      confirmed: 'You confirmed: your adviser can go on. Never tell them a code.',
      refused: 'You refused: your adviser has access to nothing.',
      contested: 'It is refused, and nobody has access to your account. If somebody is calling you, hang up.',
      ended: 'That request is not waiting any more: its time is over, or you answered it already.',
    },
    none: (time) => `When you call an adviser, they can send you a request. It is shown here for ${time}.`,
    lookAgain: 'Look again',
    onlyIfCalling: 'Answer only if it is you who called, and you are talking with an adviser right now.',
    from: (portalName) => `Request from ${portalName}`,
    askedAt: 'Sent on',
    compare: 'Your adviser tells you exactly these words:',
    otherwise: 'If they say anything else, or if it is they who called you, do not confirm.',
    allowed: 'If you confirm, they will be able to:',
    knows: 'know that it is really you',
    code: 'To confirm, you will prove once more on this site that it is you. Tell no code to anybody, not even to them.',
    timeLeft: (time) => `You have ${time} left to answer.`,
    over: 'The time is over. Your adviser can send you a new request.',
    confirm: 'Confirm',
    refuse: 'Refuse',
    contest: 'It is not me who is calling',
    contestMeans: (portalName, time) =>
      `You called nobody? ${portalName} will not be able to send you a request for ${time}.`,
  },
};
