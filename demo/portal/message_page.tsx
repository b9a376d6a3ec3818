/** Pages that say one thing and offer a way on: what went wrong, signed out, nothing here. */
import { type PageFrame, renderPortalPage } from './layout.js';
import type { Problem } from './problem.js';
import { PORTAL_TEXT } from './text.js';

/** @param problem its `detail` may be empty */
export function renderProblem(frame: PageFrame, problem: Problem): string {
  const text = PORTAL_TEXT[frame.language];
  const { title, body } = text.problems[problem.reason];
  return renderPortalPage(
    frame,
    `${text.problemPrefix}${title}`,
    <section class="panel narrow problem">
      <h1>{title}</h1>
      <p>{body}</p>
      <p class="actions">
        {frame.signedIn ? (
          <a class="button" href="/">
            {text.home}
          </a>
        ) : (
          <a class="button" href="/connexion">
            {problem.reason === 'provider_unreachable' ? text.tryAgain : text.signIn}
          </a>
        )}
      </p>
      {frame.signedIn ? null : (
        <p class="after">
          <a href="/">{text.home}</a>
        </p>
      )}
      {problem.detail === '' ? null : (
        <details>
          <summary>{text.problemDetail}</summary>
          <p>
            <code>{problem.detail}</code>
          </p>
        </details>
      )}
    </section>,
  );
}

/** @param onlyHere true when the provider could not be reached, so that its own session may still be open */
export function renderSignedOut(frame: PageFrame, onlyHere: boolean): string {
  const text = PORTAL_TEXT[frame.language].signedOut;
  return renderPortalPage(
    frame,
    text.title,
    <section class="panel narrow done">
      <h1>{text.title}</h1>
      <p>{onlyHere ? text.onlyHere : text.body}</p>
      <p class="actions">
        <a class="button" href="/connexion">
          {text.again}
        </a>
      </p>
      <p class="after">
        <a href="/">{PORTAL_TEXT[frame.language].home}</a>
      </p>
    </section>,
  );
}

export function renderNotFound(frame: PageFrame): string {
  const text = PORTAL_TEXT[frame.language];
  return renderPortalPage(
    frame,
    text.notFound.title,
    <section class="panel narrow">
      <h1>{text.notFound.title}</h1>
      <p>{text.notFound.body}</p>
      <p>
        <a href="/">{text.home}</a>
      </p>
    </section>,
  );
}
