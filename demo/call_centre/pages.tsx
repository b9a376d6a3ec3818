/** The pages of an adviser's screen: who calls, and what became of it. Pure: values in, a document out. */
import type { ComponentChildren } from 'preact';
import { LanguageSwitch, renderDocument } from '../web/document.js';
import type { Language } from '../web/language.js';
import type { Call, Refusal } from './calls.js';
import { type CallCentreText, text } from './text.js';

export interface Frame {
  readonly language: Language;
  readonly languageAddresses: Readonly<Record<Language, string>>;
  readonly inboxUrl: string;
}

export const LEVELS = ['two-step', 'two-factor'] as const;
const RELOAD_SECONDS = 5;

export interface AskProps {
  /** numbers of people of the demonstration */
  readonly numbers: readonly string[];
  readonly typed?: string;
  readonly refused?: Refusal | 'number';
}

export function renderAsk(frame: Frame, { numbers, typed = '', refused }: AskProps): string {
  const t = text[frame.language];
  const isNumberWrong = refused === 'number';
  const message = refused && (isNumberWrong ? t.numberWrong : t.refusals[refused]);
  return render(
    frame,
    `${refused === undefined ? '' : t.errorPrefix}${t.title}`,
    <section class="panel">
      <h1>{t.title}</h1>
      <p>{t.what}</p>
      {message === undefined || isNumberWrong ? null : (
        <p class="wrong" role="alert">
          {message}
        </p>
      )}
      <form method="post" action="/calls" novalidate>
        <div class="field">
          <label for="number">{t.number}</label>
          <p class="hint" id="number-hint">
            {t.numberHint(numbers.join(', '))}
          </p>
          {isNumberWrong ? (
            <p class="wrong" role="alert" id="number-wrong">
              {t.numberWrong}
            </p>
          ) : null}
          <input
            type="text"
            id="number"
            name="number"
            inputMode="numeric"
            autoComplete="off"
            value={typed}
            aria-describedby={isNumberWrong ? 'number-hint number-wrong' : 'number-hint'}
            {...(isNumberWrong ? { 'aria-invalid': 'true' } : {})}
          />
        </div>
        <div class="field">
          <label for="level">{t.level}</label>
          <select id="level" name="level">
            {LEVELS.map((level) => (
              <option key={level} value={level}>
                {t.levels[level]}
              </option>
            ))}
          </select>
        </div>
        <button type="submit">{t.ask}</button>
      </form>
    </section>,
  );
}

export function renderCall(frame: Frame, call: Call): string {
  const t = text[frame.language];
  const { state, words, known } = call;
  const isWaiting = state === 'waiting';
  return render(
    frame,
    `${t.call} – ${t.states[state]}`,
    <>
      <h1>{t.call}</h1>
      <div id="call" data-state={state}>
        {isWaiting ? (
          <section class="panel" aria-labelledby="say">
            <h2 id="say">{t.wordsAre}</h2>
            <p class="words">{words}</p>
            <ol class="say">
              {t.say.map((sentence) => (
                <li key={sentence}>{sentence}</li>
              ))}
            </ol>
            <p>{t.never}</p>
          </section>
        ) : null}
        <section class="panel" aria-live="polite">
          <p class={`state ${state}`}>{t.states[state]}</p>
          {isWaiting ? (
            <a class="button quiet" href={`/calls/${call.id}`}>
              {t.lookAgain}
            </a>
          ) : (
            <Known t={t} known={known} />
          )}
        </section>
        {isWaiting ? null : (
          <a class="button" href="/">
            {t.another}
          </a>
        )}
      </div>
    </>,
    isWaiting ? (
      <>
        <script src="/live.js" defer />
        <noscript>
          <meta http-equiv="refresh" content={String(RELOAD_SECONDS)} />
        </noscript>
      </>
    ) : null,
  );
}

function Known({ t, known }: { readonly t: CallCentreText; readonly known: Call['known'] }) {
  const { acr, amr, name, scope, allocataire } = known as {
    acr?: string;
    amr?: readonly string[];
    name?: string;
    scope?: string;
    allocataire?: { readonly number?: string };
  };
  if (acr === undefined) return null;
  const facts = [
    [t.facts.name, name],
    [t.facts.number, allocataire?.number],
    [t.facts.acr, acr],
    [t.facts.amr, amr?.join(', ')],
    [t.facts.scope, scope],
  ] as const;
  return (
    <>
      <h2>{t.known}</h2>
      <dl class="facts">
        {facts.map(([label, value]) =>
          value === undefined ? null : (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </div>
          ),
        )}
      </dl>
    </>
  );
}

export function renderGone(frame: Frame): string {
  const t = text[frame.language];
  return render(
    frame,
    t.gone,
    <section class="panel">
      <h1>{t.gone}</h1>
      <a class="button" href="/">
        {t.another}
      </a>
    </section>,
  );
}

function render(frame: Frame, title: string, children: ComponentChildren, head?: ComponentChildren): string {
  const { language } = frame;
  const t = text[language];
  return renderDocument({
    language,
    title: `${title} | ${t.name}`,
    head,
    skipLink: t.skip,
    children: (
      <>
        <header class="top">
          <p class="notice">{t.demonstration}</p>
          <div class="inner">
            <p class="brand">
              <img src="/icon.svg" alt="" width="44" height="44" />
              <a href="/">{t.name}</a>
            </p>
            <LanguageSwitch language={language} label={t.languages} addresses={frame.languageAddresses} />
          </div>
        </header>
        <main id="content" class="inner">
          {children}
        </main>
        <footer class="inner">
          <a href={frame.inboxUrl}>{t.inbox}</a>
        </footer>
      </>
    ),
  });
}
