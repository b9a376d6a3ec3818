/**
 * Digits by touch, beside a real field (C5, I9; design: Password; facts: numeric keypad): real buttons in fixed order, the
 * keyboard and paste alive. Without script each key is a submission that gives the page back with one digit more, sealed
 * in its form and never in an address; with it, nothing is sent. How many digits there are is said, never which.
 */
import type { VNode } from 'preact';
import type { Locale } from '../../domain/realm.js';
import { Field } from './field.js';
import { text } from './text.js';

export interface KeypadFieldProps {
  readonly locale: Locale;
  /** both the id and the name sent; a pressed key is sent as `<id>_key` */
  readonly id: string;
  readonly label: string;
  readonly hint?: string | undefined;
  readonly errors?: readonly string[];
  /** how many digits are wanted */
  readonly length: number;
  readonly autocomplete: 'current-password' | 'new-password';
  /** digits that keys gave so far, without script: sent along as `<id>_kept` */
  readonly kept?: Kept | undefined;
}

/** How many digits there are, and the sealed digits themselves. */
export interface Kept {
  readonly count: number;
  readonly sealed: string;
}

const KEYS = ['1', '2', '3', '4', '5', '6', '7', '8', '9', 'clear', '0', 'delete'] as const;
/** spaces that a paste may bring */
const SPARE = 8;

export function KeypadField({ locale, id, length, autocomplete, kept, ...rest }: KeypadFieldProps): VNode {
  const t = text[locale].keypad;
  const counted = (count: number) => t.count(count, length);
  return (
    <div class="field" data-keypad={id} data-length={length} data-kept={kept?.count ?? 0}>
      <Field
        locale={locale}
        id={id}
        {...rest}
        input={{
          type: 'password',
          inputmode: 'numeric',
          autocomplete,
          maxlength: length + SPARE,
          placeholder: '•'.repeat(kept?.count ?? 0),
          spellcheck: false,
          required: true,
          class: 'digits short',
        }}
      />
      {kept === undefined ? null : <input type="hidden" name={`${id}_kept`} value={kept.sealed} />}
      <p
        class="hint"
        role="status"
        id={`${id}-count`}
        data-counts={Array.from({ length: length + 1 }, (_, count) => counted(count)).join('|')}
      >
        {counted(kept?.count ?? 0)}
      </p>
      <fieldset class="keypad">
        <legend class="unseen">{t.legend}</legend>
        {KEYS.map((key) => (
          <button key={key} type="submit" class="key" name={`${id}_key`} value={key} data-key={key}>
            {key === 'clear' ? t.clear : key === 'delete' ? t.delete : key}
          </button>
        ))}
      </fieldset>
    </div>
  );
}

/**
 * Enter in a field presses a form's first submit button: this one, seen by nobody, stands before the keys so that it is
 * not a digit.
 */
export function EnterKey(): VNode {
  return <button type="submit" hidden />;
}

/**
 * The digits there are after a key was pressed without script.
 *
 * @param digits those kept so far, then those that the field held
 * @param key value of `<id>_key`
 */
export function afterKey(digits: string, key: string, length: number): string {
  const sofar = digits.replace(/\D/g, '').slice(0, length);
  if (key === 'clear') return '';
  if (key === 'delete') return sofar.slice(0, -1);
  return /^[0-9]$/.test(key) ? `${sofar}${key}`.slice(0, length) : sofar;
}
