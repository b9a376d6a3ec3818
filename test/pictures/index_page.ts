/** The page to look through the pictures: a state a section, its pictures side by side. */
import type { Locale } from '../../src/domain/realm.js';

export type Scheme = 'light' | 'dark';

export interface Picture {
  /** of the state in the catalogue */
  readonly name: string;
  readonly locale: Locale;
  /** pixels */
  readonly width: number;
  readonly scheme: Scheme;
  /** below the folder of pictures */
  readonly file: string;
}

const STYLE = `body { font: 16px system-ui; margin: 16px } div { display: flex; gap: 16px; overflow-x: auto }
figure { margin: 0 } img { border: 1px solid #999; max-height: 640px } figcaption { color: #555 }`;

/** Names come from the catalogue and hold no markup. @returns a whole document */
export function indexPage(pictures: readonly Picture[]): string {
  const names = [...new Set(pictures.map(({ name }) => name))].sort();
  const sections = names.map((name) => {
    const own = pictures.filter((picture) => picture.name === name);
    const figures = own.map(({ file, locale, width, scheme }) => {
      const caption = `${locale}, ${width} px, ${scheme}`;
      return `<figure><a href="${file}"><img src="${file}" alt="${name}, ${caption}" loading="lazy"></a><figcaption>${caption}</figcaption></figure>`;
    });
    return `<h2 id="${name}">${name}</h2>\n<div>${figures.join('\n')}</div>`;
  });
  const style = `<style>${STYLE}</style>`;
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>Pictures</title>${style}<h1>Pictures</h1>\n${sections.join('\n')}\n</html>\n`;
}
