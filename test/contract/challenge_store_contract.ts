/** What every challenge store promises (I2, I5): which code may be typed, how often, and once. */
import { randomUUID } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import type { ChallengeStore } from '../../src/ports/one_time_code/challenge_store.js';
import { START } from './clock_of_test.js';

/** A store, and a way to let time pass for it without waiting. */
export interface ChallengeStoreUnderTest {
  readonly store: ChallengeStore;
  elapse(seconds: number): Promise<void>;
}

const LIFE_SECONDS = 3600;
const FRESH = { nonce: 'first nonce', keyId: 'k1' };
const message = (sentAt = START) => ({
  contact: 'contact',
  channel: 'sms' as const,
  sentAt,
  expiresAt: sentAt + 900_000,
});

export function describeChallengeStore(adapter: string, open: () => ChallengeStoreUnderTest): void {
  const newRequest = () => `request-${randomUUID()}`;

  /** A request with one accepted message. */
  async function sent(store: ChallengeStore): Promise<string> {
    const request = newRequest();
    const { number } = await store.beginSending(request, FRESH, LIFE_SECONDS);
    await store.accepted(request, number, message());
    return request;
  }

  describe(`I2 challenges in ${adapter}`, () => {
    test('I5 messages of a request are numbered under one nonce and one key', async () => {
      const { store } = open();
      const request = newRequest();
      expect(await store.beginSending(request, FRESH, LIFE_SECONDS)).toEqual({ number: 1, ...FRESH });
      const again = await store.beginSending(request, { nonce: 'second nonce', keyId: 'k2' }, LIFE_SECONDS);
      expect(again).toEqual({ number: 2, ...FRESH });
      expect(await store.beginSending(newRequest(), FRESH, LIFE_SECONDS)).toMatchObject({ number: 1 });
    });

    test('I5 no code can be typed before a provider accepted its message', async () => {
      const { store } = open();
      const request = newRequest();
      expect(await store.active(request)).toBeNull();
      await store.beginSending(request, FRESH, LIFE_SECONDS);
      expect(await store.active(request)).toBeNull();
      expect(await store.latest(request)).toBeNull();
      expect(await store.takeTry(request, 5, START)).toEqual({ state: 'none' });
      expect(await store.consume(request, 1)).toBe(false);
    });

    test('I5 an accepted message makes its code the active one', async () => {
      const { store } = open();
      const request = await sent(store);
      expect(await store.active(request)).toEqual({ number: 1, ...FRESH, ...message(), tries: 0, accepted: 1 });
    });

    test('I5 a message that no provider took leaves the older code good', async () => {
      const { store } = open();
      const request = await sent(store);
      await store.beginSending(request, FRESH, LIFE_SECONDS);
      expect(await store.active(request)).toMatchObject({ number: 1, accepted: 1 });
      expect(await store.takeTry(request, 5, START)).toMatchObject({ state: 'try', code: { number: 1 } });
    });

    test('I2 the newest code kills the older, with tries of its own', async () => {
      const { store } = open();
      const request = await sent(store);
      for (let typed = 0; typed < 5; typed += 1) await store.takeTry(request, 5, START);
      expect(await store.takeTry(request, 5, START)).toEqual({ state: 'exhausted' });
      const { number } = await store.beginSending(request, FRESH, LIFE_SECONDS);
      await store.accepted(request, number, message(START + 30_000));
      expect(await store.active(request)).toMatchObject({ number: 2, tries: 0, accepted: 2, sentAt: START + 30_000 });
      expect(await store.consume(request, 1)).toBe(false);
      expect(await store.takeTry(request, 5, START)).toMatchObject({ state: 'try', code: { number: 2, tries: 1 } });
      expect(await store.consume(request, 2)).toBe(true);
    });

    test('I5 an older message accepted late does not come back', async () => {
      const { store } = open();
      const request = newRequest();
      await store.beginSending(request, FRESH, LIFE_SECONDS);
      await store.beginSending(request, FRESH, LIFE_SECONDS);
      await store.accepted(request, 2, message(START + 30_000));
      await store.accepted(request, 1, message(START));
      expect(await store.active(request)).toMatchObject({ number: 2, accepted: 2, sentAt: START + 30_000 });
    });

    test('I2 a message number of two digits is newer than one of one digit', async () => {
      const { store } = open();
      const request = newRequest();
      for (let number = 1; number <= 10; number += 1) await store.beginSending(request, FRESH, LIFE_SECONDS);
      await store.accepted(request, 9, message());
      await store.accepted(request, 10, message());
      await store.accepted(request, 8, message());
      expect(await store.active(request)).toMatchObject({ number: 10 });
    });

    test('I2 five tries, each told how many were made', async () => {
      const { store } = open();
      const request = await sent(store);
      for (let typed = 1; typed <= 5; typed += 1) {
        expect(await store.takeTry(request, 5, START)).toMatchObject({ state: 'try', code: { tries: typed } });
      }
      expect(await store.takeTry(request, 5, START)).toEqual({ state: 'exhausted' });
      expect(await store.active(request)).toMatchObject({ tries: 5 });
    });

    test('I2 a code lives until its second, by the given time', async () => {
      const { store } = open();
      const request = await sent(store);
      expect(await store.takeTry(request, 5, START + 899_999)).toMatchObject({ state: 'try' });
      expect(await store.takeTry(request, 5, START + 900_000)).toEqual({ state: 'expired' });
      expect(await store.active(request)).toMatchObject({ tries: 1 });
    });

    test('I2 a code is used once', async () => {
      const { store } = open();
      const request = await sent(store);
      expect(await store.consume(request, 1)).toBe(true);
      expect(await store.consume(request, 1)).toBe(false);
      expect(await store.active(request)).toBeNull();
      expect(await store.latest(request)).toMatchObject({ number: 1, ...message() });
      expect(await store.takeTry(request, 5, START)).toEqual({ state: 'used' });
    });

    test('I2 only the active number is used, and an unknown request has none', async () => {
      const { store } = open();
      const request = await sent(store);
      expect(await store.consume(request, 2)).toBe(false);
      expect(await store.consume(newRequest(), 1)).toBe(false);
      expect(await store.takeTry(newRequest(), 5, START)).toEqual({ state: 'none' });
      expect(await store.active(request)).toMatchObject({ number: 1 });
    });

    test('I2 a message accepted twice does not bring a used code back, nor its tries', async () => {
      const { store } = open();
      const request = await sent(store);
      await store.takeTry(request, 5, START);
      await store.accepted(request, 1, message());
      expect(await store.active(request)).toMatchObject({ tries: 1, accepted: 1 });
      await store.consume(request, 1);
      await store.accepted(request, 1, message());
      expect(await store.active(request)).toBeNull();
      expect(await store.consume(request, 1)).toBe(false);
    });

    test('I2 after a used code, a newer one can be sent and used', async () => {
      const { store } = open();
      const request = await sent(store);
      await store.consume(request, 1);
      const { number } = await store.beginSending(request, FRESH, LIFE_SECONDS);
      await store.accepted(request, number, message());
      expect(await store.consume(request, number)).toBe(true);
    });

    test('O7 a challenge ends with its life and is never revived', async () => {
      const { store, elapse } = open();
      const request = await sent(store);
      await elapse(LIFE_SECONDS - 1);
      expect(await store.active(request)).not.toBeNull();
      await elapse(2);
      expect(await store.active(request)).toBeNull();
      expect(await store.consume(request, 1)).toBe(false);
      await store.accepted(request, 2, message());
      expect(await store.takeTry(request, 5, START)).toEqual({ state: 'none' });
      const fresh = { nonce: 'second nonce', keyId: 'k2' };
      expect(await store.beginSending(request, fresh, LIFE_SECONDS)).toEqual({ number: 1, ...fresh });
    });
  });
}
