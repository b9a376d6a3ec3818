/** When no code can be sent or taken: what happened, and whom to call (introduction of I3's sequence; I2, S1). */
import type { VNode } from 'preact';
import type { Locale, Realm } from '../../src/domain/realm.js';
import { ActionFacts } from '../../src/http/layout/action_facts.js';
import { timeToWait } from '../../src/http/layout/duration.js';
import { HelpCall } from '../../src/http/layout/help_call.js';
import { type CardOffer, OrderCard } from '../../src/http/layout/order_card/view.js';
import type { PageContent } from '../../src/http/layout/page.js';
import { PasskeyRequest, type PasskeyWay, passkeyScript } from '../../src/http/layout/passkey_request.js';
import { type ShownUpstream, UpstreamOffers } from '../../src/http/layout/upstream_offers.js';
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
  const t = text[locale].noChannel;
  return (
    <>
      {barredUntil === undefined ? (
        <div class="head">
          <h1>{t.title}</h1>
          <p>{t.what}</p>
          <p>{t.next}</p>
        </div>
      ) : (
        <div class="head">
          <h1>{t.barred.title}</h1>
          <p>{t.barred.what}</p>
          <p>{t.barred.until(barredUntil)}</p>
          <p>{t.barred.next}</p>
        </div>
      )}
      <OtherWay locale={locale} upstreams={upstreams} />
      {card === undefined ? null : <OrderCard locale={locale} offer={card} />}
      <HelpCall locale={locale} help={realm.help} />
      <BackToPortal
        locale={locale}
        href={cancelHref}
        look={card?.notBefore === undefined && card ? 'link' : 'button'}
      />
    </>
  );
}

function SwitchedOffView({
  locale,
  realm,
  cancelHref,
  upstreams = [],
  card,
  retryHref,
}: NoChannelProps & { retryHref: string }): VNode {
  const t = text[locale].switchedOff;
  return (
    <>
      <div class="head">
        <h1>{t.title}</h1>
        <p>{t.what}</p>
        <p>{t.next}</p>
      </div>
      <a class="button" href={retryHref}>
        {t.retry}
      </a>
      <OtherWay locale={locale} upstreams={upstreams} />
      {card === undefined ? null : <OrderCard locale={locale} offer={card} isMain={false} />}
      <HelpCall locale={locale} help={realm.help} />
      <BackToPortal locale={locale} href={cancelHref} look="link" />
    </>
  );
}

export function CodeEntryClosedView(props: CodeEntryClosedProps): VNode {
  const { locale, realm, cancelHref, reopensInSeconds, upstreams = [] } = props;
  const t = text[locale].closed;
  return (
    <>
      <div class="head">
        <h1>{t.title}</h1>
        <p>
          {t.what}
          {reopensInSeconds === undefined ? null : ` ${t.reopensIn(timeToWait(reopensInSeconds, locale))}`}
        </p>
      </div>
      <div class="stack">
        <h2>{t.waysTitle}</h2>
        <ul class="list">
          {upstreams.map(({ id, name }) => (
            <li key={id}>{t.upstream(name)}</li>
          ))}
          {props.passkey ? <li>{t.passkey}</li> : null}
          <li>{t.knownDevice}</li>
          <li>{t.call}</li>
        </ul>
      </div>
      {upstreams.length === 0 ? null : <UpstreamOffers locale={locale} upstreams={upstreams} />}
      {props.passkey ? <ByPasskey {...props} passkey={props.passkey} /> : null}
      <HelpCall locale={locale} help={realm.help} />
      <p>{t.notYou}</p>
      <BackToPortal locale={locale} href={cancelHref} />
    </>
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
