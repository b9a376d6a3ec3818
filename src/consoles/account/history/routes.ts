/** The history of an account in plain words, paged, by day of Paris (U1). */
import { dayInWords } from '../../../domain/day.js';
import { type HistoryLine, historyLines } from '../../../domain/history.js';
import type { Locale } from '../../../domain/realm.js';
import type { ReadHistory } from '../../../services/read_history.js';
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

export function createHistory(readHistory: ReadHistory): Concern {
  const showHistory: AccountHandler = async (console, ctx) => {
    const visit = await visitor(console, ctx, PATH);
    if (!visit) return;
    const locale = languageOf(console, ctx);
    const page = pageOf(ctx.query['page']);
    const { events, more } = await readHistory(visit.account.id, page);
    const at = (number: number) => addressOf(console, number === 1 ? PATH : `${PATH}?page=${number}`);
    const content = historyPage({
      locale,
      days: await daysOf(console, historyLines(events), locale),
      newerHref: page > 1 ? at(page - 1) : undefined,
      olderHref: more && page < LAST_PAGE ? at(page + 1) : undefined,
      devicesHref: addressOf(console, 'devices'),
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

async function daysOf(console: AccountConsole, lines: readonly HistoryLine[], locale: Locale) {
  const days: Array<ShownDay & { readonly lines: Array<{ time: string; what: string }> }> = [];
  for (const line of lines) {
    const day = dayInWords(line.at, locale);
    if (days.at(-1)?.day !== day) days.push({ day, lines: [] });
    days.at(-1)?.lines.push({ time: TIME.format(line.at), what: await wordsOf(console, line, locale) });
  }
  return days;
}

async function wordsOf(console: AccountConsole, line: HistoryLine, locale: Locale): Promise<string> {
  const t = text[locale];
  const what = t.kinds[line.kind](await detailOf(console, line, locale));
  return line.times > 1 ? `${what} ${t.times(line.times)}` : what;
}

/** Which portal, which channel, which contact: masked as the audit keeps it. */
async function detailOf(console: AccountConsole, line: HistoryLine, locale: Locale): Promise<string> {
  const { kind, data, personal } = line;
  if (kind === 'signed-in') {
    if (data['client'] === console.client.id) return shared[locale].title;
    const portal = typeof data['client'] === 'string' ? await console.findPortal(data['client']) : undefined;
    return portal?.name ?? '';
  }
  if (kind === 'code-right') {
    const { by, newDevice } = text[locale];
    const browser = personal?.['browser'];
    const channel = by[String(data['channel'])] ?? '';
    return browser === undefined ? channel : [channel, newDevice(browser)].filter(Boolean).join(', ');
  }
  return personal?.['contact'] ?? '';
}
