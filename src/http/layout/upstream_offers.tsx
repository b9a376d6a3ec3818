/** The ways in by an upstream, with its owner's sentence, button and link (F1, F2; facts/france.md §1.10). */
import type { VNode } from 'preact';
import type { Locale, Localized } from '../../domain/realm.js';
import { text } from './text.js';

export interface ShownUpstream {
  readonly id: string;
  readonly name: string;
  readonly href: string;
  /** address of the official button's picture, given by the upstream's owner */
  readonly button: string | undefined;
  readonly sentence: Localized | undefined;
  readonly about: { readonly label: Localized; readonly href: string } | undefined;
  /** its last day, milliseconds since the epoch, once it is to be announced */
  readonly endsAt: number | undefined;
}

export interface UpstreamOffersProps {
  readonly locale: Locale;
  readonly upstreams: readonly ShownUpstream[];
}

export function UpstreamOffers({ locale, upstreams }: UpstreamOffersProps): VNode {
  return (
    <ul class="upstreams">
      {upstreams.map((upstream) => (
        <li key={upstream.id}>
          <UpstreamOffer locale={locale} upstream={upstream} />
        </li>
      ))}
    </ul>
  );
}

function UpstreamOffer({ locale, upstream }: { locale: Locale; upstream: ShownUpstream }): VNode {
  const { name, href, button, sentence, about, endsAt } = upstream;
  const t = text[locale];
  const label = t.signInWith(name);
  return (
    <>
      {sentence === undefined ? null : <p class="small">{sentence[locale]}</p>}
      {endsAt === undefined ? null : (
        <p class="notice warning small">{t.upstreamEnds(name, lastDay(endsAt, locale))}</p>
      )}
      {button === undefined ? (
        <a class="upstream" href={href}>
          {label}
        </a>
      ) : (
        <a class="upstream official" href={href}>
          <img src={button} alt={label} width={245} height={56} />
        </a>
      )}
      {about === undefined ? null : (
        <a class="about" href={about.href} target="_blank" rel="noopener noreferrer">
          {about.label[locale]}
          <span class="unseen"> {t.newWindow}</span>
        </a>
      )}
    </>
  );
}

/** « ou », between the upstreams and the realm's own form. */
export function Or({ locale }: { locale: Locale }): VNode {
  return (
    <p class="or">
      <span>{text[locale].or}</span>
    </p>
  );
}

function lastDay(endsAt: number, locale: Locale): string {
  return new Intl.DateTimeFormat(locale === 'fr' ? 'fr-FR' : 'en-GB', {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    timeZone: 'Europe/Paris',
  }).format(endsAt);
}
