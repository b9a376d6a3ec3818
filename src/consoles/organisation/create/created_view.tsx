/** A user was created: what left, where, and what comes next (E1). Pure: values in, a page out. */
import type { VNode } from 'preact';
import { Icon } from '../../../http/layout/icon.js';
import type { PageContent } from '../../../http/layout/page.js';
import type { CreatedUser } from '../../../services/organisation/administration.js';
import { type FrameProps, framed } from '../frame.js';
import { text } from './text.js';

export interface CreatedProps {
  readonly frame: FrameProps;
  readonly person: string;
  readonly login: string | null;
  readonly passwordBy: CreatedUser['passwordBy'];
  readonly activation: CreatedUser['activation'];
  /** where a code can be had, while one may be given */
  readonly activationHref: string | undefined;
  readonly userHref: string;
  readonly createHref: string;
}

export function createdPage(props: CreatedProps): PageContent {
  const title = text[props.frame.locale].created.title(props.person);
  return framed(props.frame, { title, body: <CreatedView {...props} title={title} /> });
}

export function CreatedView(props: CreatedProps & { readonly title: string }): VNode {
  const { frame, title, login, passwordBy, activation, activationHref, userHref, createHref } = props;
  const t = text[frame.locale];
  const needsCode = activation === 'screen' && activationHref !== undefined;
  return (
    <>
      <div class="head">
        <h1 class="badge">
          <Icon name="check" size={32} className="good" />
          <span>{title}</span>
        </h1>
        {login === null ? null : (
          <p>
            {t.login} <strong>{login}</strong>
          </p>
        )}
      </div>
      <div class="stack">
        <h2>{t.created.next}</h2>
        <ul class="list">
          <li>{t.created.sent[passwordBy]}</li>
          <li>{t.created.activation[activation]}</li>
          <li>{t.review.replaced}</li>
        </ul>
      </div>
      <div class="buttons">
        <a class="button" href={needsCode ? activationHref : userHref}>
          {needsCode ? t.created.giveCode : t.created.see}
        </a>
        <a class="quiet" href={createHref}>
          {t.created.another}
        </a>
      </div>
    </>
  );
}
