/** « Appareils et connexions »: what is signed in, where, and its end in one press (U1, P9). Pure: values in, a page out. */
import type { ComponentChildren, VNode } from 'preact';
import { dayInWords, momentInWords } from '../../../domain/day.js';
import type { Locale } from '../../../domain/realm.js';
import { Facts } from '../../../http/layout/facts.js';
import { Icon } from '../../../http/layout/icon.js';
import type { PageContent } from '../../../http/layout/page.js';
import { PostForm } from '../../../http/layout/post_form.js';
import { Submit } from '../../../http/layout/submit.js';
import { ConcernPage, type Said } from '../concern_page.js';
import { text } from './text.js';

export interface ShownSession {
  readonly ref: string;
  readonly isThis: boolean;
  readonly browser: string | null;
  readonly place: string | null;
  /** milliseconds since the epoch, as all that follow */
  readonly startedAt: number;
  readonly usedAt: number;
  /** names of the portals that it opened */
  readonly portals: readonly string[];
}

export interface ShownApp {
  readonly ref: string;
  readonly name: string;
  readonly startedAt: number;
  readonly usedAt: number;
}

export interface ShownDevice {
  readonly ref: string;
  readonly isThis: boolean;
  readonly browser: string | null;
  readonly place: string | null;
  readonly firstSeenAt: number;
  readonly lastSeenAt: number;
  /** null: a code is asked at each sign-in */
  readonly trustedUntil: number | null;
}

export interface DevicesProps {
  readonly locale: Locale;
  readonly said?: Said | undefined;
  readonly sessions: readonly ShownSession[];
  /** those that stay signed in without a browser */
  readonly apps: readonly ShownApp[];
  readonly devices: readonly ShownDevice[];
  /** sign-ins that somebody began and did not finish: how many, and when the last one was begun */
  readonly unfinished?: { readonly count: number; readonly lastAt: number } | undefined;
  /** how many more there are, not shown */
  readonly otherSessions: number;
  readonly otherApps: number;
  readonly otherDevices: number;
  /** posted: `ref` */
  readonly endAction: string;
  readonly endAppAction: string;
  readonly forgetAction: string;
  readonly forgetAllAction: string;
  readonly everywhereHref: string;
  readonly csrfToken: string;
  readonly homeHref: string;
}

/** What the family of a browser that is none of the known ones is called (http/visitor_device). */
const OTHER_BROWSER = 'autre';

export function devicesPage(props: DevicesProps): PageContent {
  return { title: text[props.locale].title, body: <DevicesView {...props} /> };
}

export function DevicesView(props: DevicesProps): VNode {
  const { locale, said, sessions, devices, unfinished, otherSessions, otherDevices, homeHref } = props;
  const t = text[locale];
  return (
    <ConcernPage locale={locale} title={t.title} said={said} homeHref={homeHref}>
      <div class="stack">
        <h2>{t.everywhere.title}</h2>
        <p>{t.everywhere.what}</p>
        <a class="button" href={props.everywhereHref}>
          {t.everywhere.link}
        </a>
      </div>
      <div class="stack">
        <h2>{t.sessions.title}</h2>
        <p>{t.sessions.what}</p>
        {sessions.map((session, at) => (
          <Session key={session.ref} {...props} session={session} id={`session-${at + 1}`} />
        ))}
        {otherSessions > 0 ? <p class="muted">{t.older(otherSessions)}</p> : null}
        {unfinished ? <p>{t.sessions.unfinished(unfinished.count, momentInWords(unfinished.lastAt, locale))}</p> : null}
      </div>
      <Apps {...props} />
      <div class="stack">
        <h2>{t.devices.title}</h2>
        <p>{devices.length === 0 ? t.devices.none : t.devices.what}</p>
        {devices.map((device, at) => (
          <Device key={device.ref} {...props} device={device} id={`device-${at + 1}`} />
        ))}
        {otherDevices > 0 ? <p class="muted">{t.older(otherDevices)}</p> : null}
        {devices.length > 1 ? (
          <PostForm action={props.forgetAllAction} csrfToken={props.csrfToken}>
            <Submit locale={locale} label={t.devices.forgetAll} look="quiet" />
          </PostForm>
        ) : null}
      </div>
    </ConcernPage>
  );
}

