/** What may be wrong with a code that was typed or asked for, and how it is said (I2, C4, C5). */
import type { CodeWords } from './code_words.js';
import type { SaidError } from './error_summary.js';

/** This code will never do: the page offers a new one instead of a field. */
export interface SpentCode {
  readonly code: 'code-expired' | 'tries-exhausted' | 'already-used';
}

export type CodeError =
  | { readonly code: 'code-empty' | 'code-format' }
  | { readonly code: 'wrong-code'; readonly triesLeft: number }
  | SpentCode
  | { readonly code: 'resend-wait'; readonly seconds: number }
  | { readonly code: 'sends-exhausted'; readonly minutes: number };

/** Each page says in its own words that a code has left already. */
export type CodeErrorWords = CodeWords['errors'] & {
  readonly 'resend-wait': (seconds: number) => string;
  readonly 'sends-exhausted': (minutes: number) => string;
};

const SPENT: readonly string[] = ['code-expired', 'tries-exhausted', 'already-used'];
/** of a field, which is there no more once the code is over */
const OF_THE_FIELD: readonly string[] = ['code-empty', 'code-format', 'wrong-code'];

/**
 * What a page about a code says, and whether it still has the code's field: a code that is over stays over, whatever was
 * refused since.
 *
 * @param errors of what was just sent
 * @param left seconds of the code's life, and tries
 */
export function errorsAboutCode<E extends { readonly code: string }>(
  errors: readonly E[] = [],
  left: { readonly secondsLeft: number; readonly triesLeft: number },
): { readonly errors: ReadonlyArray<E | SpentCode>; readonly isOver: boolean } {
  const why = whySpent(left);
  if (why === undefined) return { errors, isOver: errors.some(({ code }) => SPENT.includes(code)) };
  const others = errors.filter(({ code }) => !OF_THE_FIELD.includes(code));
  return { errors: others.length > 0 ? others : [{ code: why }], isOver: true };
}

function whySpent({
  secondsLeft,
  triesLeft,
}: {
  secondsLeft: number;
  triesLeft: number;
}): SpentCode['code'] | undefined {
  if (secondsLeft <= 0) return 'code-expired';
  return triesLeft <= 0 ? 'tries-exhausted' : undefined;
}

export function saidOfCode(error: CodeError, words: CodeErrorWords): SaidError {
  switch (error.code) {
    case 'code-empty':
    case 'code-format':
      return { field: 'code', message: words[error.code] };
    case 'wrong-code':
      return { field: 'code', message: words['wrong-code'](error.triesLeft) };
    case 'resend-wait':
      return { message: words['resend-wait'](error.seconds) };
    case 'sends-exhausted':
      return { message: words['sends-exhausted'](error.minutes) };
    default:
      return { message: words[error.code] };
  }
}
