/** The list of users, its search, its renewals and its export (E1, E3). */
import { Readable } from 'node:stream';
import { addressOf, languageOf, seeOther, show } from '../../relying_party/console.js';
import type { Routed } from '../../relying_party/router.js';
import { type AdministratorVisit, administratorHere, administratorPosting, frameOf } from '../arrival.js';
import { type OrganisationConsole, organisationAddress, rightName } from '../console.js';
import type { KeptFor } from '../kept.js';
import { problemWords } from '../problem.js';
import { usersAsCsv } from './csv.js';
import { isFiltered, type ListAsked, PAGE_SIZE, parametersOf, queryOf, readAsked, readFilters } from './query.js';
import { text } from './text.js';
import { usersPage } from './view.js';

/** Before a member's reference, in the name of a tick. */
const TICK = 'r.';

function parameter(ctx: Routed): (name: string) => string {
  return (name) => {
    const value = ctx.query[name];
    return typeof value === 'string' ? value : '';
  };
}

function searchOf(console: OrganisationConsole, ctx: Routed, { by }: AdministratorVisit): KeptFor {
  const browser = console.requests.browserOf(ctx);
  return { browser, accountId: by.accountId, organisationId: by.organisationId, form: 'search' };
}

/** The words of the search that the address names; undefined where they were forgotten. */
async function wordsOf(
  console: OrganisationConsole,
  ctx: Routed,
  visit: AdministratorVisit,
  { search }: ListAsked,
): Promise<string | undefined> {
  if (search === '') return '';
  return (await console.kept.find(searchOf(console, ctx, visit), search))?.['words'];
}

export async function showUsers(console: OrganisationConsole, ctx: Routed): Promise<void> {
  const visit = await administratorHere(console, ctx);
  if (!visit) return;
  const { by } = visit;
  const asked = readAsked(parameter(ctx));
  const words = await wordsOf(console, ctx, visit, asked);
  const kept: ListAsked = words === undefined ? { ...asked, search: '' } : asked;
  const answer = await console.administration.list(by, queryOf(asked, words ?? ''), asked.page, PAGE_SIZE);
  if (!answer.ok) return seeOther(ctx, addressOf(console));
  const { members, total, page, pages } = answer.found;
  const at = (below: string) => organisationAddress(console, by.organisationId, below);
  const content = usersPage({
    frame: await frameOf(console, ctx, visit, 'users'),
    rows: members.map((member) => {
      const reference = console.references.of(by.organisationId, member.accountId);
      const isOneself = member.accountId === by.accountId;
      const isRenewable = !isOneself && member.status !== 'removed' && member.status !== 'suspended';
      return {
        member,
        // Beside this page's own address: a whole one would weigh as much as the name.
        href: `users/${reference}`,
        tick: isRenewable ? `${TICK}${reference}` : undefined,
        isOneself,
      };
    }),
    total,
    page,
    pages,
    pageHref: (each) => at(`users${parametersOf({ ...kept, page: each })}`),
    filters: asked,
    words: words ?? '',
    isFiltered: isFiltered(asked, words ?? ''),
    news: newsOf(console, ctx, words === undefined),
    searchAction: at('users/search'),
    renewAction: at('users/renew'),
    here: { back: parametersOf({ ...kept, page }) },
    allHref: at('users'),
    createHref: at('users/new'),
    addHref: at('users/add'),
    exportHref: at(`users.csv${parametersOf({ ...kept, page: 1 })}`),
  });
  show(console, ctx, content);
}

function newsOf(console: OrganisationConsole, ctx: Routed, isForgotten: boolean) {
  const locale = languageOf(console, ctx);
  const t = text[locale];
  const read = parameter(ctx);
  const [done, problem] = [read('done'), read('problem')];
  const renewed = Number.parseInt(read('renewed'), 10);
  if (done === 'remove') return { kind: 'success', message: t.news.removed } as const;
  if (renewed > 0) return { kind: 'success', message: t.news.renewed(renewed) } as const;
  if (renewed === 0) return { kind: 'warning', message: t.news.noneTicked } as const;
  const message = problemWords(problem, locale, Number(read('until')) * 1000, console.clock.now());
  if (message !== undefined) return { kind: 'warning', message } as const;
  if (isForgotten) return { kind: 'warning', message: t.search.forgotten } as const;
  return undefined;
}

/** What is looked for waits on the server: a name in an address would stay in histories and logs. */
export async function submitSearch(console: OrganisationConsole, ctx: Routed): Promise<void> {
  const users = organisationAddress(console, ctx.params['organisation'] ?? '', 'users');
  const visit = await administratorPosting(console, ctx, users);
  if (!visit) return;
  const field = (name: string) => visit.form.get(name) ?? '';
  const words = field('words').trim();
  const search = words === '' ? '' : await console.kept.keep(searchOf(console, ctx, visit), { words });
  seeOther(ctx, `${users}${parametersOf({ ...readFilters(field), search, page: 1 })}`);
}

export async function submitRenewals(console: OrganisationConsole, ctx: Routed): Promise<void> {
  const users = organisationAddress(console, ctx.params['organisation'] ?? '', 'users');
  const visit = await administratorPosting(console, ctx, users);
  if (!visit) return;
  const { by, form } = visit;
  const ticked = [...form.keys()].filter((name) => name.startsWith(TICK)).map((name) => name.slice(TICK.length));
  const accountIds = ticked.flatMap((reference) => console.references.read(by.organisationId, reference));
  const answer = await console.administration.renew(by, accountIds);
  const asked = new URLSearchParams(form.get('back') ?? '');
  const parameters = parametersOf(readAsked((name) => asked.get(name) ?? ''));
  const count = answer.ok ? answer.renewed.length : 0;
  seeOther(ctx, `${users}${parameters}${parameters === '' ? '?' : '&'}renewed=${count}`);
}

export async function exportUsers(console: OrganisationConsole, ctx: Routed): Promise<void> {
  const visit = await administratorHere(console, ctx);
  if (!visit) return;
  const asked = readAsked(parameter(ctx));
  const words = await wordsOf(console, ctx, visit, asked);
  // A search that was forgotten is no order to hand out everybody.
  if (words === undefined) return seeOther(ctx, organisationAddress(console, visit.by.organisationId, 'users'));
  const answer = await console.administration.export(visit.by, queryOf(asked, words));
  if (!answer.ok) return seeOther(ctx, addressOf(console));
  const locale = languageOf(console, ctx);
  const [day = ''] = new Date(console.clock.now()).toISOString().split('T');
  ctx.status = 200;
  ctx.type = 'text/csv; charset=utf-8; header=present';
  ctx.set(
    'Content-Disposition',
    `attachment; filename="${text[locale].csv.file}-${visit.membership.organisation.siret}-${day}.csv"`,
  );
  ctx.body = Readable.from(usersAsCsv(answer.members, locale, (id) => rightName(console, id, locale)));
}
