/** One user's page, and the acts on them: asked for on a page, done by a press, or by a new code that names them (E1). */
import type { Locale } from '../../../domain/realm.js';
import { languageOf, readOwnForm, seeOther, show } from '../../relying_party/console.js';
import { JOURNEY_NEWS, leave } from '../../relying_party/journey.js';
import type { Routed } from '../../relying_party/router.js';
import { ACT_NAMES, actionOf, actOf, type MemberAct, PASSWORD_WAYS } from '../acts.js';
import { frameOf, hereOf, type MemberVisit, memberHere } from '../arrival.js';
import { fullName, type OrganisationConsole, rightName } from '../console.js';
import { afterAct, organisationCourse } from '../course.js';
import { problemWords } from '../problem.js';
import { text as shared } from '../text.js';
import { text as acts } from './act_text.js';
import { actPage } from './act_view.js';
import { text } from './text.js';
import { userPage } from './view.js';

export async function showUser(console: OrganisationConsole, ctx: Routed): Promise<void> {
  const visit = await memberHere(console, ctx);
  if (!visit) return;
  const { detail } = visit;
  const locale = languageOf(console, ctx);
  const granted = detail.member.rights.filter((id) => !console.rules.rights.some((right) => right.id === id));
  const content = userPage({
    frame: await frameOf(console, ctx, visit, 'users'),
    detail,
    rights: [...console.rules.rights.map(({ id }) => id), ...granted].map((id) => ({
      id,
      label: rightName(console, id, locale),
      isGranted: detail.member.rights.includes(id),
    })),
    news: newsOf(console, ctx, locale),
    actHref: (name, what = '') => {
      const act = actOf(name);
      if (!act || detail.isOneself || !act.applies(detail, what)) return undefined;
      return hereOf(console, visit, what === '' ? name : `${name}/${encodeURIComponent(what)}`);
    },
    addContactHref: hereOf(console, visit, 'contact'),
    activationHref:
      detail.mayGiveActivationCode && !detail.isOneself ? hereOf(console, visit, 'activation') : undefined,
  });
  show(console, ctx, content);
}

function newsOf(console: OrganisationConsole, ctx: Routed, locale: Locale) {
  const { done, problem, until, way, news } = ctx.query;
  const t = text[locale];
  const act = ACT_NAMES.find((each) => each === done);
  const sentBy = PASSWORD_WAYS.find((each) => each === way);
  if (act === 'send-password' && sentBy) return { kind: 'success', message: acts[locale].sentBy[sentBy] } as const;
  if (act) return { kind: 'success', message: acts[locale].acts[act].done } as const;
  if (done === 'join') return { kind: 'success', message: t.joined } as const;
  if (done === 'contact') return { kind: 'success', message: t.contactSet } as const;
  const told = JOURNEY_NEWS.find((each) => each === news);
  const message =
    told === undefined
      ? problemWords(String(problem), locale, Number(until) * 1000, console.clock.now())
      : shared[locale].news[told];
  return message === undefined ? undefined : ({ kind: 'warning', message } as const);
}

interface AskedAct extends MemberVisit {
  readonly act: MemberAct;
  /** id of the right or the contact, or the way; '' without */
  readonly what: string;
  /** the same in words */
  readonly shown: string;
}

/** The act of the address; whatever cannot be done is told at the person's page, and undefined returned. */
async function actHere(console: OrganisationConsole, ctx: Routed): Promise<AskedAct | undefined> {
  const visit = await memberHere(console, ctx);
  if (!visit) return undefined;
  const act = actOf(ctx.params['act']);
  const what = ctx.params['what'] ?? '';
  const problem = problemOf(visit, act, what);
  if (!act || problem !== undefined) {
    seeOther(ctx, `${hereOf(console, visit)}?problem=${problem}`);
    return undefined;
  }
  return { ...visit, act, what, shown: shownDetail(console, visit, act, what, languageOf(console, ctx)) };
}

/** What only the organisation that created the account does: said before a code is asked. */
const REACHING_IN: readonly string[] = ['remove-contact', 'send-password'];

function problemOf({ detail }: MemberVisit, act: MemberAct | undefined, what: string): string | undefined {
  if (detail.isOneself) return 'oneself';
  if (!act || (act.detail === null) !== (what === '')) return 'state-conflict';
  if (detail.isElsewhere && REACHING_IN.includes(act.name)) return 'elsewhere';
  return act.applies(detail, what) ? undefined : 'state-conflict';
}

function shownDetail(
  console: OrganisationConsole,
  { detail }: MemberVisit,
  act: MemberAct,
  what: string,
  locale: Locale,
): string {
  if (act.detail === 'right') return rightName(console, what, locale);
  if (act.detail === 'contact') return detail.contacts.find(({ id }) => id === what)?.masked ?? '';
  const way = PASSWORD_WAYS.find((each) => each === what);
  return way === undefined ? '' : acts[locale].ways[way];
}

export async function showAct(console: OrganisationConsole, ctx: Routed): Promise<void> {
  const asked = await actHere(console, ctx);
  if (!asked) return;
  const { act, what, shown, detail } = asked;
  const content = actPage({
    frame: await frameOf(console, ctx, asked, 'users'),
    act: act.name,
    person: fullName(detail.member),
    what: shown,
    needsCode: act.action !== null,
    news: JOURNEY_NEWS.find((each) => each === ctx.query['news']),
    action: hereOf(console, asked, what === '' ? act.name : `${act.name}/${encodeURIComponent(what)}`),
    backHref: hereOf(console, asked),
  });
  show(console, ctx, content);
}

/** Without a code it is done here; with one, by the answer to it, for exactly what it named. */
export async function submitAct(console: OrganisationConsole, ctx: Routed): Promise<void> {
  const asked = await actHere(console, ctx);
  if (!asked) return;
  const { act, what, shown, detail, by, account, session, membership } = asked;
  await readOwnForm(console, ctx, asked);
  const member = detail.member.accountId;
  const { organisation } = membership;
  const action = actionOf(act, { organisation: organisation.name, person: fullName(detail.member), shown });
  if (!action) {
    const result = await act.perform(console.administration, by, member, what);
    return seeOther(ctx, afterAct(console, by.organisationId, member, act.name, result));
  }
  await leave(console, organisationCourse(console), ctx, {
    wish: { kind: 'act', organisationId: by.organisationId, member, act: act.name, detail: what },
    portal: session.portal,
    change: { accountId: account.id, actions: [action] },
  });
}
