/** Every field of the chosen person's identity, to be changed before the sign-in goes on. */
import type { Identity } from './identity.js';
import { type PageFrame, renderSimulatorPage } from './layout.js';
import type { SimulatedPerson } from './people.js';
import { SIMULATOR_TEXT } from './text.js';
import { WaysOut } from './ways_out.js';

export interface Editing {
  readonly base: string;
  readonly person: SimulatedPerson;
  readonly level: string;
  readonly fields: ReadonlyArray<keyof Identity>;
}

export function renderIdentityForm(frame: PageFrame, { base, person, level, fields }: Editing): string {
  const text = SIMULATOR_TEXT[frame.language];
  return renderSimulatorPage(
    frame,
    text.edit.title,
    <>
      <h1>{text.edit.title}</h1>
      <p class="lead">{text.edit.help}</p>
      <form method="post" action={`${base}/identite`}>
        <input type="hidden" name="personne" value={person.id} />
        <input type="hidden" name="niveau" value={level} />
        <div class="fields">
          {fields.map((field) => (
            <Field key={field} frame={frame} field={field} value={typedValue(person.identity, field)} />
          ))}
        </div>
        <p class="actions">
          <button type="submit">{text.edit.go}</button>
        </p>
      </form>
      <p>
        <a href={base}>{text.edit.back}</a>
      </p>
      <WaysOut language={frame.language} base={base} />
    </>,
  );
}

/** Names are one field: a comma separates them, since a space may be inside one. */
function typedValue(identity: Identity, field: keyof Identity): string {
  const value = identity[field];
  return typeof value === 'string' ? value : value.join(', ');
}

function Field(props: { readonly frame: PageFrame; readonly field: keyof Identity; readonly value: string }) {
  const { frame, field, value } = props;
  const text = SIMULATOR_TEXT[frame.language].edit;
  const hint = text.hints[field];
  return (
    <p class="field">
      <label for={field}>{text.fields[field]}</label>
      {field === 'gender' ? (
        <select id={field} name={field}>
          {Object.entries(text.genders).map(([gender, label]) => (
            <option key={gender} value={gender} selected={gender === value}>
              {label}
            </option>
          ))}
        </select>
      ) : (
        <input
          type="text"
          id={field}
          name={field}
          value={value}
          autocomplete="off"
          spellcheck={false}
          aria-describedby={hint === undefined ? undefined : `${field}-hint`}
        />
      )}
      {hint === undefined ? null : (
        <span class="detail" id={`${field}-hint`}>
          {hint}
        </span>
      )}
    </p>
  );
}
