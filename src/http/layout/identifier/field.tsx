/** The one field for any of a realm's identifiers, and where to find that number (I1; design: NIR). */
import type { VNode } from 'preact';
import type { IdentifierKind, Locale } from '../../../domain/realm.js';
import { Disclosure } from '../disclosure.js';
import { Field } from '../field.js';
import { NumberDrawing } from './number_drawing.js';
import { type IdentifierFaultText, type IdentifierWording, text } from './text.js';

export interface IdentifierFieldProps {
  readonly locale: Locale;
  /** the identifiers that may be typed */
  readonly kinds: readonly IdentifierKind[];
  /** what was typed, given back */
  readonly typed?: string | undefined;
  readonly errors?: readonly string[];
  /** the browser may fill in a passkey here (I6) */
  readonly passkeys?: boolean;
}

/** A number longer than this cannot be one, whatever its spaces. */
const LONGEST_IDENTIFIER = 100;
/** An allocataire number is at most this long; a longer value is shown grouped as a social security number. */
const LONGEST_ALLOCATAIRE = 8;

/** Sent as `identifier`. */
export function IdentifierField({ locale, kinds, typed = '', errors = [], passkeys }: IdentifierFieldProps): VNode {
  const wording = wordingOf(kinds);
  const { label, hint } = text[locale].identifier[wording];
  return (
    <>
      <Field
        locale={locale}
        id="identifier"
        label={label}
        hint={hint}
        errors={errors}
        input={{
          type: 'text',
          value: typed,
          autocomplete: passkeys ? 'username webauthn' : 'username',
          inputmode: 'text',
          spellcheck: false,
          maxlength: LONGEST_IDENTIFIER,
          required: true,
          autocorrect: 'off',
          ...(wording === 'login'
            ? { autocapitalize: 'none' }
            : { autocapitalize: 'characters', class: 'digits', ...grouping(wording) }),
        }}
      />
      {wording === 'login' || wording === 'allocataire' ? null : <WhereToFind locale={locale} wording={wording} />}
    </>
  );
}

export function wordingOf(kinds: readonly IdentifierKind[]): IdentifierWording {
  if (kinds.includes('login')) return 'login';
  if (!kinds.includes('nir')) return 'allocataire';
  return kinds.includes('allocataire') ? 'nir-or-allocataire' : 'nir';
}

/** @param code `identifier-empty`, `identifier-<reason>`; any other gets the general sentence */
export function identifierFault(code: string, locale: Locale, wording: IdentifierWording): string {
  const { identifier, faults } = text[locale];
  if (code === 'identifier-empty') return identifier[wording].empty;
  return Object.hasOwn(faults, code) ? faults[code as IdentifierFaultText] : faults['identifier-format'];
}

function grouping(wording: IdentifierWording): Record<`data-${string}`, number> {
  if (wording === 'allocataire') return {};
  return { 'data-groups-after': wording === 'nir' ? 0 : LONGEST_ALLOCATAIRE };
}

function WhereToFind({ locale, wording }: { locale: Locale; wording: IdentifierWording }): VNode {
  const t = text[locale].where;
  return (
    <Disclosure question={t.question}>
      <NumberDrawing description={t.drawing} name={t.drawingName} />
      <ul class="list">
        <li>{t.card}</li>
        <li>{t.papers}</li>
        {wording === 'nir-or-allocataire' ? <li>{t.allocataire}</li> : null}
      </ul>
    </Disclosure>
  );
}
