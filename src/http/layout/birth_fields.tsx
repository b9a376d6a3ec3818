/** A date of birth, or its day and month alone, in fields of their own: no calendar to page through (C4, C5; RGAA 11.5). */
import type { VNode } from 'preact';
import type { Locale } from '../../domain/realm.js';
import { FieldError } from './field.js';
import { text } from './text.js';

/** As typed; sent as `birth_day`, `birth_month`, `birth_year`. */
export interface TypedBirth {
  readonly day: string;
  readonly month: string;
  readonly year: string;
}

export interface BirthFieldsProps {
  readonly locale: Locale;
  readonly legend: string;
  readonly hint: string;
  readonly parts: ReadonlyArray<keyof TypedBirth>;
  readonly typed: TypedBirth;
  readonly errors: readonly string[];
  /** may be left empty, and is somebody else's than the visitor's: the browser has nothing to fill in */
  readonly isOptional?: boolean;
}

/** the field that an error in the summary leads to */
export const BIRTH_FIELD = 'birth_day';

const LENGTH = { day: 2, month: 2, year: 4 } as const;

export function BirthFields({
  locale,
  legend,
  hint,
  parts,
  typed,
  errors,
  isOptional = false,
}: BirthFieldsProps): VNode {
  const t = text[locale].birth;
  const describedBy = [...(errors.length > 0 ? ['birth-error'] : []), 'birth-hint'].join(' ');
  return (
    <fieldset class="field" aria-describedby={describedBy}>
      <legend>{legend}</legend>
      <p class="hint" id="birth-hint">
        {hint}
      </p>
      {errors.length > 0 ? <FieldError locale={locale} id="birth-error" messages={errors} /> : null}
      <div class="parts">
        {parts.map((part) => (
          <div key={part}>
            <label for={`birth_${part}`}>{t[part]}</label>
            <input
              class={`input digits ${part}`}
              id={`birth_${part}`}
              name={`birth_${part}`}
              type="text"
              inputmode="numeric"
              maxlength={LENGTH[part]}
              value={typed[part]}
              required={!isOptional}
              {...(isOptional ? {} : { autocomplete: `bday-${part}` as const })}
              {...(errors.length > 0 ? { 'aria-invalid': 'true' as const } : {})}
            />
          </div>
        ))}
      </div>
    </fieldset>
  );
}

/** What a form brought. */
export function typedBirth(form: ReadonlyMap<string, string>): TypedBirth {
  const part = (name: string) => (form.get(name) ?? '').slice(0, 10);
  return { day: part('birth_day'), month: part('birth_month'), year: part('birth_year') };
}
