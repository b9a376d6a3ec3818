/** Finds the one-time code in a message, written as `123456`, `123 456`, or spoken as `1, 2, 3, 4, 5, 6`. */

const TOGETHER = /(?<![\d+#@.,-])(?<!\d[ \u00a0\u202f])(\d{3})[ \u00a0\u202f]?(\d{3})(?![\d-])(?![ \u00a0\u202f]\d)/;
const SPOKEN =
  /(?<![\d+])(\d)(?:[ ,.;…-]{1,3}(\d))(?:[ ,.;…-]{1,3}(\d))(?:[ ,.;…-]{1,3}(\d))(?:[ ,.;…-]{1,3}(\d))(?:[ ,.;…-]{1,3}(\d))(?!\d)/;

/** @returns the six digits without separators, or undefined when the text has no such code */
export function findCode(text: string): string | undefined {
  const match = TOGETHER.exec(text) ?? SPOKEN.exec(text);
  return match?.slice(1).join('');
}
