/**
 * Who is at a page, and for which organisation (E1): nobody goes further who is not its administrator at this moment. What
 * is done is judged once more where it is done, in the transaction.
 */
import { ACCOUNT_CLIENT } from '../../domain/client/own_client.js';
import type { Form } from '../../http/form_body.js';
import type { OwnMembership } from '../../ports/organisation/organisation_store.js';
import type { ActingAdministrator, MemberDetail } from '../../services/organisation/administration.js';
import {
  addressOf,
  csrfTokenFor,
  languageOf,
  readOwnForm,
  show,
  shownPortal,
  type Visit,
  visitOf,
} from '../relying_party/console.js';
import { leave } from '../relying_party/journey.js';
import type { Routed } from '../relying_party/router.js';
import { memberAddress, type OrganisationConsole, organisationAddress } from './console.js';
import { organisationCourse } from './course.js';
import type { FrameProps, Section } from './frame.js';
import { type NothingHere, nothingHerePage } from './nothing_here.js';

export interface AdministratorVisit extends Visit {
  readonly membership: OwnMembership;
  readonly administered: readonly OwnMembership[];
  readonly by: ActingAdministrator;
}

export interface MemberVisit extends AdministratorVisit {
  readonly detail: MemberDetail;
}

/** Sends whoever is not signed in to the provider, to come back to this page, or to `page`. */
export function leaveToRead(console: OrganisationConsole, ctx: Routed, page?: string, portal?: string): Promise<void> {
  const { pathname, search } = new URL(ctx.originalUrl, console.site.issuer);
  const here = page ?? (ctx.method === 'GET' ? `${pathname}${search}` : pathname);
  return leave(console, organisationCourse(console), ctx, { wish: { kind: 'page', page: here }, portal });
}

/** The administrator of the organisation of the address; anybody else is sent on or told so, and undefined returned. */
export async function administratorHere(
  console: OrganisationConsole,
  ctx: Routed,
  page?: string,
): Promise<AdministratorVisit | undefined> {
  const visit = await visitOf(console, ctx);
  if (!visit) {
    await leaveToRead(console, ctx, page);
    return undefined;
  }
  const { realm } = console.site;
  const administered = await console.administration.administered(realm, visit.account.id);
  const membership = administered.find(({ organisation }) => organisation.id === ctx.params['organisation']);
  if (!membership) {
    await showNothingHere(console, ctx, visit, administered.length > 0 ? 'not-yours' : 'no-organisation');
    return undefined;
  }
  const by = { realm, accountId: visit.account.id, organisationId: membership.organisation.id };
  return { ...visit, membership, administered, by };
}

/**
 * The same for a posted form, which is ours.
 *
 * @param page where to come back to after a new sign-in, where it is not the form's own address
 * @throws BadRequest
 */
export async function administratorPosting(
  console: OrganisationConsole,
  ctx: Routed,
  page?: string,
): Promise<(AdministratorVisit & { readonly form: Form }) | undefined> {
  const visit = await administratorHere(console, ctx, page);
  return visit && { ...visit, form: await readOwnForm(console, ctx, visit) };
}

/** The administrator and the member of the address. */
export async function memberHere(
  console: OrganisationConsole,
  ctx: Routed,
  page?: string,
): Promise<MemberVisit | undefined> {
  const visit = await administratorHere(console, ctx, page);
  if (!visit) return undefined;
  const { by } = visit;
  for (const accountId of console.references.read(by.organisationId, ctx.params['member'] ?? '')) {
    const answer = await console.administration.member(by, accountId);
    if (answer.ok) return { ...visit, detail: answer.detail };
  }
  await showNothingHere(
    console,
    ctx,
    visit,
    'unknown-member',
    organisationAddress(console, by.organisationId, 'users'),
  );
  return undefined;
}

const STATUS: Readonly<Record<NothingHere, number>> = {
  'no-organisation': 403,
  'not-yours': 403,
  'unknown-member': 404,
};

export async function showNothingHere(
  console: OrganisationConsole,
  ctx: Routed,
  visit: Visit,
  why: NothingHere,
  wayOnHref = why === 'no-organisation' ? `${console.site.prefix}/${ACCOUNT_CLIENT.section}` : addressOf(console),
): Promise<void> {
  const content = nothingHerePage({
    locale: languageOf(console, ctx),
    why,
    help: console.site.realm.help,
    wayOnHref,
    signOutAction: addressOf(console, 'sign-out'),
    csrfToken: csrfTokenFor(console, ctx, visit),
    portal: await shownPortal(console, visit.session.portal),
  });
  show(console, ctx, content, { status: STATUS[why] });
}

/** What stands around every page of an organisation. */
export async function frameOf(
  console: OrganisationConsole,
  ctx: Routed,
  visit: AdministratorVisit,
  section: Section | undefined,
): Promise<FrameProps> {
  const { organisation } = visit.membership;
  const at = (below?: string) => organisationAddress(console, organisation.id, below);
  return {
    locale: languageOf(console, ctx),
    organisation,
    section,
    hrefs: { home: at(), users: at('users'), journal: at('journal'), help: at('help') },
    chooseHref: visit.administered.length > 1 ? `${addressOf(console)}?choose=1` : undefined,
    signOutAction: addressOf(console, 'sign-out'),
    csrfToken: csrfTokenFor(console, ctx, visit),
    portal: await shownPortal(console, visit.session.portal),
  };
}

/** Address of the visited member's page, or of something below it. */
export function hereOf(console: OrganisationConsole, { by, detail }: MemberVisit, below?: string): string {
  return memberAddress(console, by.organisationId, detail.member.accountId, below);
}
