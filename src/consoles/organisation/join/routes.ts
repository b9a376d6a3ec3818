/** Adding somebody who has an account already, by a new code that names them as they were typed (E1). */
import { parseLogin } from '../../../domain/identifier/login.js';
import { ORGANISATION_ACTIONS } from '../../../domain/sensitive_action/own_actions.js';
import { languageOf, show } from '../../relying_party/console.js';
import { JOURNEY_NEWS, leave } from '../../relying_party/journey.js';
import type { Routed } from '../../relying_party/router.js';
import { namedAction } from '../acts.js';
import { type AdministratorVisit, administratorHere, administratorPosting, frameOf } from '../arrival.js';
import { type OrganisationConsole, organisationAddress } from '../console.js';
import { organisationCourse } from '../course.js';
import { problemWords } from '../problem.js';
import { text as shared } from '../text.js';
import { joinPage } from './view.js';

const LONGEST_NAME_CHARACTERS = 80;

export async function showJoin(console: OrganisationConsole, ctx: Routed): Promise<void> {
  const visit = await administratorHere(console, ctx);
  if (!visit) return;
  const locale = languageOf(console, ctx);
  const { problem, until, news } = ctx.query;
  const told = JOURNEY_NEWS.find((each) => each === news);
  const words = told && shared[locale].news[told];
  await showForm(console, ctx, visit, {
    problem: words ?? problemWords(String(problem), locale, Number(until) * 1000, console.clock.now()),
  });
}

export async function submitJoin(console: OrganisationConsole, ctx: Routed): Promise<void> {
  const visit = await administratorPosting(console, ctx);
  if (!visit) return;
  const { by, form, account, session, membership } = visit;
  const typed = { familyName: form.get('family_name') ?? '', login: form.get('login') ?? '' };
  const familyName = typed.familyName.normalize('NFC').trim();
  const read = parseLogin(typed.login);
  if (familyName === '' || familyName.length > LONGEST_NAME_CHARACTERS || !read.ok) {
    return showForm(console, ctx, visit, { ...typed, isMissing: true });
  }
  const action = namedAction(ORGANISATION_ACTIONS.createUser.type, {
    organisation: membership.organisation.name,
    person: `${familyName} (${read.login})`,
  });
  await leave(console, organisationCourse(console), ctx, {
    wish: { kind: 'join', organisationId: by.organisationId, order: { login: read.login, familyName, rights: [] } },
    portal: session.portal,
    change: { accountId: account.id, actions: [action] },
  });
}

async function showForm(
  console: OrganisationConsole,
  ctx: Routed,
  visit: AdministratorVisit,
  shown: {
    readonly familyName?: string;
    readonly login?: string;
    readonly isMissing?: boolean;
    readonly problem?: string | undefined;
  },
): Promise<void> {
  const { familyName = '', login = '', isMissing = false, problem } = shown;
  const at = (below: string) => organisationAddress(console, visit.by.organisationId, below);
  const content = joinPage({
    frame: await frameOf(console, ctx, visit, 'users'),
    familyName,
    login,
    isMissing,
    problem,
    action: at('users/add'),
    backHref: at('users'),
  });
  show(console, ctx, content, { status: isMissing ? 422 : 200 });
}
