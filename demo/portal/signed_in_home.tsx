/** The portal's home after signing in: the services, the sensitive action, and what the provider attested. */
import type { Language } from '../web/language.js';
import { type PageFrame, renderPortalPage } from './layout.js';
import type { Tokens } from './relying_party.js';
import { PORTAL_TEXT } from './text.js';

export interface SignedInHome {
  readonly tokens: Tokens;
  readonly refreshed: { readonly before: string | undefined; readonly after: string | undefined } | undefined;
  /** the provider said that a means of signing in was changed (S8) */
  readonly accessChanged: boolean;
  /** « Gérer mon compte » at the provider */
  readonly accountUrl: string;
  /** the administration of organisations at the provider */
  readonly organisationUrl: string;
  /** milliseconds since the epoch */
  readonly now: number;
}

function textClaim(claims: Readonly<Record<string, unknown>>, name: string): string | undefined {
  const value = claims[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** « Claire MARTIN », from what was granted; empty when no name was. */
function nameOf(tokens: Tokens): string {
  const claims = { ...tokens.claims, ...tokens.userinfo };
  const family = textClaim(claims, 'preferred_username') ?? textClaim(claims, 'family_name');
  const parts = [textClaim(claims, 'given_name')?.split(' ')[0], family];
  return parts.filter((part) => part !== undefined).join(' ') || (textClaim(claims, 'name') ?? '');
}

/** Does the person administer an organisation? The claim `organisation` says so. */
function isAdministrator({ claims, userinfo }: Tokens): boolean {
  const { organisation } = { ...claims, ...userinfo } as { organisation?: unknown };
  if (!Array.isArray(organisation)) return false;
  return organisation.some(({ roles }: { roles?: unknown }) => Array.isArray(roles) && roles.includes('administrator'));
}

function writtenDay(at: number, language: Language): string {
  const locale = language === 'fr' ? 'fr-FR' : 'en-GB';
  return new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'long', timeZone: 'Europe/Paris' }).format(at);
}

function writtenMoment(seconds: unknown, language: Language): string | undefined {
  if (typeof seconds !== 'number') return undefined;
  const locale = language === 'fr' ? 'fr-FR' : 'en-GB';
  return new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeStyle: 'medium', timeZone: 'Europe/Paris' }).format(
    seconds * 1000,
  );
}

/** The 5th of the month that follows. */
function nextFifth(now: number): number {
  const day = new Date(now);
  return Date.UTC(day.getUTCFullYear(), day.getUTCMonth() + 1, 5, 12);
}

function Cards(props: { readonly frame: PageFrame; readonly now: number }) {
  const { frame, now } = props;
  const due = nextFifth(now);
  const when = { fr: writtenDay(due, 'fr'), en: writtenDay(due, 'en') };
  return (
    <div class="cards">
      {frame.look.cards.map((card) => (
        <section class="panel card" key={card.title.fr}>
          <h2>{card.title[frame.language]}</h2>
          {card.lines(when).map((line) => (
            <p key={line.fr}>{line[frame.language]}</p>
          ))}
        </section>
      ))}
    </div>
  );
}

function Proof(props: { readonly frame: PageFrame; readonly tokens: Tokens }) {
  const { frame, tokens } = props;
  const text = PORTAL_TEXT[frame.language].proof;
  const amr = tokens.claims['amr'];
  const rows: ReadonlyArray<readonly [string, string | undefined]> = [
    [text.acr, textClaim(tokens.claims, 'acr')],
    [text.amr, Array.isArray(amr) ? amr.join(', ') : undefined],
    [text.authTime, writtenMoment(tokens.claims['auth_time'], frame.language)],
    [text.sub, tokens.subject],
  ];
  return (
    <section class="panel" aria-labelledby="proof">
      <h2 id="proof">{text.title}</h2>
      <p class="detail">{text.help}</p>
      <dl class="proof">
        {rows.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value ?? <span class="detail">{text.absent}</span>}</dd>
          </div>
        ))}
      </dl>
      <p>{text.askLevel}</p>
      <ul class="levels">
        {frame.look.levels.map((level) => (
          <li key={level}>
            <a href={`/connexion?niveau=${level}`}>{level}</a>
          </li>
        ))}
      </ul>
      <details>
        <summary>{text.idToken}</summary>
        <pre class="json" id="id-token">
          {JSON.stringify(tokens.claims, null, 2)}
        </pre>
      </details>
      <details>
        <summary>{text.userinfo}</summary>
        <pre class="json" id="userinfo">
          {JSON.stringify(tokens.userinfo, null, 2)}
        </pre>
      </details>
    </section>
  );
}

export function renderSignedInHome(frame: PageFrame, page: SignedInHome): string {
  const { look, language } = frame;
  const text = PORTAL_TEXT[language];
  const title = text.hello(nameOf(page.tokens));
  return renderPortalPage(
    frame,
    title,
    <>
      <div class="greeting">
        <h1>{title}</h1>
        <p>
          {text.signedIn} <a href={page.accountUrl}>{text.account}</a>
          {isAdministrator(page.tokens) ? (
            <>
              {' · '}
              <a href={page.organisationUrl}>{text.organisation}</a>
            </>
          ) : null}
        </p>
      </div>
      {page.accessChanged ? (
        <p class="banner" role="status">
          {text.accessChanged} <a href={page.accountUrl}>{text.account}</a>
        </p>
      ) : null}
      {page.refreshed === undefined ? null : (
        <p class="banner" role="status">
          {text.refresh.done(page.refreshed.before ?? text.proof.absent, page.refreshed.after ?? text.proof.absent)}
        </p>
      )}
      <Cards frame={frame} now={page.now} />
      <section class="panel" aria-labelledby="sensitive">
        <h2 id="sensitive">{text.sensitive}</h2>
        <p>{look.action.why[language]}</p>
        <a class="button" href="/action">
          {look.action.title[language]}
        </a>
      </section>
      <Proof frame={frame} tokens={page.tokens} />
      {page.tokens.refreshToken === undefined ? null : (
        <section class="panel" aria-labelledby="tokens">
          <h2 id="tokens">{text.refresh.title}</h2>
          <p>{text.refresh.help}</p>
          <form method="post" action="/jetons">
            <button type="submit" class="quiet">
              {text.refresh.button}
            </button>
          </form>
        </section>
      )}
    </>,
  );
}
