/** docs/import.md names every field and every reason of an import (C9). */
import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { FIELDS } from '../../src/domain/import/fields.js';
import { PROBLEM_CODES, reasonOf } from '../../src/domain/import/problem.js';

const document = readFileSync('docs/import.md', 'utf8');

test('C9 each field is told, and no other', () => {
  const table = document.split('| field | needed |')[1]?.split('\n## ')[0] ?? '';
  const named = [...table.matchAll(/^\| (`[^|]+`) \|/gm)].flatMap(([, cell = '']) =>
    [...cell.matchAll(/`(\w+)`/g)].map(([, name]) => name),
  );
  expect(named.sort()).toEqual(Object.keys(FIELDS).sort());
});

test('C9 each reason is told in the words of the rejects file, and no other', () => {
  const table = document.split('| code | reason |')[1] ?? '';
  const rows = [...table.matchAll(/^\| `([\w-]+)` \| (.+) \|$/gm)].map(([, code, reason]) => [code, reason]);
  expect(rows).toEqual(PROBLEM_CODES.map((code) => [code, reasonOf(code)]));
});
