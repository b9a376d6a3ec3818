/** A person's contacts, masked, each with how it stands and what can be done (U1, E1). Pure: values in, a page out. */
import type { VNode } from 'preact';
import { momentInWords } from '../../../domain/day.js';
import type { Locale } from '../../../domain/realm.js';
import { breakable } from '../../../http/layout/breakable.js';
import { Icon, type IconName } from '../../../http/layout/icon.js';
import type { PageContent } from '../../../http/layout/page.js';
import { PostForm } from '../../../http/layout/post_form.js';
import { Submit } from '../../../http/layout/submit.js';
import type { ContactKind } from '../../../ports/account/account_store.js';
import { ConcernPage, type Said } from '../concern_page.js';
import { text } from './text.js';

export interface ShownContact {
  readonly id: string;
  readonly kind: ContactKind;
  readonly masked: string;
  readonly spoken: string;
  readonly state: 'verified' | 'unconfirmed' | 'pending' | 'frozen';
  /** it counts, and an administrator set it: the person may confirm that it is theirs */
  readonly isUnconfirmed?: boolean | undefined;
  /** of one that is pending; milliseconds since the epoch */
  readonly countsFrom?: number | undefined;
  /** false: the realm sends no code to this kind */
  readonly carriesCodes: boolean;
  /** of one that is barred for now (C4) */
  readonly barredUntil?: number | undefined;
  /** where it is removed or refused, and where one that is pending is confirmed */
  readonly removeHref: string;
  readonly acceptHref: string;
  /** where one that is unconfirmed is taken up again, or dropped: `csrf` */
  readonly finishAction: string;
  readonly dropAction: string;
  /** where one that is frozen is taken back: `csrf` */
  readonly takeBackAction: string;
}

export interface ContactsProps {
  readonly locale: Locale;
  readonly said?: Said | undefined;
  readonly contacts: readonly ShownContact[];
  /** what can be added here, and where */
  readonly additions: ReadonlyArray<{ readonly kind: ContactKind; readonly href: string }>;
  readonly csrfToken: string;
  readonly homeHref: string;
}

const ICONS: Readonly<Record<ContactKind, IconName>> = { email: 'email', mobile: 'sms', landline: 'voice' };

const STATE_ICONS: Readonly<Record<ShownContact['state'], IconName>> = {
  verified: 'check',
  unconfirmed: 'clock',
  pending: 'clock',
  frozen: 'warning',
};

export function contactsPage(props: ContactsProps): PageContent {
  return { title: text[props.locale].title, body: <ContactsView {...props} /> };
}

export function ContactsView({ locale, said, contacts, additions, csrfToken, homeHref }: ContactsProps): VNode {
  const t = text[locale];
  return (
    <ConcernPage locale={locale} title={t.title} said={said} homeHref={homeHref}>
      <p>{contacts.length === 0 ? t.none : t.what}</p>
      {contacts.map((contact) => (
        <ContactCard key={contact.id} locale={locale} contact={contact} csrfToken={csrfToken} />
      ))}
      <div class="stack">
        <h2>{t.addTitle}</h2>
        <ul class="concerns">
          {additions.map(({ kind, href }) => (
            <li key={kind}>
              <a href={href}>
                <b>{t.addLink[kind]}</b>
                <Icon name="chevron" />
              </a>
            </li>
          ))}
        </ul>
      </div>
    </ConcernPage>
  );
}

function ContactCard(props: { locale: Locale; contact: ShownContact; csrfToken: string }): VNode {
  const { locale, contact, csrfToken } = props;
  const { kind, state, countsFrom = 0, carriesCodes, barredUntil } = contact;
  const t = text[locale];
  return (
    <article class="identity" aria-labelledby={`contact-${contact.id}`}>
      <div>
        <p class="muted badge">
          <Icon name={ICONS[kind]} size={22} />
          <span>{t.kinds[kind]}</span>
        </p>
        <h2 id={`contact-${contact.id}`}>
          <span aria-hidden="true" class="masked">
            {breakable(contact.masked)}
          </span>
          <span class="unseen">{contact.spoken}</span>
        </h2>
        <p class={state === 'verified' ? 'badge good' : 'badge'}>
          <Icon name={STATE_ICONS[state]} size={22} />
          <span>{state === 'pending' ? t.states.pending(momentInWords(countsFrom, locale)) : t.states[state]}</span>
        </p>
        {contact.isUnconfirmed ? <p class="small">{t.states.set}</p> : null}
        {carriesCodes ? null : <p class="small">{t.states.noCode}</p>}
        {barredUntil === undefined ? null : <p class="small">{t.states.barred(momentInWords(barredUntil, locale))}</p>}
      </div>
      <Actions locale={locale} contact={contact} csrfToken={csrfToken} />
    </article>
  );
}

function Actions({ locale, contact, csrfToken }: { locale: Locale; contact: ShownContact; csrfToken: string }): VNode {
  const t = text[locale].actions;
  const { masked, state, removeHref, acceptHref, finishAction, dropAction, takeBackAction } = contact;
  if (state === 'unconfirmed') {
    return (
      <div class="buttons">
        <PostForm action={finishAction} csrfToken={csrfToken}>
          <Submit locale={locale} label={t.finish} look="quiet" />
        </PostForm>
        <PostForm action={dropAction} csrfToken={csrfToken}>
          <Submit locale={locale} label={t.drop} look="link" />
        </PostForm>
      </div>
    );
  }
  return (
    <div class="buttons">
      {state === 'pending' || contact.isUnconfirmed ? (
        <a class="quiet" href={acceptHref}>
          {t.accept}
        </a>
      ) : null}
      {state === 'frozen' ? (
        <PostForm action={takeBackAction} csrfToken={csrfToken}>
          <Submit locale={locale} label={t.takeBack} look="quiet" />
        </PostForm>
      ) : null}
      <a class="link" href={removeHref}>
        {state === 'pending' ? t.refuse : t.remove}
        <span class="unseen">{` ${masked}`}</span>
      </a>
    </div>
  );
}
