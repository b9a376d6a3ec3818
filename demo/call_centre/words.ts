/** The words that an adviser reads out and the person compares (CIBA `binding_message`): easy to say, easy to tell apart. */
import { randomInt } from 'node:crypto';

const COLOURS = [
  'Violette',
  'Bleu',
  'Orange',
  'Jaune',
  'Rouge',
  'Marron',
  'Rose',
  'Gris',
  'Vert',
  'Turquoise',
] as const;

/** One of 900: `47 — Violette`. */
export function drawWords(): string {
  return `${randomInt(10, 100)} — ${COLOURS[randomInt(COLOURS.length)]}`;
}
