/** The list of users: search, filters, ticks to renew, pages, export (E1, E3). Pure: values in, a page out. */
import type { VNode } from 'preact';
import { dayInWords } from '../../../domain/day.js';
import { MEMBER_ROLES, MEMBER_STATUSES } from '../../../domain/organisation/membership.js';
import type { Locale } from '../../../domain/realm.js';
import { Disclosure } from '../../../http/layout/disclosure.js';
import { Field } from '../../../http/layout/field.js';
import { Notice } from '../../../http/layout/notice.js';
import type { PageContent } from '../../../http/layout/page.js';
import { PostForm } from '../../../http/layout/post_form.js';
import { Submit } from '../../../http/layout/submit.js';
import type { ListedMember } from '../../../ports/organisation/organisation_store.js';
import { fullName } from '../console.js';
import { type FrameProps, framed } from '../frame.js';
import { Pages } from '../pages.js';
import { Select } from '../select.js';
import { text as shared } from '../text.js';
import { type ListFilters, ORDERS } from './query.js';
import { text } from './text.js';

export interface ListRow {
  readonly member: Pick<
    ListedMember,
    'familyName' | 'givenNames' | 'login' | 'role' | 'rights' | 'status' | 'expiresAt' | 'isDue'
  >;
  readonly href: string;
  /** name of its tick; undefined: cannot be renewed by whoever looks */
  readonly tick: string | undefined;
  readonly isOneself: boolean;
}

export interface UsersProps {
  readonly frame: FrameProps;
  readonly rows: readonly ListRow[];
  readonly total: number;
  readonly page: number;
  readonly pages: number;
  readonly pageHref: (page: number) => string;
  readonly filters: ListFilters;
  /** as typed */
  readonly words: string;
  readonly isFiltered: boolean;
  readonly news: { readonly kind: 'success' | 'warning'; readonly message: string } | undefined;
  readonly searchAction: string;
  readonly renewAction: string;
  /** what the form of renewals carries, to come back to the same list */
  readonly here: Readonly<Record<string, string>>;
  readonly allHref: string;
  readonly createHref: string;
  readonly addHref: string;
  readonly exportHref: string;
}

export function usersPage(props: UsersProps): PageContent {
  const { title } = text[props.frame.locale];
  return framed(props.frame, { title, isBroad: true, body: <UsersView {...props} /> });
}

export function UsersView(props: UsersProps): VNode {
  const { frame, rows, total, page, pages, pageHref, isFiltered, news, allHref, createHref, addHref } = props;
  const { locale } = frame;
  const t = text[locale];
  return (
    <>
      <div class="head">
        <h1>{t.title}</h1>
        <p role="status">
          {isFiltered ? t.found(total) : t.count(total)}
          {isFiltered ? (
            <>
              {' · '}
              <a href={allHref}>{t.search.all}</a>
            </>
          ) : null}
        </p>
      </div>
      {news === undefined ? null : <Notice {...news} />}
      <div class="buttons">
        <a class="button" href={createHref}>
          {t.create}
        </a>
        <a class="link" href={addHref}>
          {t.add}
        </a>
      </div>
      <Search {...props} />
      {rows.length === 0 ? (
        <p class="notice">{isFiltered ? t.nobody.found : t.nobody.yet}</p>
      ) : (
        <PostForm action={props.renewAction} csrfToken={frame.csrfToken} hidden={props.here}>
          <Table locale={locale} rows={rows} />
          <div class="buttons">
            <Submit locale={locale} label={t.renew} look="quiet" />
            <p class="hint">{t.renewWhat}</p>
          </div>
        </PostForm>
      )}
      <Pages locale={locale} where={{ page, pages }} href={pageHref} />
      {rows.length === 0 ? null : (
        <div>
          <a class="link" href={props.exportHref} download>
            {t.export}
          </a>
          <p class="hint">{t.exportWhat}</p>
        </div>
      )}
    </>
  );
}

function Search({ frame, filters, words, isFiltered, searchAction }: UsersProps): VNode {
  const { locale } = frame;
  const t = text[locale].search;
  const { statuses, roles } = shared[locale];
  const { status, role, isDue, order } = filters;
  const isNarrowed = status !== '' || role !== '' || isDue || order !== 'name';
  return (
    <search class="search">
      <PostForm action={searchAction} csrfToken={frame.csrfToken}>
        <Field
          locale={locale}
          id="words"
          label={t.words}
          hint={isFiltered ? undefined : t.hint}
          input={{ type: 'search', value: words, maxlength: 100, spellcheck: false }}
          beside={<Submit locale={locale} label={t.submit} look="quiet" />}
        />
        <Disclosure question={t.filters} isOpen={isNarrowed}>
          <div class="filters">
            <Select
              id="status"
              label={t.status}
              value={status}
              options={[['', t.anyStatus], ...MEMBER_STATUSES.map((each) => [each, statuses[each]] as const)]}
            />
            <Select
              id="role"
              label={t.role}
              value={role}
              options={[['', t.anyRole], ...MEMBER_ROLES.map((each) => [each, roles[each]] as const)]}
            />
            <Select
              id="sort"
              label={t.sort}
              value={order}
              options={ORDERS.map((each) => [each, t.orders[each]] as const)}
            />
            <label class="tick" for="due">
              <input type="checkbox" id="due" name="due" value="1" checked={isDue} />
              <span>{t.due}</span>
            </label>
          </div>
        </Disclosure>
      </PostForm>
    </search>
  );
}

function Table({ locale, rows }: { locale: Locale; rows: readonly ListRow[] }): VNode {
  const t = text[locale].table;
  return (
    <table class="rows">
      <caption class="unseen">{t.caption}</caption>
      <thead>
        <tr>
          <th scope="col">
            <span class="unseen">{t.tick}</span>
          </th>
          <th scope="col">{t.person}</th>
          <th scope="col">{t.state}</th>
          <th scope="col">{t.rights}</th>
          <th scope="col">{t.until}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Row key={row.href} locale={locale} row={row} />
        ))}
      </tbody>
    </table>
  );
}

function Row({ locale, row }: { locale: Locale; row: ListRow }): VNode {
  const t = text[locale].table;
  const { statuses, roles, due } = shared[locale];
  const { member, href, tick, isOneself } = row;
  const name = fullName(member);
  const day = dayInWords(member.expiresAt, locale, 'short');
  return (
    <tr>
      <td class="ticks">
        {tick === undefined ? null : (
          <label for={tick}>
            <input type="checkbox" id={tick} name={tick} value="1" />
            <span class="unseen">{t.tickOf(name)}</span>
          </label>
        )}
      </td>
      <th scope="row">
        <a href={href}>
          {member.familyName} {member.givenNames[0] ?? ''}
        </a>
        {isOneself ? ` (${t.you})` : null}
        <br />
        <span class="muted small">{member.login}</span>
      </th>
      <td>
        {member.role === 'administrator' ? <b>{roles.administrator} · </b> : null}
        {statuses[member.status]}
      </td>
      <td>{member.rights.length === 0 ? t.noRight : t.rightCount(member.rights.length)}</td>
      <td>
        {member.status === 'expired' ? (
          t.ended(day)
        ) : (
          <>
            <span class="narrow muted">{t.until} </span>
            {day}
          </>
        )}
        {member.isDue && tick !== undefined ? <b> · {due}</b> : null}
      </td>
    </tr>
  );
}
