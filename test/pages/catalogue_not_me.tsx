/** Pages of « Ce n'est pas moi » (U2), for the catalogue. */
import {
  askNotMePage,
  nothingToStopPage,
  notMeDonePage,
  type TypingError,
  typeReferencePage,
} from '../../interactions/not_me/view.js';
import type { Locale, Realm } from '../../src/domain/realm.js';
import type { PageContent } from '../../src/http/layout/page.js';
import { STOPPED } from '../../src/ports/contest/contest_store.js';

export interface NotMeStage {
  readonly realm: Realm;
  readonly csrfToken: string;
  /** what a person could have chosen to harm */
  readonly typed?: string | undefined;
}

type Page = readonly [string, Realm, (locale: Locale) => PageContent];

const PLACE = '/allocataires/not-me';

/** Each page's name, its realm and what it shows. */
export function notMePages({ realm, csrfToken, typed }: NotMeStage): readonly Page[] {
  const typing = (state: string, errors: readonly TypingError[] = []): Page => [
    `not-me/type-${state}`,
    realm,
    (locale) => typeReferencePage({ locale, realm, action: PLACE, csrfToken, errors }),
  ];
  const asked = (state: string, count: number, isForAgent = false): Page => [
    `not-me/ask-${state}`,
    realm,
    (locale) => {
      const sentences = {
        fr: [
          'Quelqu’un vient d’entrer dans votre compte depuis un appareil que nous ne connaissions pas\u00a0: Firefox.',
          'Un contact vient d’être ajouté à votre compte\u00a0: x•••••@example.fr. Il peut recevoir vos codes.',
        ],
        en: [
          'Somebody has just signed in to your account from a device we did not know: Firefox.',
          'A contact has just been added to your account: x•••••@example.fr. It can receive your codes.',
        ],
      };
      const when = locale === 'fr' ? '27 novembre 2026 à 21:22' : '27 November 2026 at 21:22';
      const events = sentences[locale].slice(0, count).map((sentence) => ({ sentence: typed ?? sentence, when }));
      const label = typed ?? 'C••••• M•••••';
      return askNotMePage({ locale, realm, action: `${PLACE}/t`, csrfToken, label, events, isForAgent });
    },
  ];
  return [
    typing('first'),
    typing('format', [{ code: 'format' }]),
    typing('digits', [{ code: 'digits' }]),
    typing('wait', [{ code: 'wait', minutes: 42 }]),
    asked('one', 1),
    asked('several', 2),
    asked('agent', 1, true),
    [
      'not-me/done',
      realm,
      (locale) => notMeDonePage({ locale, realm, outcome: 'stopped', stopped: [], nextHref: '/demo/account' }),
    ],
    [
      'not-me/done-all',
      realm,
      (locale) => notMeDonePage({ locale, realm, outcome: 'stopped', stopped: STOPPED, nextHref: '/demo/account' }),
    ],
    [
      'not-me/done-agent',
      realm,
      (locale) => notMeDonePage({ locale, realm, outcome: 'agent', stopped: [], nextHref: '/demo/account' }),
    ],
    ['not-me/nothing', realm, (locale) => nothingToStopPage({ locale, realm, nextHref: PLACE })],
  ];
}
