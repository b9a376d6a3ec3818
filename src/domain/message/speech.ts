/** A text as a synthetic voice takes it: pauses where somebody writes a digit down (I4; W3C SSML 1.1 §3.2.3). */

/** How long a provider lets a telephone ring: long enough to walk to a desk, too short for most answering machines. */
export const RING_SECONDS = 25;

const AFTER_DIGIT_MS = 700;
const AFTER_SENTENCE_MS = 1_000;

/**
 * @param text sentences on lines of their own, digits apart as `0, 4, 2`
 * @param language BCP 47 tag of the voice
 */
export function spoken(text: string, language: string): string {
  const sentences = text.split('\n').map((line) => pausedDigits(escaped(line)));
  const breaks = sentences.join(`<break time="${AFTER_SENTENCE_MS}ms"/>`);
  return `<speak version="1.1" xmlns="http://www.w3.org/2001/10/synthesis" xml:lang="${language}">${breaks}</speak>`;
}

function pausedDigits(line: string): string {
  return line.replace(/(?<=\d), (?=\d)/g, `<break time="${AFTER_DIGIT_MS}ms"/>`);
}

function escaped(line: string): string {
  return line.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
