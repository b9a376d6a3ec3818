/** The passkeys, and what can be done about them (I6, U1). Pure: values in, a page out. */
import type { VNode } from 'preact';
import { dayInWords } from '../../../domain/day.js';
import type { Locale } from '../../../domain/realm.js';
import { Notice } from '../../../http/layout/notice.js';
import type { PageContent } from '../../../http/layout/page.js';
import type { Passkey } from '../../../ports/passkey/passkey_store.js';
import { ConcernPage, type Said } from '../concern_page.js';
import { AddMeans, NamedMeans } from '../named_means.js';
import { type PasskeysText, text } from './text.js';

export interface ShownPasskey
  extends Pick<Passkey, 'id' | 'name' | 'addedAt' | 'lastUsedAt' | 'deviceBound' | 'backedUp' | 'state'> {
  readonly renameHref: string;
  /** where it is asked whether to remove it */
  readonly removeHref: string;
}

export interface PasskeysProps {
  readonly locale: Locale;
  readonly said?: Said | undefined;
  readonly passkeys: readonly ShownPasskey[];
  /** how many an account may have */
  readonly most: number;
  /** where adding one is asked for: `csrf` */
  readonly addAction: string;
  readonly csrfToken: string;
  readonly homeHref: string;
  /** told to the device, so that it offers no other; undefined: there never was one */
  readonly accepted?: object | undefined;
}

export function passkeysPage(props: PasskeysProps): PageContent {
  const { locale, accepted } = props;
  const script = accepted === undefined ? {} : ({ script: 'passkey-creation' } as const);
  return { title: text[locale].title, ...script, body: <PasskeysView {...props} /> };
}

export function PasskeysView(props: PasskeysProps): VNode {
  const { locale, said, passkeys, most, addAction, csrfToken, homeHref, accepted } = props;
  const t = text[locale];
  return (
    <ConcernPage locale={locale} title={t.title} said={said} homeHref={homeHref}>
      <p>{t.list.what}</p>
      <p>
        {t.list.safe} {t.list.told}
      </p>
      {passkeys.map((passkey) => (
        <One key={passkey.id} passkey={passkey} locale={locale} />
      ))}
      <AddMeans
        locale={locale}
        held={passkeys.length}
        most={most}
        addAction={addAction}
        csrfToken={csrfToken}
        words={t.list}
      >
        <noscript>
          <p>{t.list.noScript}</p>
        </noscript>
      </AddMeans>
      {accepted === undefined ? null : <div hidden data-accepted-passkeys={JSON.stringify(accepted)} />}
    </ConcernPage>
  );
}

function One({ passkey, locale }: { passkey: ShownPasskey; locale: Locale }): VNode {
  const t = text[locale].list;
  const { state } = passkey;
  const facts = [
    [t.where, whereItIs(passkey, t)],
    [t.since, dayInWords(passkey.addedAt, locale)],
    [t.lastUse, passkey.lastUsedAt === null ? t.never : dayInWords(passkey.lastUsedAt, locale)],
  ] as const;
  return (
    <NamedMeans
      id={`passkey-${passkey.id}`}
      name={passkey.name}
      facts={facts}
      rename={{ href: passkey.renameHref, label: t.rename }}
      remove={{ href: passkey.removeHref, label: t.remove(passkey.name) }}
    >
      {state === 'usable' ? null : <Notice kind="warning" message={t[state]} />}
    </NamedMeans>
  );
}

function whereItIs({ deviceBound, backedUp }: ShownPasskey, t: PasskeysText['list']): string {
  if (deviceBound) return t.bound;
  return backedUp ? t.synced : t.syncable;
}
