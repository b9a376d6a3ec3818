/** What the pages of the footer are made of (X3): facts of a realm in, headings and sentences out. */
import type { Channel, Locale, Realm } from '../../../domain/realm.js';

/** Last segments of the pages' addresses, `/<realm>/about/<topic>`. */
export const ABOUT_TOPICS = ['accessibility', 'personal-data', 'security', 'code-help', 'helpers'] as const;
export type AboutTopic = (typeof ABOUT_TOPICS)[number];

/** What the pages must say as it is here: nothing in them is written twice. */
export interface AboutFacts {
  readonly realm: Realm;
  /** beginning of every address of the sign-in pages, such as `https://connexion.example.fr` */
  readonly site: string;
  /** names of the upstreams that are offered */
  readonly upstreams: readonly string[];
  readonly auditRetentionDays: number;
}

export interface AboutSection {
  readonly heading: string;
  readonly paragraphs: readonly string[];
  readonly list?: readonly string[];
  /** as `list`, numbered */
  readonly steps?: readonly string[];
}

export interface AboutPage {
  readonly title: string;
  readonly intro: string;
  readonly sections: readonly AboutSection[];
  /** made to be printed and handed out */
  readonly isLeaflet?: boolean;
}

/** One entry of a list, where it is true. */
export function only<Entry>(isTrue: boolean, entry: Entry): readonly Entry[] {
  return isTrue ? [entry] : [];
}

export function channelsOf({ channels }: Pick<Realm, 'channels'>): Readonly<Record<Channel, boolean>> {
  return {
    email: channels.includes('email'),
    sms: channels.includes('sms'),
    voice: channels.includes('voice'),
  };
}

export const YEAR_SECONDS = 365 * 86_400;
const DAYS_A_MONTH = 365 / 12;

/** Days as people say them: whole months, where they are some. */
export function period(days: number, locale: Locale): string {
  const months = Math.round(days / DAYS_A_MONTH);
  if (Math.abs(days - months * DAYS_A_MONTH) > 2 || months < 2)
    return locale === 'fr' ? `${days} jours` : `${days} days`;
  return locale === 'fr' ? `${months} mois` : `${months} months`;
}

/** @param date such as `2026-11-22` */
export function longDate(date: string, locale: Locale): string {
  const day = new Date(`${date}T12:00:00Z`);
  return new Intl.DateTimeFormat(locale === 'fr' ? 'fr-FR' : 'en-GB', { dateStyle: 'long', timeZone: 'UTC' }).format(
    day,
  );
}
