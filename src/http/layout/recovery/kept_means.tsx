/** What signs in as before once a password was recovered, and how what is not one's own is removed (C4, I5, I6). Pure. */
import type { VNode } from 'preact';
import { dayInWords } from '../../../domain/day.js';
import type { Locale, Realm } from '../../../domain/realm.js';
import { text } from './text.js';

export interface KeptMeans {
  readonly kind: 'passkey' | 'app';
  readonly id: string;
  /** as the person calls it */
  readonly name: string;
  /** what keeps it, where it says so */
  readonly keeper?: string | undefined;
  /** milliseconds since the epoch */
  readonly addedAt: number;
  /** where it is asked whether to remove it, once signed in */
  readonly removeHref: string;
}

export interface KeptMeansProps {
  readonly locale: Locale;
  readonly realm: Pick<Realm, 'help'>;
  readonly means: readonly KeptMeans[];
}

/** Nothing to say where there is none. */
export function KeptMeansView({ locale, realm, means }: KeptMeansProps): VNode | null {
  const t = text[locale].done.kept;
  if (means.length === 0) return null;
  return (
    <section class="stack" aria-labelledby="kept">
      <h2 id="kept">{t.title}</h2>
      <p>{t.what}</p>
      {means.map(({ kind, id, name, keeper, addedAt, removeHref }) => (
        <article class="identity" key={id} aria-labelledby={`kept-${id}`}>
          <div>
            <h3 id={`kept-${id}`}>
              <bdi>{name}</bdi>
            </h3>
            <p>
              {t[kind]}
              {keeper === undefined || name.includes(keeper) ? '' : t.keptBy(keeper)}
            </p>
            <p class="muted">{t.since(dayInWords(addedAt, locale))}</p>
          </div>
          <a class="link" href={removeHref}>
            {t.remove(name)}
          </a>
        </article>
      ))}
      <p class="small">{t.stuck(realm.help.telephone)}</p>
    </section>
  );
}
