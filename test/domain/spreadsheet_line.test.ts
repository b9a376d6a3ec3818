import { expect, test } from '@jest/globals';
import { spreadsheetLine } from '../../src/domain/spreadsheet_line.js';

test.each([
  ['Leroy', '"Leroy"'],
  ['L’Hôte; dit "le Grand"', '"L’Hôte; dit ""le Grand"""'],
  ['deux\nlignes', '"deux\nlignes"'],
  ['=HYPERLINK("https://a.test")', '"\'=HYPERLINK(""https://a.test"")"'],
  ['+33561990012', '"\'+33561990012"'],
  ['-1', '"\'-1"'],
  ['@SUM(A1)', '"\'@SUM(A1)"'],
  ['\t=1', '"\'\t=1"'],
  [' =1', '"\' =1"'],
  ['\u200B=1', '"\'\u200B=1"'],
  ['＝1', '"\'＝1"'],
  ['a=1', '"a=1"'],
  ['', '""'],
])('E1 a spreadsheet reads %j as text', (value, cell) => {
  expect(spreadsheetLine([value, 'x'])).toBe(`${cell};"x"\r\n`);
});
