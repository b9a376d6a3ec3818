/** A contact that may receive the code, as it may be shown: masked for the eyes, put in words for the ears. */
import type { VNode } from 'preact';
import type { CodeChannel } from '../../src/domain/realm.js';
import { breakable } from '../../src/http/layout/breakable.js';

export interface MaskedContact {
  readonly channel: CodeChannel;
  /** such as `c•••••@example.test` or `06 •• •• •• 78` */
  readonly masked: string;
  /** the same for a screen reader, such as « adresse qui commence par c, chez example.test » */
  readonly spoken: string;
}

export function Masked({ contact, strong = false }: { contact: MaskedContact; strong?: boolean }): VNode {
  return (
    <>
      <span class={strong ? 'masked strong' : 'masked'} aria-hidden="true">
        {breakable(contact.masked)}
      </span>
      <span class="unseen">{contact.spoken}</span>
    </>
  );
}
