/** docs/command_line.md shows the help of every group as it is printed; this writes it there anew. */
import { readFileSync, writeFileSync } from 'node:fs';
import { GROUPS } from '../../src/cli/groups.js';

export const COMMAND_LINE_DOCUMENT = 'docs/command_line.md';

/** @param name of a group */
export function sectionOf(name: string): string {
  return `## ${name}\n\n\`\`\`text\n${GROUPS[name]?.help}\n\`\`\`\n`;
}

/** Everything below the introduction. */
export function sections(): string {
  return Object.keys(GROUPS).sort().map(sectionOf).join('\n');
}

export function writeCommandLine(): number {
  const [introduction = ''] = readFileSync(COMMAND_LINE_DOCUMENT, 'utf8').split(/^## /m);
  writeFileSync(COMMAND_LINE_DOCUMENT, `${introduction.trimEnd()}\n\n${sections()}`);
  return 0;
}
