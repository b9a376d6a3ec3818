/** The journal of an organisation (E1, S5). */
import { ORGANISATION_ACTS } from '../../../domain/organisation/act.js';
import type { Locale } from '../../../domain/realm.js';
import type { JournalEntry } from '../../../ports/organisation/organisation_store.js';
import { addressOf, languageOf, seeOther, show } from '../../relying_party/console.js';
import type { Routed } from '../../relying_party/router.js';
import { administratorHere, frameOf } from '../arrival.js';
import { type OrganisationConsole, organisationAddress, rightName } from '../console.js';
import { text } from './text.js';
import { journalPage } from './view.js';

const ENTRIES = 25;

export async function showJournal(console: OrganisationConsole, ctx: Routed): Promise<void> {
  const visit = await administratorHere(console, ctx);
  if (!visit) return;
  const asked = ctx.query['before'];
  const before = typeof asked === 'string' ? asked : null;
  const answer = await console.administration.journal(visit.by, before, ENTRIES);
  if (!answer.ok) return seeOther(ctx, addressOf(console));
  const { entries, next } = answer.journal;
  const locale = languageOf(console, ctx);
  const here = organisationAddress(console, visit.by.organisationId, 'journal');
  const content = journalPage({
    frame: await frameOf(console, ctx, visit, 'journal'),
    entries: entries.map((entry) => ({ at: entry.at, sentence: sentenceOf(console, entry, locale) })),
    olderHref: next === null ? undefined : `${here}?before=${encodeURIComponent(next)}`,
    newestHref: before === null ? undefined : here,
  });
  show(console, ctx, content);
}

function sentenceOf(console: OrganisationConsole, { act, actor, target, data }: JournalEntry, locale: Locale): string {
  const t = text[locale];
  const known = ORGANISATION_ACTS.find((each) => each === act);
  const { right, kind, way } = data;
  const what =
    (right === undefined ? undefined : rightName(console, right, locale)) ??
    named(t.kinds, kind) ??
    named(t.ways, way) ??
    '';
  const whom = target?.name ?? t.somebody;
  return (known === undefined ? t.unknown : t.acts[known])(actor?.name ?? t.service, whom, what);
}

function named(words: Readonly<Record<string, string>>, key: string | undefined): string | undefined {
  return key !== undefined && Object.hasOwn(words, key) ? words[key] : undefined;
}