function Session(props: DevicesProps & { session: ShownSession; id: string }): VNode {
  const { locale, session, id, endAction, csrfToken } = props;
  const t = text[locale];
  const facts = [
    [t.sessions.startedAt, momentInWords(session.startedAt, locale)],
    [t.lastUse, momentInWords(session.usedAt, locale)],
    [t.place, session.place],
    [t.sessions.portals, session.portals.length > 0 ? session.portals.join(', ') : null],
  ] as const;
  const browser = browserIn(locale, session.browser);
  return (
    <Item id={id} title={browser} badge={session.isThis ? t.sessions.isThis : undefined} facts={facts}>
      <PostForm action={endAction} csrfToken={csrfToken} hidden={{ ref: session.ref }}>
        <Submit locale={locale} label={t.sessions.end(browser)} look="quiet" />
      </PostForm>
    </Item>
  );
}

/** Only who has one reads of them. */
function Apps({ locale, apps, otherApps, endAppAction, csrfToken }: DevicesProps): VNode | null {
  const t = text[locale];
  if (apps.length === 0) return null;
  return (
    <div class="stack">
      <h2>{t.apps.title}</h2>
      <p>{t.apps.what}</p>
      {apps.map(({ ref, name, startedAt, usedAt }, at) => {
        const facts = [
          [t.apps.startedAt, momentInWords(startedAt, locale)],
          [t.lastUse, momentInWords(usedAt, locale)],
        ] as const;
        return (
          <Item key={ref} id={`app-${at + 1}`} title={name} badge={undefined} facts={facts}>
            <PostForm action={endAppAction} csrfToken={csrfToken} hidden={{ ref }}>
              <Submit locale={locale} label={t.apps.end(name)} look="quiet" />
            </PostForm>
          </Item>
        );
      })}
      {otherApps > 0 ? <p class="muted">{t.older(otherApps)}</p> : null}
    </div>
  );
}

function Device(props: DevicesProps & { device: ShownDevice; id: string }): VNode {
  const { locale, device, id, forgetAction, csrfToken } = props;
  const t = text[locale];
  const { trustedUntil } = device;
  const facts = [
    [t.devices.firstSeen, dayInWords(device.firstSeenAt, locale)],
    [t.lastUse, momentInWords(device.lastSeenAt, locale)],
    [t.place, device.place],
    [
      t.devices.code,
      trustedUntil === null ? t.devices.always : t.devices.noCodeUntil(momentInWords(trustedUntil, locale)),
    ],
  ] as const;
  const browser = browserIn(locale, device.browser);
  return (
    <Item id={id} title={browser} badge={device.isThis ? t.devices.isThis : undefined} facts={facts}>
      <PostForm action={forgetAction} csrfToken={csrfToken} hidden={{ ref: device.ref }}>
        <Submit locale={locale} label={t.devices.forget(browser)} look="quiet" />
      </PostForm>
    </Item>
  );
}

interface ItemProps {
  readonly id: string;
  readonly title: string;
  readonly badge: string | undefined;
  /** a name and what it is; what is not known is left out */
  readonly facts: ReadonlyArray<readonly [string, string | null]>;
  readonly children: ComponentChildren;
}

function Item({ id, title, badge, facts, children }: ItemProps): VNode {
  return (
    <article class="identity" aria-labelledby={id}>
      <div>
        <h3 id={id}>{title}</h3>
        {badge === undefined ? null : (
          <p class="badge good">
            <Icon name="check" size={22} />
            <span>{badge}</span>
          </p>
        )}
      </div>
      <Facts facts={facts} />
      {children}
    </article>
  );
}

function browserIn(locale: Locale, browser: string | null): string {
  return browser === null || browser === OTHER_BROWSER ? text[locale].unknownBrowser : browser;
}
