/** Words for when nothing that was typed is wrong: a wait, too many people at once, no answer (S1, X1). */
import type { Locale } from '../../domain/realm.js';

/** What a `WaitNotice` says. */
export interface WaitWords {
  readonly title: string;
  readonly why: string;
  readonly until: (time: string) => string;
  readonly over: string;
  readonly meanwhile: (telephone: string) => string;
}

export interface TroubleWords {
  /** why it is, each page says */
  readonly wait: Omit<WaitWords, 'why'>;
  readonly busy: string;
  readonly unavailable: string;
}

export const troubleWords: Readonly<Record<Locale, TroubleWords>> = {
  fr: {
    wait: {
      title: 'Attendez un peu avant de recommencer',
      until: (time) => `Vous pourrez recommencer dans ${time}.`,
      over: 'Vous pouvez recommencer maintenant.',
      meanwhile: (telephone) => `En attendant, vous pouvez appeler le ${telephone}.`,
    },
    busy: 'Beaucoup de personnes se connectent en ce moment. Attendez quelques secondes, puis recommencez.',
    unavailable: 'Le service ne répond pas pour le moment. Recommencez dans quelques minutes.',
  },
  en: {
    wait: {
      title: 'Wait a moment before you try again',
      until: (time) => `You can try again in ${time}.`,
      over: 'You can try again now.',
      meanwhile: (telephone) => `In the meantime, you can call ${telephone}.`,
    },
    busy: 'Many people are signing in right now. Wait a few seconds, then try again.',
    unavailable: 'The service is not answering at the moment. Try again in a few minutes.',
  },
};
