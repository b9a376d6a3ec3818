/** Who was told of a change: the contacts that notices go to, masked (U2; design: Done pages). */
import type { VNode } from 'preact';
import { codeOptions } from '../../domain/contact/code_channel.js';
import { maskContact, spokenMask } from '../../domain/contact/mask.js';
import type { Locale } from '../../domain/realm.js';
import { breakable } from '../../http/layout/breakable.js';
import type { Contact } from '../../ports/account/account_store.js';
import { text } from './text.js';

export function Told({ locale, contacts }: { locale: Locale; contacts: readonly Contact[] }): VNode {
  const t = text[locale].told;
  // The same contacts that the notices go to (services/notice/tell_person).
  const told = codeOptions(contacts, ['email', 'sms']);
  if (told.length === 0) return <p>{t.nobody}</p>;
  return (
    <div class="stack">
      <h2>{t.title}</h2>
      <ul class="list">
        {told.map(({ contact, channel }) => (
          <li key={contact.id}>
            <span aria-hidden="true" class="masked">
              {breakable(maskContact(channel, contact.value))}
            </span>
            <span class="unseen">{spokenMask(channel, contact.value, locale)}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
