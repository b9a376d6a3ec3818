/**
 * Reads an Internet message (RFC 5322) and its MIME parts (RFC 2045, 2046): enough for the text and the HTML of what a
 * provider sends, in any nesting of multiparts, quoted-printable or base64, in any charset.
 */
import { decodeCharset, decodeEncodedWords } from './encoded_words.js';

export interface ReadMail {
  readonly from: string;
  readonly subject: string;
  /** the plain text, or the words of the HTML when there is no plain text */
  readonly text: string;
  readonly html: string | null;
  /** its Message-ID, or null */
  readonly key: string | null;
}

const DEEPEST_NESTING = 8;

interface Part {
  readonly headers: ReadonlyMap<string, string>;
  /** body, each character one byte */
  readonly body: string;
}

function splitPart(raw: string): Part {
  const end = /\r?\n\r?\n/.exec(raw);
  // a part may start with the empty line: it then has no header at all
  const bodyOnly = /^\r?\n/.exec(raw);
  const head = bodyOnly !== null ? '' : end === null ? raw : raw.slice(0, end.index);
  const body =
    bodyOnly !== null ? raw.slice(bodyOnly[0].length) : end === null ? '' : raw.slice(end.index + end[0].length);
  const headers = new Map<string, string>();
  for (const line of head.replace(/\r?\n(?=[ \t])/g, '').split(/\r?\n/)) {
    const colon = line.indexOf(':');
    if (colon <= 0) continue;
    const name = line.slice(0, colon).trim().toLowerCase();
    if (!headers.has(name)) headers.set(name, line.slice(colon + 1).trim());
  }
  return { headers, body };
}

/** `text/plain; charset="utf-8"` → its type and its parameters, names and type in lower case. */
function readContentType(value: string | undefined): { type: string; parameters: ReadonlyMap<string, string> } {
  const parameters = new Map<string, string>();
  const type = (value ?? 'text/plain').split(';', 1)[0]?.trim().toLowerCase() ?? '';
  for (const match of (value ?? '').matchAll(/;\s*([^=;\s]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^;\s]*))/g)) {
    const [, name = '', quoted, bare] = match;
    parameters.set(name.toLowerCase(), quoted?.replace(/\\(.)/g, '$1') ?? bare ?? '');
  }
  return { type, parameters };
}

function decodeQuotedPrintable(body: string): Buffer {
  const latin = body
    .replace(/[ \t]+(?=\r?\n)/g, '')
    .replace(/=\r?\n/g, '')
    .replace(/=([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(latin, 'latin1');
}

function decodeText(part: Part, charset: string): string {
  const encoding = (part.headers.get('content-transfer-encoding') ?? '7bit').toLowerCase();
  const bytes =
    encoding === 'base64'
      ? Buffer.from(part.body, 'base64')
      : encoding === 'quoted-printable'
        ? decodeQuotedPrintable(part.body)
        : Buffer.from(part.body, 'latin1');
  return decodeCharset(bytes, charset).replace(/\r\n/g, '\n');
}

function splitMultipart(body: string, boundary: string): string[] {
  const escaped = boundary.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const pieces = `\r\n${body}`.split(new RegExp(`\\r?\\n--${escaped}(?=--|[ \\t]*\\r?\\n)`));
  // what stands before the first delimiter is a preamble; the closing delimiter starts with two more hyphens
  return pieces
    .slice(1)
    .filter((piece) => !piece.startsWith('--'))
    .map((piece) => piece.replace(/^[ \t]*\r?\n/, ''));
}

function collect(part: Part, found: { text?: string; html?: string }, depth: number): void {
  const { type, parameters } = readContentType(part.headers.get('content-type'));
  const boundary = parameters.get('boundary');
  if (type.startsWith('multipart/') && boundary !== undefined && depth < DEEPEST_NESTING) {
    for (const piece of splitMultipart(part.body, boundary)) collect(splitPart(piece), found, depth + 1);
    return;
  }
  if ((part.headers.get('content-disposition') ?? '').toLowerCase().startsWith('attachment')) return;
  const charset = parameters.get('charset') ?? 'utf-8';
  if (type === 'text/plain') found.text ??= decodeText(part, charset);
  if (type === 'text/html') found.html ??= decodeText(part, charset);
}

/** The words of an HTML document, one block a line: for mails that come without plain text. */
export function wordsOfHtml(html: string): string {
  const entities: Readonly<Record<string, string>> = {
    lt: '<',
    gt: '>',
    quot: '"',
    apos: "'",
    nbsp: '\u00a0',
    amp: '&',
  };
  return html
    .replace(/<(style|script|head|title)\b[\s\S]*?<\/\1\s*>/gi, '')
    .replace(/<br\s*\/?>|<\/(p|div|h[1-6]|li|tr|table)\s*>/gi, '\n')
    .replace(/<[^>]*>/g, '')
    .replace(/&#(x?)([0-9a-fA-F]+);/g, (whole, hex: string, digits: string) => {
      const point = Number.parseInt(digits, hex === '' ? 10 : 16);
      return point > 0 && point <= 0x10ffff ? String.fromCodePoint(point) : whole;
    })
    .replace(/&([a-z]+);/g, (whole, name: string) => entities[name] ?? whole)
    .split('\n')
    .map((line) => line.replace(/[ \t]+/g, ' ').trim())
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

/** @param raw the message as received by SMTP, dots already unstuffed */
export function readMail(raw: Uint8Array): ReadMail {
  const message = splitPart(Buffer.from(raw).toString('latin1'));
  const found: { text?: string; html?: string } = {};
  collect(message, found, 0);
  const header = (name: string) => {
    const value = message.headers.get(name) ?? '';
    // a header may carry raw UTF-8 (RFC 6532); its bytes were read one by one above
    return decodeEncodedWords(Buffer.from(value, 'latin1').toString('utf8')).trim();
  };
  return {
    from: header('from'),
    subject: header('subject'),
    text: (found.text ?? (found.html === undefined ? '' : wordsOfHtml(found.html))).trimEnd(),
    html: found.html ?? null,
    key: header('message-id') || null,
  };
}
