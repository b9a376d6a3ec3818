/** The search for secrets in logs must itself be proved: one that finds nothing would pass every run. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { reviewLogs, type SecretKind } from './log_watch.js';

const NIR = '2840588321025';
const CORSICAN = '184022A004321';
const MOBILE = '+33612345678';
const EMAIL = 'claire+caf@example.test';
const TOKEN = 'xK9-_Zr4TqLw82hBvNc71sPdYfMu36aE';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'poterne-logs-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function review(kind: SecretKind, secret: string, line: string) {
  writeFileSync(join(folder, '1.secrets'), `${JSON.stringify({ kind, value: secret })}\n`);
  writeFileSync(join(folder, 'poterne.ndjson'), `{"level":30,"time":1795365000123,"msg":"ready"}\n${line}\n`);
  return reviewLogs(folder);
}

const base64 = (text: string) => Buffer.from(text).toString('base64');
const base64url = (text: string) => Buffer.from(text).toString('base64url');

describe('S1 a secret in a log is found', () => {
  test.each<[string, SecretKind, string, string]>([
    ['a NIR as it is', 'nir', NIR, `{"identifier":"${NIR}"}`],
    ['a NIR with its key', 'nir', NIR, `{"identifier":"${NIR}37"}`],
    ['a NIR recorded with its key, logged without', 'nir', `${NIR}37`, `{"identifier":"${NIR}"}`],
    ['a NIR in groups', 'nir', NIR, '{"identifier":"2 84 05 88 321 025 37"}'],
    ['a NIR in groups, percent-encoded', 'nir', NIR, '{"url":"/x?id=2%2084%2005%2088%20321%20025"}'],
    ['a NIR in groups of no-break spaces', 'nir', NIR, '{"identifier":"2\u00a084\u00a005\u00a088\u00a0321\u00a0025"}'],
    ['a Corsican NIR in groups', 'nir', CORSICAN, '{"identifier":"1 84 02 2A 004 321"}'],
    ['a Corsican NIR in lower case', 'nir', CORSICAN, `{"identifier":"${CORSICAN.toLowerCase()}"}`],
    ['a NIR in base64', 'nir', NIR, `{"body":"${base64(`login=${NIR}&`)}"}`],
    ['a mobile as it is', 'contact', MOBILE, `{"to":"${MOBILE}"}`],
    ['a mobile as typed', 'contact', MOBILE, '{"to":"06 12 34 56 78"}'],
    ['a mobile with dots', 'contact', MOBILE, '{"to":"06.12.34.56.78"}'],
    ['a mobile in groups after its country', 'contact', MOBILE, '{"to":"+33 6 12 34 56 78"}'],
    ['a mobile, percent-encoded', 'contact', MOBILE, '{"url":"/send?to=%2B33612345678"}'],
    ['an e-mail address', 'contact', EMAIL, `{"err":"550 <${EMAIL}> unknown"}`],
    ['an e-mail address, percent-encoded', 'contact', EMAIL, '{"url":"/x?m=claire%2Bcaf%40example.test"}'],
    ['a code of six digits', 'code', '482915', '{"text":"Votre code est 482915."}'],
    ['a code of six digits in a URL', 'code', '482915', '{"url":"/x?code=482915&y=1"}'],
    ['a code after a line break', 'code', '482915', JSON.stringify({ text: 'Votre code\n482915' })],
    ['a password of eight digits', 'password', '70413928', '{"password":"70413928"}'],
    ['a password with quotes, in JSON', 'password', 'Porte"bleue\\17', JSON.stringify({ p: 'Porte"bleue\\17' })],
    ['a password with spaces, form-encoded', 'password', 'porte bleue é 17', '{"b":"p=porte+bleue+%C3%A9+17"}'],
    ['a token', 'token', TOKEN, `{"authorization":"Bearer ${TOKEN}"}`],
    ['a token inside base64, at any place', 'token', TOKEN, `{"h":"${base64(`client:${TOKEN}`)}"}`],
    ['a token inside base64url, shifted by one', 'token', TOKEN, `{"h":"${base64url(`clients:${TOKEN}.`)}"}`],
    ['a token inside base64url, shifted by two', 'token', TOKEN, `{"h":"${base64url(`a.client:${TOKEN}`)}"}`],
  ])('%s', (_, kind, secret, line) => {
    const { leaks } = review(kind, secret, line);
    expect(leaks).toContainEqual(expect.objectContaining({ kind, file: 'poterne.ndjson', line: 2 }));
  });
});

describe('S1 what only looks like a secret is not one', () => {
  test.each<[string, SecretKind, string, string]>([
    ['six digits inside a time', 'code', '536500', '{"time":1795365001234}'],
    ['eight digits inside an identifier', 'password', '70413928', '{"id":"a70413928f"}'],
    ['nine digits of a telephone inside a time', 'contact', '+33179536500', '{"time":1795365001234}'],
    ['nine digits of a telephone inside an identifier', 'contact', MOBILE, '{"id":"ab612345678f"}'],
    ['a masked contact', 'contact', EMAIL, '{"to":"c•••@example.test"}'],
    ['a date', 'password', '20261122', '{"at":"2026-11-22T10:00:00Z"}'],
  ])('%s', (_, kind, secret, line) => {
    expect(review(kind, secret, line).leaks).toEqual([]);
  });
});

test('S1 a leak names the kind, the file and the line, never the value', () => {
  expect(JSON.stringify(review('nir', NIR, `{"identifier":"${NIR}"}`))).not.toContain(NIR);
});

test('O2 the review counts what it has read, so that an empty one can be refused', () => {
  expect(review('nir', NIR, '{"msg":"nothing"}')).toEqual({ leaks: [], logLines: 2, secrets: 1 });
});
