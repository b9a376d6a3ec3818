/** The history of an account in plain words, paged, by day of Paris (U1). */

import { upstreamOf } from '../../../domain/assurance/means.js';
import { type HistoryLine, historyLines } from '../../../domain/audit/history.js';
import { dayInWords } from '../../../domain/day.js';
import type { OrganisationAct } from '../../../domain/organisation/act.js';
import type { Locale } from '../../../domain/realm.js';
import type { RegisteredAction } from '../../../domain/sensitive_action/sensitive_action.js';
import type { ReadHistory } from '../../../services/audit/read_history.js';
import { addressOf, languageOf, show } from '../../relying_party/console.js';
import type { Concern } from '../concern.js';
import type { AccountConsole, AccountHandler } from '../console.js';
import { visitor } from '../journey.js';
import { text as shared } from '../text.js';
import { text } from './text.js';
import { historyPage, type ShownDay } from './view.js';

const PATH = 'history';
const LAST_PAGE = 500;
const TIME = new Intl.DateTimeFormat('fr-FR', { timeStyle: 'short', timeZone: 'Europe/Paris' });

/** What has a name of its own. */
export interface HistoryNames {
  /** an upstream as its owner writes it */
  readonly upstream: (id: string) => string;
  /** the realm's sensitive actions, the consoles' own included (A5) */
  readonly actions: readonly Pick<RegisteredAction, 'type' | 'label'>[];
}

export function createHistory(readHistory: ReadHistory, names: HistoryNames): Concern {
  const showHistory: AccountHandler = async (console, ctx) => {
    const visit = await visitor(console, ctx, PATH);
    if (!visit) return;
    const locale = languageOf(console, ctx);
    const page = pageOf(ctx.query['page']);
    const { events, more } = await readHistory(visit.account.id, page);
    const at = (number: number) => addressOf(console, number === 1 ? PATH : `${PATH}?page=${number}`);
    const content = historyPage({
      locale,
      days: await daysOf(console, names, historyLines(events), locale),
      newerHref: page > 1 ? at(page - 1) : undefined,
      olderHref: more && page < LAST_PAGE ? at(page + 1) : undefined,
      devicesHref: addressOf(console, 'devices'),
      notMeHref: `${console.site.prefix}/not-me`,
      homeHref: addressOf(console),
    });
    show(console, ctx, content);
  };

  return {
    path: PATH,
    title: { fr: text.fr.title, en: text.en.title },
    summary: (_, locale) => text[locale].summary,
    routes: [{ method: 'get', path: PATH, name: 'history', handler: showHistory }],
    changes: [],
  };
}

function pageOf(asked: unknown): number {
  const page = Number(asked);
  return Number.isInteger(page) && page >= 1 && page <= LAST_PAGE ? page : 1;
}

async function daysOf(console: AccountConsole, names: HistoryNames, lines: readonly HistoryLine[], locale: Locale) {
  const days: Array<ShownDay & { readonly lines: Array<{ time: string; what: string }> }> = [];
  for (const line of lines) {
    const day = dayInWords(line.at, locale);
    if (days.at(-1)?.day !== day) days.push({ day, lines: [] });
    days.at(-1)?.lines.push({ time: TIME.format(line.at), what: await wordsOf(console, names, line, locale) });
  }
  return days;
}

async function wordsOf(
  console: AccountConsole,
  names: HistoryNames,
  line: HistoryLine,
  locale: Locale,
): Promise<string> {
  const t = text[locale];
  if (line.kind === 'signed-in') return signInWords(console, names, line, locale);
  const { client } = line.data;
  const isApp = (line.kind === 'app-ended' || line.kind === 'app-replayed') && typeof client === 'string';
  const detail = isApp ? ((await console.findPortal(client))?.name ?? '') : detailOf(line, locale);
  const what = t.kinds[line.kind](detail);
  return line.times > 1 ? `${what} ${t.times(line.times)}` : what;
}

/** To which portal, or for which action (A5), and how: « mot de passe et code par SMS ». */
async function signInWords(
  console: AccountConsole,
  names: HistoryNames,
  { data }: HistoryLine,
  locale: Locale,
): Promise<string> {
  const t = text[locale];
  const { client, action, means } = data;
  const isOwn = client === console.client.id;
  const portal = isOwn || typeof client !== 'string' ? undefined : await console.findPortal(client);
  const where = isOwn ? shared[locale].title : (portal?.name ?? '');
  const label = names.actions.find(({ type }) => type === action)?.label[locale];
  const confirmed = label === undefined || isOwn || where === '' ? (label ?? where) : t.on(label, where);
  const what = action === undefined ? t.kinds['signed-in'](where) : t.confirmed(confirmed);
  const how = typeof means === 'string' ? howInWords(means, names, locale) : '';
  return how === '' ? what : `${what} (${how})`;
}

function howInWords(means: string, { upstream: nameOf }: HistoryNames, locale: Locale): string {
  const t = text[locale];
  const [first, second] = means.split(' ').map((each) => {
    const upstream = upstreamOf(each);
    return { isTrust: each === 'trusted_device', words: upstream ? nameOf(upstream) : (t.means[each] ?? '') };
  });
  if (!first || !second) return first?.words ?? '';
  return second.isTrust ? t.onTrusted(first.words) : t.both(first.words, second.words);
}

/** Which channel, which contact, masked as the audit keeps it; what an agent or an administrator did. */
function detailOf({ kind, data, personal }: HistoryLine, locale: Locale): string {
  const t = text[locale];
  switch (kind) {
    case 'code-right': {
      const browser = personal?.['browser'];
      const channel = t.by[String(data['channel'])] ?? '';
      return browser === undefined ? channel : [channel, t.newDevice(browser)].filter(Boolean).join(', ');
    }
    case 'passkey-used': {
      const browser = personal?.['browser'];
      return browser === undefined ? '' : t.newDevice(browser);
    }
    case 'codes-issued':
      return t.codes[String(data['kind'])] ?? '';
    case 'agent-acted':
      return t.agent[String(data['event'])] ?? t.acted;
    case 'administrator-acted':
      return t.acts[data['act'] as OrganisationAct] ?? t.acted;
    default:
      return personal?.['contact'] ?? '';
  }
}
