/** docs/command_line.md is what the command line says of itself (O4). */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { GROUPS } from '../../src/cli/groups.js';
import { COMMAND_LINE_DOCUMENT, sectionOf } from './command_line.js';

const document = readFileSync(COMMAND_LINE_DOCUMENT, 'utf8');

describe('docs/command_line.md', () => {
  test.each(Object.keys(GROUPS))('O4 shows the help of `poterne %s` as it is printed', (name) => {
    expect(document).toContain(sectionOf(name));
  });

  test('O4 has a section for each group, and for no other', () => {
    const headings = [...document.matchAll(/^## (.+)$/gm)].map(([, heading]) => heading);
    expect(headings).toEqual(Object.keys(GROUPS).sort());
  });

  test.each(Object.entries(GROUPS))('O4 `poterne %s` says what it is for, tells its exit codes', (name, group) => {
    expect(group.about.length).toBeLessThan(100);
    expect(group.help).toMatch(new RegExp(`^poterne ${name}: `));
    expect(group.help).toMatch(/Exit codes: 0/);
  });
});
