/**
 * The errors of a form, at the top of the page, focused and linked to their fields (RGAA 11.10, 11.11; WCAG 3.3.1,
 * 3.3.3). `autofocus` works without script; the client script sees to older browsers.
 */
import type { VNode } from 'preact';
import type { Locale } from '../../domain/realm.js';
import { Icon } from './icon.js';
import { text } from './text.js';

/** An error in words; `field` is the id of the field it is about, none for the form as a whole. */
export interface SaidError {
  readonly field?: string | undefined;
  readonly message: string;
}

/** @returns nothing when there is no error */
export function ErrorSummary({ locale, errors }: { locale: Locale; errors: readonly SaidError[] }): VNode | null {
  if (errors.length === 0) return null;
  if (errors.every(({ field }) => field === undefined)) return <FormErrors errors={errors} />;
  return (
    <div class="notice danger" role="alert" tabindex={-1} autofocus>
      <h2>
        <Icon name="warning" />
        {text[locale].errorsTitle(errors.length)}
      </h2>
      <ul>
        {errors.map(({ field, message }) => (
          <li key={message}>{field === undefined ? message : <a href={`#${field}`}>{message}</a>}</li>
        ))}
      </ul>
    </div>
  );
}

/** Nothing to correct in a field: the sentence is all there is to say, without a heading that blames. */
function FormErrors({ errors }: { errors: readonly SaidError[] }): VNode {
  return (
    <div class="notice danger" role="alert" tabindex={-1} autofocus>
      {errors.map(({ message }) => (
        <p key={message} class="badge">
          <Icon name="warning" />
          <span>{message}</span>
        </p>
      ))}
    </div>
  );
}

/** The words of one field's errors, to stand beside it. */
export function messagesFor(field: string, errors: readonly SaidError[]): string[] {
  return errors.filter((error) => error.field === field).map(({ message }) => message);
}
