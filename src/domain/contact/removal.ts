/**
 * Which of a person's contacts keep the second step possible (U1): of those, the last one is never removed while nothing
 * else can give a code.
 */
import type { Channel } from '../realm.js';
import { codeOptions } from './code_channel.js';
import { isBarred } from './second_step.js';

interface Removable {
  readonly id: string;
  readonly kind: 'email' | 'mobile' | 'landline';
  readonly verified: boolean;
  readonly barredUntil: number | null;
}

/**
 * @param channels those over which the realm sends codes
 * @param now milliseconds since the epoch
 * @returns ids of the contacts that can receive a code now, on a browser that nobody knows
 */
export function contactsThatCarry(
  contacts: readonly Removable[],
  channels: readonly Channel[],
  now: number,
): readonly string[] {
  const able = contacts.filter((contact) => !isBarred(contact, { deviceKnown: false, now }));
  return [...new Set(codeOptions(able, channels).map(({ contact }) => contact.id))];
}
