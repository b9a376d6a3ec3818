/** When no code can be sent or taken: what happened, and whom to call (introduction of I3's sequence; I2, S1). */
import type { VNode } from 'preact';
import type { Locale, Realm } from '../../src/domain/realm.js';
import { ActionFacts } from '../../src/http/layout/action_facts.js';
import { timeToWait } from '../../src/http/layout/duration.js';
import { type CardOffer, OrderCard } from '../../src/http/layout/order_card/view.js';
import type { PageContent } from '../../src/http/layout/page.js';
import { PasskeyRequest, type PasskeyWay, passkeyScript } from '../../src/http/layout/passkey_request.js';
import { SentenceList } from '../../src/http/layout/sentence_list.js';
import { type ShownUpstream, UpstreamOffers } from '../../src/http/layout/upstream_offers.js';
import { WayEnds } from '../../src/http/layout/way_ends.js';
import { passkeyText } from './passkey_text.js';
import type { CodePurpose } from './purpose.js';
import { text } from './text.js';

export interface NoCodePossibleProps {
  readonly locale: Locale;
  readonly realm: Pick<Realm, 'help'>;
  readonly cancelHref?: string | undefined;
  /** upstreams that lead on without a code */
  readonly upstreams?: readonly ShownUpstream[];
}

export interface NoChannelProps extends NoCodePossibleProps {
  /** the contact that there is carried a recovery: when it may carry codes again, in words (C4) */
  readonly barredUntil?: string | undefined;
  /** a card of codes may be ordered (I10) */
  readonly card?: CardOffer | undefined;
}

export interface CodeEntryClosedProps extends NoCodePossibleProps, CodePurpose {
  /** when the count that closed it will have run out by itself, if it will */
  readonly reopensInSeconds?: number | undefined;
  /** a passkey needs no code, and opens it again (I6) */
  readonly passkey?: PasskeyWay | undefined;
}

/** The account has no contact that may carry a code. */
export function noChannelPage(props: NoChannelProps): PageContent {
  const { title, barred } = text[props.locale].noChannel;
  return { title: props.barredUntil === undefined ? title : barred.title, body: <NoChannelView {...props} /> };
}

/** Every way by which this person receives codes is switched off for now (S3). @param retryHref where it is tried again */
export function switchedOffPage(props: NoChannelProps & { readonly retryHref: string }): PageContent {
  return { title: text[props.locale].switchedOff.title, body: <SwitchedOffView {...props} /> };
}

/** Too many wrong codes over days: entry is closed on devices the account does not know. */
export function codeEntryClosedPage(props: CodeEntryClosedProps): PageContent {
  return {
    title: text[props.locale].closed.title,
    ...passkeyScript(props.passkey),
    body: <CodeEntryClosedView {...props} />,
  };
}

export function NoChannelView(props: NoChannelProps): VNode {
  const { locale, realm, cancelHref, upstreams = [], barredUntil, card } = props;
  const { barred, ...t } = text[locale].noChannel;
  const isCardMain = card !== undefined && card.notBefore === undefined;
  return (
    <WayEnds
      locale={locale}
      realm={realm}
      {...(barredUntil === undefined
        ? { title: t.title, sentences: [t.what, t.next] }
        : { title: barred.title, sentences: [barred.what, barred.until(barredUntil), barred.next] })}
      back={<BackToPortal locale={locale} href={cancelHref} look={isCardMain ? 'link' : 'button'} />}
    >
      <OtherWay locale={locale} upstreams={upstreams} />
      {card === undefined ? null : <OrderCard locale={locale} offer={card} />}
    </WayEnds>
  );
}

function SwitchedOffView(props: NoChannelProps & { readonly retryHref: string }): VNode {
  const { locale, realm, cancelHref, upstreams = [], card, retryHref } = props;
  const t = text[locale].switchedOff;
  return (
    <WayEnds
      locale={locale}
      realm={realm}
      title={t.title}
      sentences={[t.what, t.next]}
      next={{ href: retryHref, label: t.retry }}
      back={<BackToPortal locale={locale} href={cancelHref} look="link" />}
    >
      <OtherWay locale={locale} upstreams={upstreams} />
      {card === undefined ? null : <OrderCard locale={locale} offer={card} isMain={false} />}
    </WayEnds>
  );
}

export function CodeEntryClosedView(props: CodeEntryClosedProps): VNode {
  const { locale, realm, cancelHref, reopensInSeconds, upstreams = [] } = props;
  const t = text[locale].closed;
  const reopens = reopensInSeconds === undefined ? [] : [t.reopensIn(timeToWait(reopensInSeconds, locale))];
  const ways = [
    ...upstreams.map(({ name }) => t.upstream(name)),
    ...(props.passkey ? [t.passkey] : []),
    t.knownDevice,
    t.call,
  ];
  return (
    <WayEnds
      locale={locale}
      realm={realm}
      title={t.title}
      sentences={[[t.what, ...reopens].join(' ')]}
      back={
        <>
          <p>{t.notYou}</p>
          <BackToPortal locale={locale} href={cancelHref} />
        </>
      }
    >
      <div class="stack">
        <h2>{t.waysTitle}</h2>
        <SentenceList sentences={ways} />
      </div>
      {upstreams.length === 0 ? null : <UpstreamOffers locale={locale} upstreams={upstreams} />}
      {props.passkey ? <ByPasskey {...props} passkey={props.passkey} /> : null}
    </WayEnds>
  );
}

/** It confirms what is named here, as it would on the code's page (A5). */
function ByPasskey({
  locale,
  passkey,
  purpose,
  portalName,
  facts = [],
}: CodeEntryClosedProps & { passkey: PasskeyWay }) {
  return (
    <>
      {purpose === undefined ? null : (
        <>
          <p>{passkeyText[locale].purpose(purpose, portalName)}</p>
          <ActionFacts facts={facts} />
        </>
      )}
      <PasskeyRequest locale={locale} {...passkey} purpose="confirm" namesAction={purpose !== undefined} />
    </>
  );
}

/** A strong identity needs no code. */
function OtherWay({ locale, upstreams }: Required<Pick<NoCodePossibleProps, 'locale' | 'upstreams'>>): VNode | null {
  if (upstreams.length === 0) return null;
  return (
    <div class="stack">
      <h2>{text[locale].noChannel.otherWay}</h2>
      <UpstreamOffers locale={locale} upstreams={upstreams} />
    </div>
  );
}

/** A link where the page has something better to do. */
function BackToPortal(props: { locale: Locale; href: string | undefined; look?: 'button' | 'link' }): VNode | null {
  const { locale, href, look = 'button' } = props;
  if (href === undefined) return null;
  return (
    <a class={look} href={href}>
      {text[locale].cancel}
    </a>
  );
}
