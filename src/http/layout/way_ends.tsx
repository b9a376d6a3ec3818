/** Where this way ends: what happened and what to do, what leads on instead, and whom to call. */
import type { ComponentChildren, VNode } from 'preact';
import type { Locale, Realm } from '../../domain/realm.js';
import { HelpCall } from './help_call.js';

export interface WayEndsProps {
  readonly locale: Locale;
  readonly realm: Pick<Realm, 'help'>;
  readonly title: string;
  readonly sentences: readonly string[];
  /** the best way on, where there is one */
  readonly next?: { readonly href: string; readonly label: string } | undefined;
  /** below whom to call: the way back */
  readonly back?: ComponentChildren;
  /** other ways on */
  readonly children?: ComponentChildren;
}

export function WayEnds({ locale, realm, title, sentences, next, back, children }: WayEndsProps): VNode {
  return (
    <>
      <div class="head">
        <h1>{title}</h1>
        {sentences.map((sentence) => (
          <p key={sentence}>{sentence}</p>
        ))}
      </div>
      {next === undefined ? null : (
        <a class="button" href={next.href}>
          {next.label}
        </a>
      )}
      {children}
      <HelpCall locale={locale} help={realm.help} />
      {back}
    </>
  );
}
