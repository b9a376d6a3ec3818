/** What may be wrong with a code that was typed or asked for, and how it is said (I2, C4, C5). */
import type { CodeWords } from './code_words.js';
import type { SaidError } from './error_summary.js';

export type CodeError =
  | { readonly code: 'code-empty' | 'code-format' }
  | { readonly code: 'wrong-code'; readonly triesLeft: number }
  /** this code will never do: the page asks for a new one instead of a field */
  | { readonly code: 'code-expired' | 'tries-exhausted' | 'already-used' }
  | { readonly code: 'resend-wait'; readonly seconds: number }
  | { readonly code: 'sends-exhausted'; readonly minutes: number };

/** Each page says in its own words that a code has left already. */
export type CodeErrorWords = CodeWords['errors'] & {
  readonly 'resend-wait': (seconds: number) => string;
  readonly 'sends-exhausted': (minutes: number) => string;
};

const SPENT: readonly string[] = ['code-expired', 'tries-exhausted', 'already-used'];

export function isSpent(errors: ReadonlyArray<{ readonly code: string }> = []): boolean {
  return errors.some(({ code }) => SPENT.includes(code));
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
