/** The buttons of a form: one primary a page, the rest look like links (design: Look). */
import type { VNode } from 'preact';
import type { Locale } from '../../domain/realm.js';
import { text } from './text.js';

export interface SubmitProps {
  readonly locale: Locale;
  readonly label: string;
  /** `primary` unless told; `quiet` is an outlined button, `link` a button that looks like a link */
  readonly look?: 'primary' | 'quiet' | 'link';
  readonly name?: string;
  readonly value?: string;
  /** the answer is a file: this page stays, and nothing ends a wait that it would announce */
  readonly bringsFile?: boolean;
}

const CLASS = { primary: 'button', quiet: 'quiet', link: 'link' } as const;

export function Submit({ locale, label, look = 'primary', name, value, bringsFile = false }: SubmitProps): VNode {
  return (
    <button
      type="submit"
      class={CLASS[look]}
      {...(bringsFile ? {} : { 'data-busy': text[locale].busy })}
      {...(name === undefined ? {} : { name, value: value ?? '' })}
    >
      {label}
    </button>
  );
}
