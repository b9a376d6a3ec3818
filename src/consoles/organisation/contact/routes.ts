/** Setting a contact of somebody (E1): typed, then confirmed by a new code that names the person and the masked contact. */
import { maskContact } from '../../../domain/contact/mask.js';
import { ORGANISATION_ACTIONS } from '../../../domain/sensitive_action/own_actions.js';
import { readOwnForm, seeOther, show } from '../../relying_party/console.js';
import { JOURNEY_NEWS, leave } from '../../relying_party/journey.js';
import type { Routed } from '../../relying_party/router.js';
import { namedAction } from '../acts.js';
import { frameOf, hereOf, type MemberVisit, memberHere } from '../arrival.js';
import { fullName, type OrganisationConsole } from '../console.js';
import { organisationCourse } from '../course.js';
import { readContact } from './read.js';
import type { ContactError } from './text.js';
import { contactPage } from './view.js';

export async function showContact(console: OrganisationConsole, ctx: Routed): Promise<void> {
  const visit = await memberHere(console, ctx);
  if (!visit) return;
  const problem = problemOf(visit);
  if (problem) return seeOther(ctx, `${hereOf(console, visit)}?problem=${problem}`);
  await showForm(console, ctx, visit, { email: '', telephone: '' });
}

export async function submitContact(console: OrganisationConsole, ctx: Routed): Promise<void> {
  const visit = await memberHere(console, ctx);
  if (!visit) return;
  const form = await readOwnForm(console, ctx, visit);
  const { detail, by, membership, account, session } = visit;
  const problem = problemOf(visit);
  if (problem) return seeOther(ctx, `${hereOf(console, visit)}?problem=${problem}`);
  const typed = { email: form.get('email') ?? '', telephone: form.get('telephone') ?? '' };
  const read = readContact(typed.email, typed.telephone, console.site.realm.messageBudget);
  if (!read.ok) return showForm(console, ctx, visit, typed, read.fault);
  const contact = read.value;
  const action = namedAction(ORGANISATION_ACTIONS.changeContacts.type, {
    organisation: membership.organisation.name,
    person: fullName(detail.member),
    contact: maskContact(contact.kind === 'email' ? 'email' : 'sms', contact.value),
  });
  await leave(console, organisationCourse(console), ctx, {
    wish: { kind: 'contact', organisationId: by.organisationId, member: detail.member.accountId, contact },
    portal: session.portal,
    change: { accountId: account.id, actions: [action] },
  });
}

function problemOf({ detail }: MemberVisit): 'oneself' | 'elsewhere' | undefined {
  if (detail.isOneself) return 'oneself';
  return detail.isElsewhere ? 'elsewhere' : undefined;
}

async function showForm(
  console: OrganisationConsole,
  ctx: Routed,
  visit: MemberVisit,
  typed: { readonly email: string; readonly telephone: string },
  error?: ContactError,
): Promise<void> {
  const content = contactPage({
    frame: await frameOf(console, ctx, visit, 'users'),
    person: fullName(visit.detail.member),
    ...typed,
    error,
    news: JOURNEY_NEWS.find((each) => each === ctx.query['news']),
    action: hereOf(console, visit, 'contact'),
    backHref: hereOf(console, visit),
  });
  show(console, ctx, content, { status: error === undefined ? 200 : 422 });
}
