/** One user of the organisation: rights, contacts, access, and what can be done (E1 to E3). Pure: values in, a page out. */
import type { VNode } from 'preact';
import { dayInWords, momentInWords } from '../../../domain/day.js';
import type { Locale } from '../../../domain/realm.js';
import { breakable } from '../../../http/layout/breakable.js';
import { Facts } from '../../../http/layout/facts.js';
import { Icon } from '../../../http/layout/icon.js';
import { Notice } from '../../../http/layout/notice.js';
import type { PageContent } from '../../../http/layout/page.js';
import { type Way, Ways } from '../../../http/layout/ways.js';
import type { MemberContact } from '../../../ports/organisation/organisation_store.js';
import type { MemberDetail } from '../../../services/organisation/administration.js';
import type { ActName } from '../acts.js';
import { fullName } from '../console.js';
import { type FrameProps, framed } from '../frame.js';
import { text as shared } from '../text.js';
import { text as acts } from './act_text.js';
import { text, type UserText } from './text.js';

export interface UserProps {
  readonly frame: FrameProps;
  readonly detail: MemberDetail;
  /** the whole catalogue, and what the member has besides */
  readonly rights: ReadonlyArray<{ readonly id: string; readonly label: string; readonly isGranted: boolean }>;
  readonly news: { readonly kind: 'success' | 'warning'; readonly message: string } | undefined;
  /** where an act is asked for; undefined: it has no meaning for this person now */
  readonly actHref: (act: ActName, what?: string) => string | undefined;
  readonly addContactHref: string;
  readonly activationHref: string | undefined;
}

export function userPage(props: UserProps): PageContent {
  return framed(props.frame, { title: fullName(props.detail.member), body: <UserView {...props} /> });
}

export function UserView(props: UserProps): VNode {
  const { frame, detail, news } = props;
  const { locale } = frame;
  const { member, isOneself, lock } = detail;
  const t = text[locale];
  const unlockHref = props.actHref('unlock');
  return (
    <>
      <div class="head">
        <h1>{fullName(member)}</h1>
        <p class="muted">
          {[member.login, shared[locale].roles[member.role]].filter((part) => part !== null).join(' · ')}
        </p>
      </div>
      {news === undefined ? null : <Notice {...news} />}
      {isOneself ? (
        <div class="notice">
          <p>{t.oneself.what}</p>
          <p>{t.oneself.account}</p>
        </div>
      ) : null}
      {lock === 'open' ? null : (
        <div class="notice warning">
          <p class="badge">
            <Icon name="lock" />
            <span>{t.lock[lock]}</span>
          </p>
          {unlockHref === undefined ? null : (
            <p class="spaced">
              <a class="button" href={unlockHref}>
                {t.lock.unlock}
              </a>
            </p>
          )}
        </div>
      )}
      <Access locale={locale} detail={detail} />
      <Rights {...props} />
      <Contacts {...props} />
      {isOneself ? null : <Offers {...props} />}
    </>
  );
}

function Access({ locale, detail }: { locale: Locale; detail: MemberDetail }): VNode {
  const t = text[locale].facts;
  const { member, createdBy } = detail;
  const { statuses, due } = shared[locale];
  const day = (moment: number) => dayInWords(moment, locale);
  const facts = [
    [t.access, `${statuses[member.status]}${member.isDue ? ` · ${due}` : ''}`],
    [t.until, day(member.expiresAt)],
    [t.renewed, day(member.reviewedAt)],
    [t.created, t.createdBy(day(member.createdAt), createdBy?.name ?? t.office)],
  ] as const;
  return (
    <section class="stack" aria-labelledby="access">
      <h2 id="access">{t.title}</h2>
      <Facts facts={facts} look="pairs" />
    </section>
  );
}

