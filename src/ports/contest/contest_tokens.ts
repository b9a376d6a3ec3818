/** What a message carries to be contested by (U2): derived from the notice's id, stored nowhere. */
import type { Channel } from '../../domain/realm.js';

export interface ContestTokens {
  /** Opaque, for an address: says nothing to anybody but us. @param noticeId of the message */
  token(noticeId: string): string;
  /** @returns the notice's id, or null for what we never gave out */
  read(token: string): string | null;
  /** To be typed: as it is stored nowhere, see `index`. */
  reference(noticeId: string, channel: Channel): string;
  /** What a reference is found by, under the current key. */
  index(reference: string): Buffer;
  /** The same under every key of the ring, newest first. */
  indexes(reference: string): readonly Buffer[];
}
