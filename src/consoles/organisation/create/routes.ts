/** Creating a user (E1): described, read again, confirmed by a new code that names the person, then told. */
import { ORGANISATION_ACTIONS } from '../../../domain/sensitive_action/own_actions.js';
import type { CreateUserOrder } from '../../../services/organisation/administration.js';
import { languageOf, seeOther, show } from '../../relying_party/console.js';
import { JOURNEY_NEWS, leave } from '../../relying_party/journey.js';
import type { Routed } from '../../relying_party/router.js';
import { namedAction } from '../acts.js';
import {
  type AdministratorVisit,
  administratorHere,
  administratorPosting,
  frameOf,
  hereOf,
  memberHere,
} from '../arrival.js';
import { fullName, type OrganisationConsole, organisationAddress, rightName } from '../console.js';
import { organisationCourse } from '../course.js';
import type { KeptFields, KeptFor } from '../kept.js';
import { problemWords } from '../problem.js';
import { createdPage } from './created_view.js';
import { type FieldFault, readDraft, typedFields } from './draft.js';
import { createFormPage } from './form_view.js';
import { reviewPage } from './review_view.js';

/** Marks a kept login as ours, and not typed. */
const SUGGESTED = 'suggested';

function draftOf(console: OrganisationConsole, ctx: Routed, { by }: AdministratorVisit): KeptFor {
  const browser = console.requests.browserOf(ctx);
  return { browser, accountId: by.accountId, organisationId: by.organisationId, form: 'create' };
}

export async function showCreate(console: OrganisationConsole, ctx: Routed): Promise<void> {
  const visit = await administratorHere(console, ctx);
  if (!visit) return;
  const { draft, problem } = ctx.query;
  const kept = typeof draft === 'string' ? await console.kept.find(draftOf(console, ctx, visit), draft) : {};
  const { [SUGGESTED]: suggested, ...fields } = kept ?? {};
  // A suggestion is made again from the name, which may change.
  const typed = suggested === '1' ? { ...fields, login: '' } : fields;
  const faults: FieldFault[] = problem === 'login-taken' ? [{ field: 'login', fault: 'login-taken' }] : [];
  await showForm(console, ctx, visit, { typed, faults, isForgotten: kept === undefined, problem: String(problem) });
}

export async function submitCreate(console: OrganisationConsole, ctx: Routed): Promise<void> {
  const visit = await administratorPosting(console, ctx);
  if (!visit) return;
  const rights = console.rules.rights.map(({ id }) => id);
  const typed = typedFields(visit.form, rights);
  const read = readDraft(typed, console.clock.now(), console.site.realm.messageBudget);
  if (!read.ok) return showForm(console, ctx, visit, { typed, faults: read.faults });
  const { order } = read;
  const isSuggested = order.login === '';
  const login = isSuggested
    ? await console.administration.suggestLogin(visit.by, order.familyName, order.givenNames)
    : order.login;
  if (login === '') return showForm(console, ctx, visit, { typed, faults: [{ field: 'login', fault: 'login' }] });
  const fields: KeptFields = { ...typed, login, ...(isSuggested ? { [SUGGESTED]: '1' } : {}) };
  const draft = await console.kept.keep(draftOf(console, ctx, visit), fields);
  seeOther(ctx, organisationAddress(console, visit.by.organisationId, `users/new/${draft}`));
}

interface Draft {
  readonly order: CreateUserOrder;
  readonly isSuggested: boolean;
}

/** What the address names; whoever comes too late is sent back to the form. */
async function draftHere(
  console: OrganisationConsole,
  ctx: Routed,
  visit: AdministratorVisit,
): Promise<Draft | undefined> {
  const name = ctx.params['draft'] ?? '';
  const fields = await console.kept.find(draftOf(console, ctx, visit), name);
  const read = fields && readDraft(fields, console.clock.now(), console.site.realm.messageBudget);
  if (!fields || !read?.ok) {
    seeOther(
      ctx,
      `${organisationAddress(console, visit.by.organisationId, 'users/new')}?draft=${encodeURIComponent(name)}`,
    );
    return undefined;
  }
  return { order: read.order, isSuggested: fields[SUGGESTED] === '1' };
}

export async function showReview(console: OrganisationConsole, ctx: Routed): Promise<void> {
  const visit = await administratorHere(console, ctx);
  const draft = visit && (await draftHere(console, ctx, visit));
  if (!visit || !draft) return;
  const locale = languageOf(console, ctx);
  const name = ctx.params['draft'] ?? '';
  const at = (below: string) => organisationAddress(console, visit.by.organisationId, below);
  const content = reviewPage({
    frame: await frameOf(console, ctx, visit, 'users'),
    ...draft,
    rights: draft.order.rights.map((id) => rightName(console, id, locale)),
    news: JOURNEY_NEWS.find((each) => each === ctx.query['news']),
    action: at(`users/new/${name}`),
    correctHref: `${at('users/new')}?draft=${name}`,
  });
  show(console, ctx, content);
}

export async function submitReview(console: OrganisationConsole, ctx: Routed): Promise<void> {
  const visit = await administratorPosting(console, ctx);
  const draft = visit && (await draftHere(console, ctx, visit));
  if (!visit || !draft) return;
  const { by, account, session, membership } = visit;
  const action = namedAction(ORGANISATION_ACTIONS.createUser.type, {
    organisation: membership.organisation.name,
    person: fullName(draft.order),
  });
  // The order as it was read here goes along: a draft changed meanwhile in another tab is another one.
  await leave(console, organisationCourse(console), ctx, {
    wish: {
      kind: 'create',
      organisationId: by.organisationId,
      order: draft.order,
      draft: ctx.params['draft'] ?? '',
    },
    portal: session.portal,
    change: { accountId: account.id, actions: [action] },
  });
}

export async function showCreated(console: OrganisationConsole, ctx: Routed): Promise<void> {
  const visit = await memberHere(console, ctx);
  if (!visit) return;
  const { password, activation } = ctx.query;
  const { detail, by } = visit;
  const content = createdPage({
    frame: await frameOf(console, ctx, visit, 'users'),
    person: fullName(detail.member),
    login: detail.member.login,
    passwordBy: (['email', 'sms'] as const).find((each) => each === password) ?? 'letter',
    activation: activation === 'telephone' ? 'telephone' : 'screen',
    activationHref: detail.mayGiveActivationCode ? hereOf(console, visit, 'activation') : undefined,
    userHref: hereOf(console, visit),
    createHref: organisationAddress(console, by.organisationId, 'users/new'),
  });
  show(console, ctx, content);
}

async function showForm(
  console: OrganisationConsole,
  ctx: Routed,
  visit: AdministratorVisit,
  shown: {
    readonly typed: KeptFields;
    readonly faults: readonly FieldFault[];
    readonly isForgotten?: boolean;
    readonly problem?: string;
  },
): Promise<void> {
  const { typed, faults, isForgotten = false, problem = '' } = shown;
  const locale = languageOf(console, ctx);
  const at = (below: string) => organisationAddress(console, visit.by.organisationId, below);
  const content = createFormPage({
    frame: await frameOf(console, ctx, visit, 'users'),
    typed,
    faults,
    isForgotten,
    problem: faults.length > 0 ? undefined : problemWords(problem, locale, 0, console.clock.now()),
    rights: console.rules.rights.map(({ id, label }) => ({ id, label: label[locale] })),
    action: at('users/new'),
    backHref: at('users'),
  });
  show(console, ctx, content, { status: faults.length > 0 && ctx.method === 'POST' ? 422 : 200 });
}
