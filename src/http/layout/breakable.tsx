/** A masked contact on a narrow screen, or in large text: it breaks where a reader would. */
import type { ComponentChild } from 'preact';

/** @returns an address that breaks before its @ or a dot, a number whose groups keep together */
export function breakable(masked: string): readonly ComponentChild[] {
  return masked
    .replace(/ /g, '\u00a0')
    .split(/(?=[@.])/)
    .flatMap((part, at) => (at === 0 ? [part] : [<wbr key={part} />, part]));
}
