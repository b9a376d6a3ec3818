/** Puts a letter on paper (C8). */
import type { LetterContent } from '../../domain/letter/letter.js';

export interface RenderedLetter {
  readonly bytes: Buffer;
  readonly pages: number;
}

/**
 * The same letter gives the same bytes.
 *
 * @param at when it is dated, in milliseconds since the epoch
 * @throws Error for something secret that does not print exactly as it is
 */
export type RenderLetter = (content: LetterContent, at: number) => Promise<RenderedLetter>;
