/** One field: its label, its hint, what is wrong with it, its input, tied together for assistive technology (X2). */
import type { ComponentChildren, InputHTMLAttributes, VNode } from 'preact';
import { useContext } from 'preact/hooks';
import type { Locale } from '../../domain/realm.js';
import { Icon } from './icon.js';
import { AtKiosk, NOTHING_KEPT } from './kiosk/frame.js';
import { text } from './text.js';

export interface FieldProps {
  readonly locale: Locale;
  /** both the id and the name sent */
  readonly id: string;
  readonly label: string;
  readonly hint?: string | undefined;
  /** words of the errors of this field; they are said in the summary too */
  readonly errors?: readonly string[];
  readonly input: InputHTMLAttributes;
  /** stands beside the input, such as a button that reveals it */
  readonly beside?: ComponentChildren;
}

export function Field({ locale, id, label, hint, errors = [], input, beside }: FieldProps): VNode {
  const hintId = hint === undefined ? undefined : `${id}-hint`;
  const errorId = errors.length === 0 ? undefined : `${id}-error`;
  const describedBy = [errorId, hintId].filter((part) => part !== undefined).join(' ');
  const { class: extra, ...attributes } = input;
  const box = (
    <input
      {...attributes}
      {...(useContext(AtKiosk) ? NOTHING_KEPT : {})}
      class={typeof extra === 'string' ? `input ${extra}` : 'input'}
      id={id}
      name={id}
      {...(describedBy === '' ? {} : { 'aria-describedby': describedBy })}
      {...(errorId === undefined ? {} : { 'aria-invalid': 'true' as const })}
    />
  );
  return (
    <div class="field">
      <label for={id} id={`${id}-label`}>
        {label}
      </label>
      {hint === undefined ? null : (
        <p class="hint" id={hintId}>
          {hint}
        </p>
      )}
      {errorId === undefined ? null : <FieldError locale={locale} id={errorId} messages={errors} />}
      {beside === undefined ? (
        box
      ) : (
        <div class="with-toggle">
          {box}
          {beside}
        </div>
      )}
    </div>
  );
}

/** Errors beside a field or a group of choices. */
export function FieldError(props: { locale: Locale; id: string; messages: readonly string[] }): VNode {
  return (
    <p class="wrong" id={props.id}>
      <Icon name="warning" size={22} />
      <span>
        <span class="unseen">{text[props.locale].errorPrefix}</span>
        {props.messages.join(' ')}
      </span>
    </p>
  );
}
