/** The pages that end a simulated sign-in: the platform's own error page with its code, and three plain messages. */
import { type PageFrame, renderSimulatorPage } from './layout.js';
import { SIMULATOR_TEXT } from './text.js';

/** Back to the service: by a form of the request, by an address that carries the error, or not at all. */
export type WayBack =
  | { readonly kind: 'form'; readonly base: string; readonly code: string }
  | { readonly kind: 'link'; readonly href: string }
  | { readonly kind: 'none' };

export function renderStop(frame: PageFrame, code: string, means: string, back: WayBack): string {
  const text = SIMULATOR_TEXT[frame.language];
  return renderSimulatorPage(
    frame,
    `${text.stop.title} (${code})`,
    <section class="panel stop">
      <p class="code">{code}</p>
      <h1>{text.stop.title}</h1>
      <p>{back.kind === 'none' ? text.stop.noWayBack : text.stop.body}</p>
      <dl>
        <dt>{text.stop.developer}</dt>
        <dd>{means}</dd>
      </dl>
      {back.kind === 'form' ? (
        <form method="post" action={`${back.base}/retour`}>
          <input type="hidden" name="echec" value={back.code} />
          <button type="submit">{text.stop.back}</button>
        </form>
      ) : null}
      {back.kind === 'link' ? (
        <p>
          <a class="button" href={back.href}>
            {text.stop.back}
          </a>
        </p>
      ) : null}
    </section>,
  );
}

export function renderMessage(frame: PageFrame, message: 'expired' | 'signedOut' | 'notFound'): string {
  const { title, body } = SIMULATOR_TEXT[frame.language][message];
  return renderSimulatorPage(
    frame,
    title,
    <section class="panel">
      <h1>{title}</h1>
      <p>{body}</p>
    </section>,
  );
}
