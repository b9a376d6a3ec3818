/** Asking for a card of codes by letter, where no message can reach the person (I10). Pure: values in, a page out. */
import type { VNode } from 'preact';
import type { Locale, Realm } from '../../../domain/realm.js';
import { HelpCall } from '../help_call.js';
import type { PageContent } from '../page.js';
import { PostForm } from '../post_form.js';
import { Submit } from '../submit.js';
import { text } from './text.js';

/** What a page may offer of ordering a card. */
export interface CardOffer {
  /** where it is posted: `csrf` */
  readonly action: string;
  readonly csrfToken: string;
  /** from when on, as a date in words; undefined: now */
  readonly notBefore?: string | undefined;
}

/** @param props.isMain false: the page has something better to do first */
export function OrderCard(props: {
  readonly locale: Locale;
  readonly offer: CardOffer;
  readonly isMain?: boolean;
}): VNode {
  const { locale, offer, isMain = true } = props;
  const t = text[locale];
  return (
    <div class="stack">
      <h2>{t.heading}</h2>
      {offer.notBefore === undefined ? (
        <>
          <p>{t.what}</p>
          <PostForm action={offer.action} csrfToken={offer.csrfToken}>
            <Submit locale={locale} label={t.submit} {...(isMain ? {} : { look: 'quiet' as const })} />
          </PostForm>
        </>
      ) : (
        <p>{t.tooSoon(offer.notBefore)}</p>
      )}
      <p>{t.desk}</p>
    </div>
  );
}

export interface CardOrderedProps {
  readonly locale: Locale;
  readonly realm: Pick<Realm, 'help'>;
  readonly cancelHref: string;
}

/** The page after it was ordered. */
export function cardOrderedPage(props: CardOrderedProps): PageContent {
  const t = text[props.locale];
  return {
    title: t.ordered,
    body: (
      <>
        <div class="head">
          <h1>{t.ordered}</h1>
          <p>{t.orderedNext}</p>
          <p>{t.desk}</p>
        </div>
        <HelpCall locale={props.locale} help={props.realm.help} />
        <a class="button" href={props.cancelHref}>
          {t.back}
        </a>
      </>
    ),
  };
}
