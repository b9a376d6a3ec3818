/** Trusted workstations, devices and connections (I3, U1, P9), for the catalogue. */
import { askEverywherePage, signedOutEverywherePage } from '../../src/consoles/account/devices/everywhere.js';
import { DEVICE_NEWS, text } from '../../src/consoles/account/devices/text.js';
import {
  type DevicesProps,
  devicesPage,
  type ShownDevice,
  type ShownSession,
} from '../../src/consoles/account/devices/view.js';
import type { Locale, Realm } from '../../src/domain/realm.js';
import type { PageContent } from '../../src/http/layout/page.js';

export interface TrustStage {
  readonly employeurs: Realm;
  readonly csrfToken: string;
  /** what a portal, a proxy or a browser could have chosen to harm */
  readonly typed?: string | undefined;
}

type Page = readonly [string, Realm, (locale: Locale) => PageContent];

const HOME = '/employeurs/account';

export function trustPages({ employeurs, csrfToken, typed }: TrustStage): readonly Page[] {
  const session = (ref: string, over: Partial<ShownSession> = {}): ShownSession => ({
    ref,
    isThis: false,
    browser: 'Firefox',
    place: typed ?? 'Agen, Lot-et-Garonne',
    startedAt: Date.parse('2026-11-22T08:05:00Z'),
    usedAt: Date.parse('2026-11-22T13:20:00Z'),
    portals: [typed ?? 'PEP’s', 'Marchés publics'],
    ...over,
  });
  const device = (ref: string, over: Partial<ShownDevice> = {}): ShownDevice => ({
    ref,
    isThis: false,
    browser: 'Samsung Internet',
    place: null,
    firstSeenAt: Date.parse('2026-03-01T09:00:00Z'),
    lastSeenAt: Date.parse('2026-11-22T13:20:00Z'),
    trustedUntil: null,
    ...over,
  });
  const app = (ref: string, name: string) => ({
    ref,
    name,
    startedAt: Date.parse('2026-09-02T10:12:00Z'),
    usedAt: Date.parse('2026-11-22T07:40:00Z'),
  });
  const page = (state: string, over: Partial<DevicesProps> = {}, news?: (typeof DEVICE_NEWS)[number]): Page => [
    `account/devices-${state}`,
    employeurs,
    (locale) =>
      devicesPage({
        locale,
        said: news && { kind: news === 'gone' ? 'warning' : 'success', message: text[locale].news[news] },
        sessions: [session('s1', { isThis: true }), session('s2', { browser: 'autre', place: null, portals: [] })],
        devices: [
          device('d1', { isThis: true, browser: 'Firefox', trustedUntil: Date.parse('2026-11-29T08:05:00Z') }),
          device('d2', { place: typed ?? 'Nérac' }),
        ],
        apps: [],
        otherSessions: 0,
        otherApps: 0,
        otherDevices: 0,
        endAction: `${HOME}/devices/end`,
        endAppAction: `${HOME}/devices/end-app`,
        forgetAction: `${HOME}/devices/forget`,
        forgetAllAction: `${HOME}/devices/forget-all`,
        everywhereHref: `${HOME}/devices/everywhere`,
        csrfToken,
        homeHref: HOME,
        ...over,
      }),
  ];
  const many = Array.from({ length: 8 }, (_, at) => at);
  return [
    page('two'),
    page('apps', { apps: [app('a1', typed ?? 'Mon Compte, l’application'), app('a2', 'Partenaire')], otherApps: 2 }),
    page('none', { sessions: [session('s1', { isThis: true })], devices: [] }),
    page('unfinished', { unfinished: { count: 1, lastAt: Date.parse('2026-11-22T09:12:00Z') } }),
    page('many', {
      unfinished: { count: 12, lastAt: Date.parse('2026-11-22T09:12:00Z') },
      sessions: many.map((at) => session(`s${at}`)),
      devices: many.map((at) => device(`d${at}`)),
      otherSessions: 1,
      otherDevices: 14,
    }),
    ...DEVICE_NEWS.map((news) => page(`news-${news}`, {}, news)),
    [
      'account/everywhere',
      employeurs,
      (locale) =>
        askEverywherePage({ locale, action: `${HOME}/devices/everywhere`, csrfToken, backHref: `${HOME}/devices` }),
    ],
    ['account/everywhere-done', employeurs, (locale) => signedOutEverywherePage(locale, HOME)],
  ];
}
