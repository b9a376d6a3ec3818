/** The simple HTML of an e-mail: the same words as its plain text, the code large, nothing loaded from anywhere. */
import type { Locale } from '../realm.js';

export interface EmailContent {
  readonly locale: Locale;
  readonly title: string;
  /** shown first and large, in figures easy to copy */
  readonly code?: string;
  /** one paragraph each, plain text, or a link of its own */
  readonly paragraphs: ReadonlyArray<string | { readonly text: string; readonly href: string }>;
}

/** @returns a whole document, every value escaped; styles are inline since e-mail programs drop others */
export function emailHtml({ locale, title, code, paragraphs }: EmailContent): string {
  const body = paragraphs.map((paragraph) => `<p style="margin:0 0 16px">${lineOf(paragraph)}</p>`);
  const large =
    code === undefined
      ? []
      : [`<p style="margin:0 0 24px;font-size:32px;font-weight:bold;letter-spacing:6px">${escaped(code)}</p>`];
  return [
    '<!doctype html>',
    `<html lang="${locale}"><head><meta charset="utf-8"><title>${escaped(title)}</title>`,
    '<meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark"></head>',
    '<body style="margin:0;padding:24px;font-family:Arial,sans-serif;font-size:18px;line-height:1.5">',
    '<div style="max-width:34em;margin:0 auto">',
    ...large,
    ...body,
    '</div></body></html>',
  ].join('\n');
}

function lineOf(paragraph: EmailContent['paragraphs'][number]): string {
  if (typeof paragraph === 'string') return escaped(paragraph);
  return `<a href="${escaped(paragraph.href)}" style="font-weight:bold">${escaped(paragraph.text)}</a>`;
}

function escaped(value: string): string {
  return value
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}
