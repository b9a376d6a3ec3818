/** The sensitive action: its form when the proof is fresh, the reason when it is not, and the page once it is done. */
import { type PageFrame, renderPortalPage } from './layout.js';
import type { ActionRefusal } from './sensitive_action.js';
import { PORTAL_TEXT } from './text.js';

export function renderActionForm(frame: PageFrame): string {
  const { look, language } = frame;
  const text = PORTAL_TEXT[language].action;
  const title = look.action.title[language];
  return renderPortalPage(
    frame,
    title,
    <section class="panel narrow">
      <h1>{title}</h1>
      <p class="banner">{text.proved}</p>
      <form method="post" action="/action">
        {look.action.fields.map((field) => (
          <p class="field" key={field.name}>
            <label for={field.name}>{field.label[language]}</label>
            <input type="text" id={field.name} name={field.name} value={field.example} autocomplete="off" />
          </p>
        ))}
        <p class="detail">{text.notSaved}</p>
        <button type="submit">{look.action.submit[language]}</button>
      </form>
      <p class="after">
        <a href="/">{PORTAL_TEXT[language].home}</a>
      </p>
    </section>,
  );
}

/** @param acr the level that the answer carried, when there was an answer */
export function renderActionRefused(frame: PageFrame, refusal: ActionRefusal, acr: string | undefined): string {
  const { look, language } = frame;
  const text = PORTAL_TEXT[language];
  const title = `${text.problemPrefix}${text.action.refused}`;
  return renderPortalPage(
    frame,
    title,
    <section class="panel narrow problem">
      <h1>{text.action.refused}</h1>
      <p>
        <strong>{look.action.title[language]}</strong>
      </p>
      <p>
        {text.action.refusals[refusal]}{' '}
        {refusal === 'other_level' ? text.action.levelGot(acr ?? text.proof.absent) : null}
      </p>
      <p class="actions">
        <a class="button" href="/action/commencer">
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
