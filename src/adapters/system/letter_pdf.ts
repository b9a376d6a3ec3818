/**
 * A letter as PDF: A4, folded in three for a DL envelope with a window on the right (NF Z 11-001), tagged, with its language
 * and title, and its reading order (C8, X2). The address stands where it stays visible however the sheet slides; nothing
 * else does.
 */
import PDFDocument from 'pdfkit';
import type { LetterContent } from '../../domain/letter/letter.js';
import type { RenderedLetter, RenderLetter } from '../../ports/letter/letter_renderer.js';

type Document = InstanceType<typeof PDFDocument>;
type Element = ReturnType<Document['struct']>;
/** Adds to what is read, in the order in which it is called. */
type Paragraph = (tag: string, write: () => void) => unknown;

const MM = 72 / 25.4;
const LEFT = 20 * MM;
const WIDTH = 170 * MM;
/** The window is 100 × 35 mm or 45 mm, 15 mm from the right and 20 mm from the bottom; the sheet may slide by 10 mm. */
const ADDRESS = { left: 108 * MM, top: 55.5 * MM, width: 86 * MM, height: 23.5 * MM };
const BODY_TOP = 104 * MM;
const FOLDS = [99 * MM, 198 * MM];
const [INK, MUTED] = ['#1b1b1b', '#4a4a4a'];
const CARD_COLUMNS = 4;

/** A string of the PDF that says which language is read. */
const LANGUAGES = { fr: 'fr-FR', en: 'en-GB' } as const;

export const renderLetterPdf: RenderLetter = (content, at) => {
  const document = new PDFDocument({
    size: 'A4',
    margins: { top: 20 * MM, bottom: 15 * MM, left: LEFT, right: 20 * MM },
    pdfVersion: '1.7',
    tagged: true,
    lang: LANGUAGES[content.locale],
    displayTitle: true,
    info: { Title: content.title, Author: printable(content.signature), CreationDate: new Date(at) },
  });
  const chunks: Buffer[] = [];
  let pages = 1;
  document.on('pageAdded', () => {
    pages += 1;
  });
  const done = new Promise<RenderedLetter>((resolve, reject) => {
    document.on('data', (chunk: Buffer) => chunks.push(chunk));
    document.on('end', () => resolve({ bytes: Buffer.concat(chunks), pages }));
    document.on('error', reject);
  });
  draw(document, content);
  document.end();
  return done;
};

function draw(document: Document, content: LetterContent): void {
  drawFolds(document);
  const root = document.struct('Document');
  document.addStructure(root);
  const paragraph = (tag: string, write: () => void) => root.add(document.struct(tag, {}, write));

  const [name = '', ...senderLines] = content.sender;
  document.y = 18 * MM;
  [name, ...senderLines].forEach((line, index) => {
    paragraph('P', () => {
      const font = index === 0 ? 'Helvetica-Bold' : 'Helvetica';
      document
        .font(font)
        .fontSize(index === 0 ? 15 : 10)
        .fillColor(index === 0 ? INK : MUTED);
      document.text(printable(line), LEFT, document.y, { width: 80 * MM });
    });
  });
  drawAddress(document, paragraph, content.recipient);
  document.y = 62 * MM;
  for (const line of [content.date, content.reference]) {
    paragraph('P', () => {
      document.font('Helvetica').fontSize(10).fillColor(MUTED);
      document.text(printable(line), LEFT, document.y, { width: 75 * MM });
    });
  }
  paragraph('H1', () => {
    document.font('Helvetica-Bold').fontSize(19).fillColor(INK);
    document.text(printable(content.title), LEFT, BODY_TOP, { width: WIDTH });
  });
  document.moveDown(0.6);
  const prose = (words: string) => {
    paragraph('P', () => {
      document.font('Helvetica').fontSize(12).fillColor(INK);
      document.text(printable(words), LEFT, document.y, { width: WIDTH, lineGap: 3 });
    });
    document.moveDown(0.6);
  };
  for (const words of content.before) prose(words);
  if (content.given?.as === 'value') drawValue(document, paragraph, content.given);
  if (content.given?.as === 'card') drawCard(document, root, content.given);
  for (const words of content.after) prose(words);
  paragraph('P', () => {
    document.font('Helvetica-Bold').fontSize(12).text(printable(content.signature), LEFT, document.y, { width: WIDTH });
  });
  root.end();
}

function drawFolds(document: Document): void {
  document.markContent('Artifact', { type: 'Layout' });
  for (const y of FOLDS)
    document
      .moveTo(4 * MM, y)
      .lineTo(9 * MM, y)
      .lineWidth(0.4)
      .strokeColor('#9a9a9a')
      .stroke();
  document.endMarkedContent();
}

