/**
 * Holds the logs of a whole test run against every secret the run issued (S1, O2: no NIR, code, password, token or
 * contact in a log). Tests send Poterne's logs to files of one folder and record there each secret they issue; once
 * every test has ended, the test command searches the logs for all of them.
 */
import { appendFileSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { testVariable } from './environment.js';
import { type SecretForm, secretForms } from './secret_forms.js';

export type SecretKind = 'nir' | 'code' | 'password' | 'token' | 'contact' | 'key';

export interface Leak {
  readonly kind: SecretKind;
  /** how the secret was written: as it is, percent-encoded, base64 … */
  readonly form: string;
  /** name of the log file */
  readonly file: string;
  /** from 1 */
  readonly line: number;
}

export interface LogReview {
  readonly leaks: readonly Leak[];
  readonly logLines: number;
  readonly secrets: number;
}

const LOG = '.ndjson';
const SECRETS = '.secrets';
/** every form of a secret is found by its first characters */
const KEY_LENGTH = 4;

/**
 * Notes a secret, so that a log which holds it fails the run.
 *
 * @param kind said when it leaks; the value never is
 */
export function recordSecret(kind: SecretKind, value: string): void {
  const file = join(logFolder(), `${process.pid}${SECRETS}`);
  appendFileSync(file, `${JSON.stringify({ kind, value })}\n`, { mode: 0o600 });
}

/**
 * Where a started Poterne writes its log, one JSON object a line; several processes may append to one file.
 *
 * @param name what is tested, in snake_case
 */
export function logFile(name: string): string {
  return join(logFolder(), `${name}.${process.pid}${LOG}`);
}

/** Searches every log of a folder for every secret recorded in it. */
export function reviewLogs(folder: string): LogReview {
  const secrets = readSecrets(folder);
  const forms = indexForms(secrets);
  const leaks: Leak[] = [];
  let logLines = 0;
  for (const file of filesOf(folder, LOG)) {
    const lines = readFileSync(join(folder, file), 'utf8').split('\n');
    lines.forEach((text, index) => {
      if (text.trim() === '') return;
      logLines += 1;
      const found = new Set([...findForms(text, forms), ...findForms(joinDigits(text), forms, 'digits')]);
      for (const { kind, form } of found) leaks.push({ kind, form, file, line: index + 1 });
    });
  }
  return { leaks, logLines, secrets: secrets.size };
}

interface RecordedForm extends SecretForm {
  readonly kind: SecretKind;
}

function logFolder(): string {
  const folder = testVariable('POTERNE_TEST_LOG_DIR');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return folder;
}

function readSecrets(folder: string): Map<string, SecretKind> {
  const secrets = new Map<string, SecretKind>();
  for (const file of filesOf(folder, SECRETS)) {
    for (const line of readFileSync(join(folder, file), 'utf8').split('\n').filter(Boolean)) {
      const { kind, value } = JSON.parse(line) as { kind: SecretKind; value: string };
      if (value.length >= KEY_LENGTH) secrets.set(value, kind);
    }
  }
  return secrets;
}

function filesOf(folder: string, ending: string): string[] {
  return readdirSync(folder, { encoding: 'utf8', recursive: true }).filter((name) => name.endsWith(ending));
}

function indexForms(secrets: ReadonlyMap<string, SecretKind>): Map<string, RecordedForm[]> {
  const index = new Map<string, RecordedForm[]>();
  for (const [value, kind] of secrets) {
    for (const form of secretForms(value)) {
      const key = form.text.slice(0, KEY_LENGTH);
      const others = index.get(key);
      if (others) others.push({ ...form, kind });
      else index.set(key, [{ ...form, kind }]);
    }
  }
  return index;
}

/** One pass over the text, whatever the number of secrets. */
function findForms(text: string, index: ReadonlyMap<string, RecordedForm[]>, only?: 'digits'): RecordedForm[] {
  const found: RecordedForm[] = [];
  for (let at = 0; at + KEY_LENGTH <= text.length; at += 1) {
    for (const form of index.get(text.slice(at, at + KEY_LENGTH)) ?? []) {
      if (only && !form.isLongNumber) continue;
      if (text.startsWith(form.text, at) && standsApart(text, at, form)) found.push(form);
    }
  }
  return found;
}

/** A short secret is one only as a word: six digits may well lie inside a time or an identifier. */
function standsApart(text: string, at: number, { text: secret, apartFrom }: SecretForm): boolean {
  if (!apartFrom) return true;
  // the letter of an escape (`\n482915`) belongs to no word
  const followsWord = apartFrom.test(text.charAt(at - 1)) && text.charAt(at - 2) !== '\\';
  return !followsWord && !apartFrom.test(text.charAt(at + secret.length));
}

/** A number written in groups (`2 84 05 88 321 025`, `06.12.34.56.78`, `06%2012`), written in one. */
function joinDigits(text: string): string {
  return text.replace(/(?<=[0-9AB])(?:[\s.\-/\u00a0\u202f+]|%20|%C2%A0|\\u00a0|\\u202f)+(?=[0-9])/g, '');
}
