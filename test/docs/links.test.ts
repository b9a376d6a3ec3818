/** Links between the documents lead somewhere: the file exists, and so does the heading. */
import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from '@jest/globals';

const DOCUMENTS = globSync(['*.md', '{docs,bench,deploy}/**/*.md']).sort();

/** Text without code, where brackets mean other things. */
function prose(markdown: string): string {
  return markdown.replace(/^```[\s\S]*?^```/gm, '').replace(/`[^`\n]*`/g, 'code');
}

function linksOf(markdown: string): readonly string[] {
  return [...prose(markdown).matchAll(/\]\(([^()\s]+)\)/g)]
    .map(([, target = '']) => target)
    .filter((target) => !/^[a-z]+:/.test(target));
}

/** A heading's anchor: lower case, no punctuation, hyphens for spaces. */
function anchorsOf(markdown: string): readonly string[] {
  return [...markdown.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{Letter}\p{Number}\s_-]/gu, '')
      .trim()
      .replace(/\s/g, '-'),
  );
}

function isBroken(document: string, target: string): boolean {
  const [path = '', anchor] = target.split('#');
  const file = path === '' ? document : join(dirname(document), path);
  if (!existsSync(file)) return true;
  return anchor !== undefined && !anchorsOf(readFileSync(file, 'utf8')).includes(anchor);
}

describe('documents', () => {
  test('X3 the documents that the README promises are there', () => {
    expect(DOCUMENTS).toEqual(
      expect.arrayContaining(['CHANGELOG.md', 'CONTRIBUTING.md', 'README.md', 'SECURITY.md', 'docs/architecture.md']),
    );
  });

  test.each(DOCUMENTS)('X3 every relative link of %s leads somewhere', (document) => {
    const broken = linksOf(readFileSync(document, 'utf8')).filter((target) => isBroken(document, target));
    expect(broken).toEqual([]);
  });

  test('X3 files that documents name in words are there', () => {
    const missing = DOCUMENTS.flatMap((document) =>
      [...readFileSync(document, 'utf8').matchAll(/`((?:src|interactions|demo|test|scripts)\/[\w./-]+\.\w+)`/g)]
        .map(([, file = '']) => file)
        .filter((file) => !existsSync(file))
        .map((file) => `${document}: ${file}`),
    );
    expect(missing).toEqual([]);
  });
});
