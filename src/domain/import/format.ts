/** The two formats of an import: how a line's text becomes fields (C9). */
import { type FieldName, isField } from './fields.js';
import { type ReadFields, readCsvFields, readJsonFields } from './read_fields.js';

export const IMPORT_FORMATS = ['ndjson', 'csv'] as const;
export type ImportFormat = (typeof IMPORT_FORMATS)[number];

/** Splits one line of CSV; undefined where its quotation marks are wrong. */
export type SplitCsv = (line: string, delimiter: string) => readonly string[] | undefined;

export interface LineReader {
  /** the first line with a person on it */
  readonly firstLine: 1 | 2;
  readonly read: (text: string) => ReadFields;
}

export type HeaderReading =
  | { readonly ok: true; readonly reader: LineReader }
  /** for who runs the command */
  | { readonly ok: false; readonly why: string };

const DELIMITERS = [';', ',', '\t'];

export const NDJSON: LineReader = { firstLine: 1, read: readJsonFields };

/** @param header the first line of the file: the names of its fields, between semicolons, commas or tabs */
export function csvReader(header: string, split: SplitCsv): HeaderReading {
  const delimiter = DELIMITERS.find((candidate) => header.includes(candidate)) ?? ';';
  const names = split(header, delimiter)?.map((name) => name.trim());
  if (!names) return { ok: false, why: 'the quotation marks of the header are wrong' };
  const unknown = names.filter((name) => !isField(name));
  if (unknown.length > 0) return { ok: false, why: `the header names what is no field: ${unknown.join(', ')}` };
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  if (twice !== undefined) return { ok: false, why: `the header names ${twice} twice` };
  return {
    ok: true,
    reader: {
      firstLine: 2,
      read(text) {
        const values = split(text, delimiter);
        if (!values) return { ok: false, problems: [{ field: '', code: 'not-csv' }] };
        return readCsvFields(names as FieldName[], values);
      },
    },
  };
}
