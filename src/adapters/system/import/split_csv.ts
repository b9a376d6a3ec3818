/** One line of CSV into its fields (RFC 4180, with any delimiter); a line break inside a field is not read. */
import { CsvError, parse } from 'csv-parse/sync';
import type { SplitCsv } from '../../../domain/import/format.js';

export const splitCsv: SplitCsv = (line, delimiter) => {
  // Without a quotation mark there is nothing to it.
  if (!line.includes('"')) return line.split(delimiter);
  try {
    const [record] = parse(line, { delimiter });
    return record;
  } catch (error) {
    if (error instanceof CsvError) return undefined;
    throw error;
  }
};