function Rights({ frame, rights, actHref }: UserProps): VNode {
  const t = text[frame.locale].rights;
  return (
    <section class="stack" aria-labelledby="rights">
      <h2 id="rights">{t.title}</h2>
      <ul class="lines">
        {rights.map(({ id, label, isGranted }) => {
          const href = actHref(isGranted ? 'revoke' : 'grant', id);
          return (
            <li key={id}>
              <div>
                {label}
                <br />
                {isGranted ? (
                  <span class="badge good small">
                    <Icon name="check" size={20} />
                    <span>{t.has}</span>
                  </span>
                ) : (
                  <span class="muted small">{t.hasNot}</span>
                )}
              </div>
              {href === undefined ? null : (
                <ShortLink
                  href={href}
                  short={isGranted ? 'revoke' : 'grant'}
                  whole={t[isGranted ? 'revoke' : 'grant'](label)}
                  locale={frame.locale}
                />
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function Contacts({ frame, detail, actHref, addContactHref }: UserProps): VNode {
  const { locale } = frame;
  const t = text[locale].contacts;
  return (
    <section class="stack" aria-labelledby="contacts">
      <h2 id="contacts">{t.title}</h2>
      {detail.contacts.length === 0 ? <p>{t.none}</p> : null}
      <ul class="lines">
        {detail.contacts.map((contact) => {
          const href = actHref('remove-contact', contact.id);
          return (
            <li key={contact.id}>
              <div>
                {t.kinds[contact.kind]}
                <br />
                <span class="masked">{breakable(contact.masked)}</span>
                <br />
                <span class="muted small">{stateOf(contact, t, locale)}</span>
              </div>
              {href === undefined ? null : (
                <ShortLink href={href} short="remove" whole={t.remove(contact.masked)} locale={locale} />
              )}
            </li>
          );
        })}
      </ul>
      {detail.isOneself ? null : (
        <a class="link" href={addContactHref}>
          {t.add}
        </a>
      )}
    </section>
  );
}

function stateOf({ state, pendingUntil }: MemberContact, t: UserText['contacts'], locale: Locale): string {
  return state === 'pending' && pendingUntil !== null
    ? t.states.pending(momentInWords(pendingUntil, locale))
    : t.states[state === 'pending' ? 'unconfirmed' : state];
}

/** One word for the eye, the whole sentence for who hears links one by one. */
function ShortLink(props: {
  href: string;
  short: 'grant' | 'revoke' | 'remove';
  whole: string;
  locale: Locale;
}): VNode {
  return (
    <a class="link" href={props.href} aria-label={props.whole}>
      {text[props.locale].short[props.short]}
    </a>
  );
}

const GROUPS = {
  access: ['renew', 'suspend', 'reactivate'],
  role: ['name-administrator', 'unname-administrator'],
  leave: ['remove'],
} as const;

function Offers({ frame, detail, actHref, activationHref }: UserProps): VNode {
  const t = text[frame.locale];
  const group = (name: keyof typeof GROUPS) =>
    GROUPS[name].map((act) => ({ label: t.offers[act], href: actHref(act) }));
  const passwordOffers = [
    ...detail.passwordWays.map((way) => ({
      label: `${t.offers['send-password']} ${acts[frame.locale].ways[way]}`,
      href: actHref('send-password', way),
    })),
    { label: t.activation.offer, href: activationHref },
    { label: t.offers['sign-out-everywhere'], href: actHref('sign-out-everywhere') },
  ];
  return (
    <>
      <Offered id="more-access" title={t.more.access} offers={group('access')} />
      <Offered
        id="more-password"
        title={t.more.password}
        offers={passwordOffers}
        note={detail.passwordWays.length === 0 ? t.noWay : undefined}
      />
      <Offered id="more-role" title={t.more.role} offers={[...group('role'), ...group('leave')]} />
    </>
  );
}

function Offered(props: {
  id: string;
  title: string;
  offers: readonly Way[];
  note?: string | undefined;
}): VNode | null {
  if (props.offers.every(({ href }) => href === undefined) && props.note === undefined) return null;
  return (
    <section class="stack" aria-labelledby={props.id}>
      <h2 id={props.id}>{props.title}</h2>
      {props.note === undefined ? null : <p class="muted">{props.note}</p>}
      <Ways ways={props.offers} className="offers" />
    </section>
  );
}
