/** Cancelling, and failing like the real platform can: on every page of a simulated sign-in. */
import type { Language } from '../web/language.js';
import { FAILURES } from './failures.js';
import { SIMULATOR_TEXT } from './text.js';

/** @param props.base where the forms of this request live */
export function WaysOut({ language, base }: { readonly language: Language; readonly base: string }) {
  const text = SIMULATOR_TEXT[language];
  return (
    <div class="ways-out">
      <form method="post" action={`${base}/annuler`}>
        <button type="submit" class="quiet">
          {text.cancel}
        </button>
      </form>
      <details>
        <summary>{text.fail.summary}</summary>
        <form method="post" action={`${base}/echouer`}>
          <p class="field">
            <label for="echec">{text.fail.label}</label>
            <select id="echec" name="echec">
              {FAILURES.map(({ code, means }) => (
                <option key={code} value={code}>
                  {code}
                  {' – '}
                  {means[language]}
                </option>
              ))}
            </select>
          </p>
          <button type="submit" class="quiet">
            {text.fail.go}
          </button>
        </form>
      </details>
    </div>
  );
}
