/** The sensitive action: its form, the reason when it is refused, and the page once it is done. */
import { type PageFrame, renderPortalPage } from './layout.js';
import type { ActionRefusal } from './sensitive_action.js';
import { PORTAL_TEXT } from './text.js';

export interface ActionFormProps {
  /** last 4 of the account that is paid into now, where the API told */
  readonly present?: string | undefined;
  /** as typed before */
  readonly values?: Readonly<Record<string, string>>;
  /** name of the field that is wrong */
  readonly wrong?: string;
}

export function renderActionForm(frame: PageFrame, { present, values = {}, wrong }: ActionFormProps): string {
  const { look, language } = frame;
  const { action, problemPrefix, home } = PORTAL_TEXT[language];
  const title = look.action.title[language];
  return renderPortalPage(
    frame,
    wrong === undefined ? title : `${problemPrefix}${title}`,
    <section class="panel narrow">
      <h1>{title}</h1>
      <p>{look.action.why[language]}</p>
      {present === undefined ? null : <p>{action.present(present)}</p>}
      <form method="post" action="/action">
        {look.action.fields.map((field) => (
          <p class="field" key={field.name}>
            <label for={field.name}>{field.label[language]}</label>
            {field.name === wrong ? (
              <span class="wrong" id={`${field.name}-error`}>
                {field.wrong[language]}
              </span>
            ) : null}
            <input
              type="text"
              id={field.name}
              name={field.name}
              value={values[field.name] ?? field.example}
              autocomplete="off"
              {...(field.name === wrong ? { 'aria-invalid': true, 'aria-describedby': `${field.name}-error` } : {})}
            />
          </p>
        ))}
        <p class="detail">{action.notSaved}</p>
        <button type="submit">{look.action.submit[language]}</button>
      </form>
      <p class="after">
        <a href="/">{home}</a>
      </p>
    </section>,
  );
}

export function renderActionRefused(frame: PageFrame, refusal: ActionRefusal): string {
  const { look, language } = frame;
  const text = PORTAL_TEXT[language];
  return renderPortalPage(
    frame,
    `${text.problemPrefix}${text.action.refused}`,
    <section class="panel narrow problem">
      <h1>{text.action.refused}</h1>
      <p>
        <strong>{look.action.title[language]}</strong>
      </p>
      <p>{text.action.refusals[refusal]}</p>
      <p class="actions">
        <a class="button" href="/action">
          {text.action.again}
        </a>
      </p>
      <p class="after">
        <a href="/">{text.home}</a>
      </p>
    </section>,
  );
}

export function renderActionDone(frame: PageFrame): string {
  const { look, language } = frame;
  const text = PORTAL_TEXT[language];
  const title = look.action.done[language];
  return renderPortalPage(
    frame,
    title,
    <section class="panel narrow done">
      <h1>{title}</h1>
      <p>
        {text.action.notSaved} {text.action.done}
      </p>
      <p class="actions">
        <a class="button" href="/">
          {text.home}
        </a>
      </p>
    </section>,
  );
}
