/** The password is chosen and nobody is signed in: what changed, who was told, and the way on (C4, C5; design: Done). */
import type { VNode } from 'preact';
import type { Channel, Locale, Realm } from '../../../domain/realm.js';
import { Notice } from '../notice.js';
import type { PageContent } from '../page.js';
import { Dialable } from '../telephone.js';
import { type KeptMeans, KeptMeansView } from './kept_means.js';
import { text } from './text.js';

export interface RecoveredProps {
  readonly locale: Locale;
  readonly realm: Pick<Realm, 'help'>;
  /** in the place of another, or the first one */
  readonly password: 'new' | 'first';
  /** channels on which the person was told */
  readonly told: readonly Channel[];
  /** what carried the code, when it may not carry the next sign-in's code for a while */
  readonly barred: { readonly channel: Channel; readonly hours: number } | undefined;
  /** what signs in as before */
  readonly kept?: readonly KeptMeans[];
  /** the login page of the same request */
  readonly signInHref: string;
  /** for another account, or the same again */
  readonly againHref: string;
}

export function recoveredPage(props: RecoveredProps): PageContent {
  return { title: text[props.locale].done.title[props.password], body: <RecoveredView {...props} /> };
}

export function RecoveredView(props: RecoveredProps): VNode {
  const { locale, realm, password, told, barred, kept = [], signInHref, againHref } = props;
  const t = text[locale].done;
  return (
    <>
      <div class="head">
        <h1>{t.title[password]}</h1>
      </div>
      <Notice kind="success" message={t.what[password]} />
      <ul class="list">
        <li>{t.ended}</li>
        <li>{told.length > 0 ? t.told(told.map((channel) => t.by[channel]).join(t.and)) : t.toldNobody}</li>
        {barred === undefined ? null : <li>{t.barred(t.carrier[barred.channel], barred.hours)}</li>}
      </ul>
      <KeptMeansView locale={locale} realm={realm} means={kept} />
      <a class="button" href={signInHref}>
        {t.signIn}
      </a>
      <div>
        <p class="small">
          <Dialable sentence={t.notYou} number={realm.help.telephone} />
        </p>
        <a class="link" href={againHref}>
          {t.again}
        </a>
      </div>
    </>
  );
}
