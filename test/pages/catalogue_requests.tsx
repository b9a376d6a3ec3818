/** Pages of « Demandes en cours », the requests of a call centre (U1), for the catalogue. */
import { accountHomePage } from '../../src/consoles/account/home.js';
import { REQUEST_NEWS, text } from '../../src/consoles/account/requests/text.js';
import { type RequestsProps, requestsPage, type ShownRequest } from '../../src/consoles/account/requests/view.js';
import type { Locale } from '../../src/domain/realm.js';
import type { PageContent } from '../../src/http/layout/page.js';

const HOME = '/allocataires/account';
const NOW = Date.UTC(2026, 10, 28, 13, 5);

/** Each page's name and what it shows. @param stage.typed what a client could have chosen to harm */
export function requestPages(stage: {
  readonly csrfToken: string;
  readonly typed?: string | undefined;
}): ReadonlyArray<readonly [string, (locale: Locale) => PageContent]> {
  const { csrfToken, typed } = stage;
  const request = (id: string, over: Partial<ShownRequest> = {}): ShownRequest => ({
    id,
    portalName: typed ?? 'Centre d’appels de la Caf',
    message: typed ?? '47 — Violette',
    scopes: ['profile', 'allocataire'],
    createdAt: NOW,
    secondsLeft: 245,
    ...over,
  });
  const page =
    (requests: readonly ShownRequest[], over: (locale: Locale) => Partial<RequestsProps> = () => ({})) =>
    (locale: Locale) =>
      requestsPage({
        locale,
        requests,
        lifeSeconds: 300,
        silenceSeconds: 86_400,
        confirmAction: `${HOME}/requests/confirm`,
        refuseAction: `${HOME}/requests/refuse`,
        contestAction: `${HOME}/requests/contest`,
        csrfToken,
        here: `${HOME}/requests`,
        homeHref: HOME,
        ...over(locale),
      });
  return [
    [
      'account/home-request',
      (locale) =>
        accountHomePage({
          locale,
          maskedName: { shown: 'C••••• M•••••', spoken: 'C. M.' },
          alerts: [
            {
              message: text[locale].alert.message(typed ?? 'Centre d’appels de la Caf'),
              link: text[locale].alert.link,
              href: `${HOME}/requests`,
            },
          ],
          concerns: [{ title: text[locale].title, state: text[locale].summary(1), href: `${HOME}/requests` }],
          signOutAction: `${HOME}/sign-out`,
          csrfToken,
        }),
    ],
    ['account/requests-none', page([])],
    ['account/requests-one', page([request('1')])],
    ['account/requests-two', page([request('1'), request('2', { scopes: [], secondsLeft: 0, message: 'Bleu 12' })])],
    ...REQUEST_NEWS.map(
      (news) =>
        [
          `account/requests-${news}`,
          page([], (locale) => ({
            said: { kind: news === 'ended' ? 'warning' : 'success', message: text[locale].news[news] },
          })),
        ] as const,
    ),
  ];
}