/** Six or seven lines keep to the window: what is long becomes smaller, never cut. */
function drawAddress(document: Document, paragraph: Paragraph, lines: readonly string[]): void {
  const leading = Math.min(4.4 * MM, ADDRESS.height / lines.length);
  lines.forEach((line, index) => {
    const words = printable(line);
    const size = Math.min(11, leading * 0.9);
    paragraph('P', () => {
      const width = document.font('Helvetica').fontSize(size).widthOfString(words);
      document.fontSize(size * Math.min(1, ADDRESS.width / width)).fillColor(INK);
      document.text(words, ADDRESS.left, ADDRESS.top + index * leading, { lineBreak: false });
    });
  });
}

type Given = NonNullable<LetterContent['given']>;

function drawValue(document: Document, paragraph: Paragraph, { label, value }: Extract<Given, { as: 'value' }>): void {
  const top = document.y + 4;
  const height = 25 * MM;
  document.markContent('Artifact', { type: 'Layout' });
  document.roundedRect(LEFT, top, WIDTH, height, 6).lineWidth(1).strokeColor(MUTED).stroke();
  document.endMarkedContent();
  paragraph('P', () => {
    document.font('Helvetica').fontSize(11).fillColor(MUTED);
    document.text(printable(label), LEFT + 6 * MM, top + 5 * MM, { width: WIDTH - 12 * MM });
  });
  paragraph('P', () => {
    const characterSpacing = 5;
    document.font('Courier-Bold').fontSize(28).fillColor(INK);
    const room = WIDTH - 12 * MM - characterSpacing * value.length;
    document.fontSize(28 * Math.min(1, room / document.widthOfString(exact(value))));
    document.text(value, LEFT + 6 * MM, top + 12 * MM, { characterSpacing, lineBreak: false });
  });
  document.y = top + height + 5 * MM;
}

/** A card is seen in columns; as it is read, each code has its number beside it. */
function drawCard(document: Document, root: Element, { label, columns, rows }: Extract<Given, { as: 'card' }>): void {
  const top = document.y + 4;
  const rowHeight = 8.5 * MM;
  const perColumn = Math.ceil(rows.length / CARD_COLUMNS);
  const height = perColumn * rowHeight + 15 * MM;
  document.markContent('Artifact', { type: 'Layout' });
  document.roundedRect(LEFT, top, WIDTH, height, 6).lineWidth(1).strokeColor(MUTED).stroke();
  document.endMarkedContent();

  const cell = (tag: string, font: string, size: number, words: string, x: number, y: number) =>
    document.struct(tag, {}, () => {
      document
        .font(font)
        .fontSize(size)
        .fillColor(font === 'Helvetica' ? MUTED : INK);
      document.text(words, x, y, { characterSpacing: font === 'Helvetica' ? 0 : 2, lineBreak: false });
    });
  const left = LEFT + 5 * MM;
  const table = document.struct('Table', { title: printable(label) });
  root.add(table);
  const row = (...cells: readonly Element[]) => table.add(document.struct('TR', {}, [...cells]));
  row(
    cell('TH', 'Helvetica', 9, printable(columns[0]), left, top + 5 * MM),
    cell('TH', 'Helvetica', 9, printable(columns[1]), left + 9 * MM, top + 5 * MM),
  );
  rows.forEach(([number, code], index) => {
    const x = left + Math.floor(index / perColumn) * ((WIDTH - 6 * MM) / CARD_COLUMNS);
    const y = top + 11 * MM + (index % perColumn) * rowHeight;
    row(cell('TH', 'Helvetica', 12, number, x, y + 3), cell('TD', 'Courier-Bold', 17, exact(code), x + 9 * MM, y));
  });
  table.end();
  document.y = top + height + 5 * MM;
}

/** Beside Latin-1, what the fonts of every PDF reader hold (Windows-1252). */
const BEYOND_LATIN_1 = '€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ';
const REPLACED: Readonly<Record<string, string>> = { Ł: 'L', ł: 'l', Đ: 'D', đ: 'd', ı: 'i', '\u202f': '\u00a0' };

/** The nearest text that the fonts hold: a name from elsewhere loses an accent, never a letter. */
function printable(text: string): string {
  const holds = (character: string) =>
    /^[\u0020-\u007e\u00a0-\u00ff]$/.test(character) || BEYOND_LATIN_1.includes(character);
  return [...text.normalize('NFC')]
    .map((character) => {
      if (holds(character)) return character;
      const nearest = REPLACED[character] ?? character.normalize('NFD').replace(/\p{M}/gu, '');
      return [...nearest].every(holds) ? nearest : '?';
    })
    .join('');
}

function exact(secret: string): string {
  if (!/^[\u0021-\u007e]+$/.test(secret)) throw new Error('something secret that does not print as it is');
  return secret;
}
