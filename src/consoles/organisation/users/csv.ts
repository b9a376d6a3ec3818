/** The list of users as a file for a spreadsheet, written out as it is read (E1). */
import { dayInWords } from '../../../domain/day.js';
import type { Locale } from '../../../domain/realm.js';
import { BYTE_ORDER_MARK, spreadsheetLine } from '../../../domain/spreadsheet_line.js';
import type { ExportedMember } from '../../../services/organisation/administration.js';
import { text as shared } from '../text.js';
import { text } from './text.js';

/** @param rightName a right in words */
export async function* usersAsCsv(
  members: AsyncIterable<readonly ExportedMember[]>,
  locale: Locale,
  rightName: (id: string) => string,
): AsyncGenerator<string> {
  const { statuses, roles } = shared[locale];
  const day = (moment: number) => dayInWords(moment, locale, 'short');
  yield BYTE_ORDER_MARK + spreadsheetLine(text[locale].csv.columns);
  for await (const batch of members) {
    const lines = batch.map((member) =>
      spreadsheetLine([
        member.familyName,
        member.givenNames.join(' '),
        member.login ?? '',
        member.email ?? '',
        roles[member.role],
        member.rights.map(rightName).join(', '),
        statuses[member.status],
        day(member.createdAt),
        day(member.reviewedAt),
        day(member.expiresAt),
      ]),
    );
    yield lines.join('');
  }
}
