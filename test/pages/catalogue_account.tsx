/** Pages of « Gérer mon compte » (U1), for the catalogue. */
import { type AccountHomeProps, accountHomePage } from '../../src/consoles/account/home.js';
import { askUndoPage, type UndoneProps, undonePage } from '../../src/consoles/account/identities/undo.js';
import { type IdentitiesProps, identitiesPage, type ShownLink } from '../../src/consoles/account/identities/view.js';
import { NEWS, text } from '../../src/consoles/account/text.js';
import { STOPS } from '../../src/consoles/relying_party/stop.js';
import { consoleSignedOutPage, type ShownPortal, stoppedPage } from '../../src/consoles/relying_party/stopped.js';
import type { Locale, Realm } from '../../src/domain/realm.js';
import type { PageContent } from '../../src/http/layout/page.js';

export interface AccountStage {
  readonly allocataires: Realm;
  readonly employeurs: Realm;
  readonly csrfToken: string;
  readonly portal: ShownPortal;
  /** what a person or an upstream could have chosen to harm */
  readonly typed?: string | undefined;
}

type Page = readonly [string, Realm, (locale: Locale) => PageContent];

const HOME = '/allocataires/account';

/** Each page's name, its realm and what it shows. */
export function accountPages(stage: AccountStage): readonly Page[] {
  return [...homePages(stage), ...identityPages(stage), ...stopPages(stage)];
}

function homePages({ allocataires, csrfToken, portal, typed }: AccountStage): readonly Page[] {
  const home = (state: string, over: Partial<AccountHomeProps> = {}, news?: (typeof NEWS)[number]): Page => [
    `account/${state}`,
    allocataires,
    (locale) =>
      accountHomePage({
        locale,
        maskedName: { shown: typed ?? 'C••••• M•••••', spoken: typed ?? 'C. M.' },
        said: news && { kind: 'warning', message: text[locale].news[news] },
        concerns: [
          { title: typed ?? 'Coordonnées', state: typed ?? '2 coordonnées', href: `${HOME}/contacts` },
          { title: 'Mot de passe', state: 'changé le 3 mai 2026', href: `${HOME}/password` },
          { title: 'Appareils et connexions', state: '3 appareils', href: `${HOME}/devices` },
          { title: 'Identités rattachées', state: 'aucune', href: `${HOME}/identities` },
          { title: 'Historique', state: 'dernière connexion hier à 14:05', href: `${HOME}/history` },
          { title: 'Mes données', state: 'à consulter ou télécharger', href: `${HOME}/data` },
        ],
        signOutAction: `${HOME}/sign-out`,
        csrfToken,
        ...over,
      }),
  ];
  return [home('home', { portal }), ...NEWS.map((news) => home(`news-${news}`, {}, news))];
}

function identityPages({ allocataires, employeurs, csrfToken, typed }: AccountStage): readonly Page[] {
  const name = typed ?? 'FranceConnect+';
  const linkOf = (id: string, over: Partial<ShownLink> = {}): ShownLink => ({
    id,
    upstreamName: name,
    status: 'active',
    provedBy: 'match',
    linkedAt: Date.parse('2026-03-03T10:00:00Z'),
    lastUsedAt: Date.parse('2026-11-12T09:12:00Z'),
    endedAt: undefined,
    undoHref: `${HOME}/identities/${id}/undo`,
    ...over,
  });
  const ended = (id: string, status: 'suspended' | 'undone') =>
    linkOf(id, { status, endedAt: Date.parse('2025-08-30T16:00:00Z') });
  const former = [ended('2', 'undone'), ended('3', 'suspended')];
  const netEntreprises = linkOf('1', { upstreamName: 'Net-entreprises', provedBy: 'local_proof' });
  const page = (state: string, over: Partial<IdentitiesProps> = {}, realm = allocataires): Page => [
    `account/identities-${state}`,
    realm,
    (locale) =>
      identitiesPage({
        locale,
        ownMeans: realm === employeurs ? 'login' : 'number',
        links: [linkOf('1')],
        upstreamNames: [name],
        homeHref: HOME,
        ...over,
      }),
  ];
  const undone = (state: string, over: Partial<UndoneProps> = {}, realm = allocataires): Page => [
    `account/${state}`,
    realm,
    (locale) =>
      undonePage({
        locale,
        ownMeans: realm === employeurs ? 'login' : 'number',
        upstreamName: name,
        isAlready: false,
        undoneAt: Date.parse('2026-11-22T14:05:00Z'),
        contacts: [
          {
            id: '1',
            kind: 'email',
            value: 'claire.martin@example.test',
            verified: true,
            barredUntil: null,
            frozenAt: null,
          },
          { id: '2', kind: 'mobile', value: '+33639980001', verified: true, barredUntil: null, frozenAt: null },
        ],
        homeHref: HOME,
        ...over,
      }),
  ];
  return [
    page('one-and-former', { links: [linkOf('1', { provedBy: 'local_proof' }), ...former] }),
    page('two', { links: [linkOf('1'), linkOf('4', { upstreamName: 'FranceConnect' })] }),
    page('none-and-former', { links: former }),
    page('no-upstream', { links: [], upstreamNames: [] }),
    page('employeurs', { links: [netEntreprises], upstreamNames: ['Net-entreprises'] }, employeurs),
    [
      'account/ask-undo',
      allocataires,
      (locale) =>
        askUndoPage({
          locale,
          ownMeans: 'number',
          upstreamName: name,
          action: `${HOME}/identities/1/undo`,
          csrfToken,
          backHref: `${HOME}/identities`,
        }),
    ],
    undone('undone'),
    undone('undone-elsewhere', { isAlready: true }),
    undone('undone-nobody-told', { contacts: [], upstreamName: 'Net-entreprises' }, employeurs),
  ];
}

function stopPages({ allocataires }: AccountStage): readonly Page[] {
  return [
    ...STOPS.map(
      (why): Page => [
        `account/stopped-${why}`,
        allocataires,
        (locale) => stoppedPage({ locale, words: text[locale], why, realm: allocataires, wayOnHref: HOME }),
      ],
    ),
    ['account/signed-out', allocataires, (locale) => consoleSignedOutPage({ words: text[locale], homeHref: HOME })],
  ];
}
