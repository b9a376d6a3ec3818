/** Tells people that their password expires in 30 and in 7 days, and that it has expired (C3). */

import type { LetterOutbox, NewLetter } from '../../ports/letter/letter_outbox.js';
import type { NewNotice, NoticeOutbox } from '../../ports/notice/notice_outbox.js';
import type { DueChanges, ExpiringPassword } from '../../ports/schedule/due_changes.js';
import { noticesTo } from '../notice/tell_person.js';
import type { Job } from '../schedule/scheduler.js';

export interface PasswordReminderDependencies {
  readonly due: Pick<DueChanges, 'expiringPasswords'>;
  readonly notices: Pick<NoticeOutbox, 'add'>;
  readonly letters: Pick<LetterOutbox, 'add'>;
  readonly clock: { now(): number };
}

const DAY_MS = 86_400_000;
const HOUR_SECONDS = 3600;
const PIECE = 200;

/** How long before the end, and what has passed by then: a reminder that comes so late is not worth sending. */
const REMINDERS = [
  { days: 30, tooLateDays: 7 },
  { days: 7, tooLateDays: 0 },
] as const;

/** One job for each moment, so that each has a window of its own. */
export function passwordReminderJobs(dependencies: PasswordReminderDependencies): readonly Job[] {
  const job = (name: string, days: number, tell: (found: ExpiringPassword) => Told): Job => ({
    name,
    intervalSeconds: HOUR_SECONDS,
    async run(from, to, cursor) {
      const { due, notices, letters, clock } = dependencies;
      const ahead = days * DAY_MS;
      const found = await due.expiringPasswords(from + ahead, to + ahead, cursor, PIECE);
      const told = found.map(tell);
      // Dedupe keys make a piece that is done again change nothing.
      await notices.add(
        told.flatMap((each) => each.notices),
        clock.now(),
      );
      for (const { letter } of told) if (letter) await letters.add(letter, clock.now());
      return found.length < PIECE ? null : (found[found.length - 1]?.cursor ?? null);
    },
  });
  return [
    ...REMINDERS.map(({ days, tooLateDays }) =>
      job(`password_reminder_${days}`, days, (found) =>
        found.expiresAt <= dependencies.clock.now() + tooLateDays * DAY_MS ? NOTHING : reminder(found, days),
      ),
    ),
    job('password_expired', 0, ({ person, setAt }) => ({
      notices: noticesTo(person, { kind: 'password_expired', dedupe: setAt }),
      letter: null,
    })),
  ];
}

interface Told {
  readonly notices: readonly NewNotice[];
  readonly letter: NewLetter | null;
}

const NOTHING: Told = { notices: [], letter: null };
/** The first reminder alone goes by letter: seven days are too short for one. */
const BY_LETTER_DAYS = 30;

function reminder({ person, setAt, expiresAt }: ExpiringPassword, days: number): Told {
  const { id: accountId, realm, locale } = person;
  const data = { days, expiresAt };
  const notices = noticesTo(person, { kind: 'password_expires', data, dedupe: `${setAt}:${days}` });
  const isByLetter = notices.length === 0 && person.hasAddress && days === BY_LETTER_DAYS;
  const dedupeKey = `password_expires:${accountId}:${setAt}:${days}`;
  const letter = { realm, accountId, kind: 'password_expires', locale, data, secret: null, dedupeKey } as const;
  return { notices, letter: isByLetter ? letter : null };
}
