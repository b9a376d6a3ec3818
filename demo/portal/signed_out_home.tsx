/** The portal's home before signing in: one clear button, the people to try it as, and where their codes arrive. */
import type { Language } from '../web/language.js';
import { type PageFrame, renderPortalPage } from './layout.js';
import { PORTAL_TEXT } from './text.js';

/** Somebody to sign in as. */
export interface PortalPerson {
  readonly label: string;
  readonly identifier: string;
  /** null: there is none yet, and the note says the way in */
  readonly password: string | null;
  readonly note: Readonly<Record<Language, string>>;
}

function People(props: { readonly frame: PageFrame; readonly people: readonly PortalPerson[] }) {
  const { frame, people } = props;
  const text = PORTAL_TEXT[frame.language].people;
  const identifier = frame.look.identifierLabel[frame.language];
  return (
    <section class="panel" aria-labelledby="people">
      <h2 id="people">{text.title}</h2>
      <p class="detail">{text.help}</p>
      <table class="people">
        <thead>
          <tr>
            <th scope="col">{text.person}</th>
            <th scope="col">{identifier}</th>
            <th scope="col">{text.password}</th>
            <th scope="col">{text.code}</th>
          </tr>
        </thead>
        <tbody>
          {people.map((person) => (
            <tr key={person.identifier}>
              <th scope="row">{person.label}</th>
              <td data-label={identifier}>
                <code class="copy">{person.identifier}</code>
              </td>
              <td data-label={text.password}>
                {person.password === null ? '–' : <code class="copy">{person.password}</code>}
              </td>
              <td data-label={text.code}>{person.note[frame.language]}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

export function renderSignedOutHome(frame: PageFrame, people: readonly PortalPerson[]): string {
  const { look, language } = frame;
  const text = PORTAL_TEXT[language];
  return renderPortalPage(
    frame,
    look.name[language],
    <>
      <section class="hero">
        <h1>{look.welcome[language]}</h1>
        <p>{look.promise[language]}</p>
        <p class="actions">
          <a class="button primary" href="/connexion">
            {text.signIn}
          </a>
        </p>
      </section>
      <section class="panel codes" aria-labelledby="codes">
        <div>
          <h2 id="codes">{text.codes.title}</h2>
          <p>{text.codes.help}</p>
        </div>
        <a class="button quiet" href={frame.inboxUrl}>
          {text.codes.link}
        </a>
      </section>
      {people.length === 0 ? null : <People frame={frame} people={people} />}
    </>,
  );
}
