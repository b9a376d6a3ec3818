/** From the text of one line to its fields, or to what is wrong with it as such (C9). */
import { FIELDS, type FieldName, type Fields, isField } from './fields.js';
import type { Problem } from './problem.js';

export type ReadFields =
  | { readonly ok: true; readonly fields: Fields }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** Between the values of a list in one field of CSV. */
const LIST_SEPARATOR = '|';
// biome-ignore lint/suspicious/noControlCharactersInRegex: it is those that are looked for
const CONTROL_CHARACTERS = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/;

/** @param line one line of NDJSON */
export function readJsonFields(line: string): ReadFields {
  let json: unknown;
  try {
    json = JSON.parse(line);
  } catch {
    return { ok: false, problems: [{ field: '', code: 'not-json' }] };
  }
  if (typeof json !== 'object' || json === null || Array.isArray(json))
    return { ok: false, problems: [{ field: '', code: 'not-an-object' }] };
  return typed(Object.entries(json));
}

/**
 * @param columns the header's names, each a field
 * @param values of one line, as many as columns
 */
export function readCsvFields(columns: readonly FieldName[], values: readonly string[]): ReadFields {
  if (values.length !== columns.length) return { ok: false, problems: [{ field: '', code: 'columns' }] };
  const entries = columns.map((name, at): readonly [string, unknown] => {
    const value = (values[at] ?? '').trim();
    if (value === '') return [name, null];
    if (FIELDS[name].type === 'list') return [name, value.split(LIST_SEPARATOR)];
    if (FIELDS[name].type === 'flag') return [name, value === 'true' ? true : value === 'false' ? false : value];
    return [name, value];
  });
  return typed(entries);
}

function typed(entries: ReadonlyArray<readonly [string, unknown]>): ReadFields {
  const fields: Record<string, unknown> = {};
  const problems: Problem[] = [];
  for (const [name, value] of entries) {
    if (!isField(name)) {
      if (name === 'password') problems.push({ field: name, code: 'password-in-clear' });
      // A misplaced value may stand where a name belongs: only what reads like a name is repeated.
      else problems.push({ field: /^[A-Za-z_]{1,32}$/.test(name) ? name : '', code: 'unknown-field' });
      continue;
    }
    if (value === null || value === '') continue;
    const code = fault(name, value);
    if (code) problems.push({ field: name, code });
    else fields[name] = typeof value === 'string' ? value.trim() : value;
  }
  return problems.length > 0 ? { ok: false, problems } : { ok: true, fields: fields as Fields };
}

function fault(name: FieldName, value: unknown): Problem['code'] | undefined {
  const { type, longest } = FIELDS[name];
  if (type === 'flag') return typeof value === 'boolean' ? undefined : 'wrong-type';
  const texts: readonly unknown[] = type === 'list' ? (Array.isArray(value) ? value : [null]) : [value];
  for (const text of texts) {
    if (typeof text !== 'string') return 'wrong-type';
    if (text.length > longest) return 'too-long';
    // PostgreSQL keeps no NUL, and half a surrogate pair is no character.
    if (CONTROL_CHARACTERS.test(text) || !text.isWellFormed()) return 'control-characters';
  }
  return undefined;
}
