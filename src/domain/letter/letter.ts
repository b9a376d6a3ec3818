/** What stands on a letter, as plain values: the page and the inbox of the demonstration show the same (C8). */
import { dayInWords } from '../day.js';
import type { Locale, Realm } from '../realm.js';
import { LETTER_EVENTS, type LetterEvent, type LetterText, type LetterWords, letterText } from './text.js';

export interface LetterFacts {
  readonly id: string;
  readonly kind: 'identifier' | 'provisional_password' | 'code_card' | 'password_expires' | 'account_event';
  readonly locale: Locale;
  readonly realm: Pick<Realm, 'name' | 'help'>;
  readonly person: { readonly givenNames: readonly string[]; readonly familyName: string };
  readonly address: {
    readonly lines: readonly string[];
    readonly postcode: string;
    readonly city: string;
    readonly country: string | null;
  };
  /** on which it is dated, in milliseconds since the epoch */
  readonly date: number;
  readonly data: Readonly<Record<string, string | number>>;
  readonly secret: string | null;
  /** of a card */
  readonly codes: ReadonlyArray<{ readonly number: number; readonly code: string }>;
}

export interface LetterContent {
  readonly locale: Locale;
  readonly title: string;
  readonly sender: readonly string[];
  /** as La Poste reads it: at most seven lines, town and country in capitals */
  readonly recipient: readonly string[];
  readonly date: string;
  readonly reference: string;
  readonly before: readonly string[];
  /** what is given: one value, or a card */
  readonly given:
    | { readonly as: 'value'; readonly label: string; readonly value: string }
    | {
        readonly as: 'card';
        readonly label: string;
        readonly columns: readonly [string, string];
        readonly rows: ReadonlyArray<readonly [string, string]>;
      }
    | null;
  readonly after: readonly string[];
  readonly signature: string;
}

/** They may be the work of somebody else. */
const ASKED_FOR: ReadonlySet<LetterFacts['kind']> = new Set(['provisional_password', 'code_card']);

/** @throws Error when the secret or the codes of its kind are missing */
export function letterContent(facts: LetterFacts): LetterContent {
  const { kind, locale, realm, data } = facts;
  const w = letterText[locale];
  const moment = data['expiresAt'];
  const words = wordsOf(facts, w, {
    realm: realm.name[locale],
    date: typeof moment === 'number' ? dayInWords(moment, locale) : undefined,
    card: String(data['name'] ?? ''),
  });
  const { telephone, hours } = realm.help;
  return {
    locale,
    title: words.title,
    sender: [realm.name[locale], w.telephone(telephone)],
    recipient: addressLines(facts),
    date: w.on(dayInWords(facts.date, locale)),
    reference: w.reference(letterReference(facts.id)),
    before: [w.greeting, ...words.before],
    given: given(facts, words, w),
    after: [...words.after, ...(ASKED_FOR.has(kind) ? [w.notAsked(telephone)] : []), w.help(telephone, hours[locale])],
    signature: w.signature(realm.name[locale]),
  };
}

/** Eight characters that a person can read out on the telephone: they name the letter, and open nothing. */
function letterReference(id: string): string {
  const [first = '', second = ''] = id.toUpperCase().match(/[0-9A-F]{4}/g) ?? [];
  return `${first} ${second}`;
}

function given({ kind, secret, codes }: LetterFacts, { label }: LetterWords, w: LetterText): LetterContent['given'] {
  switch (kind) {
    case 'identifier':
    case 'provisional_password':
      if (!secret) throw new Error(`a letter ${kind} without what it carries`);
      return { as: 'value', label, value: secret };
    case 'code_card': {
      if (codes.length === 0) throw new Error('a card without codes');
      const rows = codes.map(({ number, code }) => [String(number), code] as const);
      return { as: 'card', label, columns: [w.number, w.code], rows };
    }
    default:
      return null;
  }
}

function wordsOf(
  { kind, data }: LetterFacts,
  w: LetterText,
  facts: Parameters<LetterText['codeCard']>[0],
): LetterWords {
  switch (kind) {
    case 'identifier':
      return w.identifier(facts);
    case 'provisional_password':
      return w.provisionalPassword(facts);
    case 'code_card':
      return w.codeCard(facts);
    case 'password_expires':
      return w.passwordExpires(facts);
    case 'account_event':
      return w.event[letterEvent(data['event'])](facts);
  }
}

function letterEvent(value: unknown): LetterEvent {
  const event = LETTER_EVENTS.find((known) => known === value);
  if (!event) throw new Error('a letter of an event without words');
  return event;
}

const MOST_LINES = 4;

function addressLines({ person, address }: LetterFacts): readonly string[] {
  const { lines, postcode, city, country } = address;
  const clean = (line: string) => line.replace(/\s+/g, ' ').trim();
  return [
    `${person.givenNames[0] ?? ''} ${person.familyName}`,
    ...lines.slice(0, MOST_LINES),
    `${postcode} ${city}`.toUpperCase(),
    ...(country && !/^france$/i.test(country) ? [country.toUpperCase()] : []),
  ]
    .map(clean)
    .filter(Boolean);
}

/** The letter as plain text, in the order in which it is read. */
export function letterAsText(content: LetterContent): string {
  const { given: value } = content;
  const middle =
    value === null
      ? []
      : value.as === 'value'
        ? [`${value.label}\n${value.value}`]
        : [[value.label, ...value.rows.map(([number, code]) => `${number}. ${code}`)].join('\n')];
  return [
    content.sender.join('\n'),
    content.recipient.join('\n'),
    `${content.date}\n${content.reference}`,
    content.title,
    ...content.before,
    ...middle,
    ...content.after,
    content.signature,
  ].join('\n\n');
}
