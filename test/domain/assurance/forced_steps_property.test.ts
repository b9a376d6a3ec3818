/**
 * I7, C3 to C5 (issue 5, show 2): over any sequence of what a person, a clock, a portal and an agent may do, nothing is
 * issued on a credential that must be replaced, nor with one mailbox or telephone as both steps. What is true is kept
 * here in plain variables; what is decided comes from the rules themselves.
 */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type Acr, satisfies } from '../../../src/domain/assurance/acr.js';
import type { AcrRequest } from '../../../src/domain/assurance/acr_request.js';
import type { ForcedStep } from '../../../src/domain/assurance/forced_steps.js';
import { type NextStep, nextStep } from '../../../src/domain/assurance/next_step.js';
import { type Ledger, type Proof, recordProof } from '../../../src/domain/assurance/proof.js';
import { codeOptions } from '../../../src/domain/contact/code_channel.js';
import { carriersOf, secondStepChannels } from '../../../src/domain/contact/second_step.js';
import {
  type BearingCampaign,
  type CredentialSummary,
  credentialState,
  credentialUse,
} from '../../../src/domain/credential/credential_state.js';
import type { Channel } from '../../../src/domain/realm.js';
import { mayYield, type RestingToken } from '../../../src/oidc/tokens/yielding_credential.js';
import type { VisitedAccount } from '../../../src/ports/account/account_store.js';

const START = Date.parse('2026-11-22T10:00:00Z');
const HOUR = 3_600_000;
const BAR_HOURS = 48;
const LIFE_HOURS = 2 * 365 * 24;
const PROVISIONAL_HOURS = 61 * 24;
const ME = 'account';
const CHANNELS: readonly Channel[] = ['email', 'sms'];
const CONTACTS = ['mail', 'mobile'] as const;
type ContactId = (typeof CONTACTS)[number];
const BROWSERS = ['home', 'other', 'kiosk'] as const;
type Browser = (typeof BROWSERS)[number];
const CAMPAIGN: BearingCampaign = { kind: 'compromised', policy: null, startsAt: 0, obligesFrom: 0 };

const asked = (value: Acr | undefined, floor: Acr): AcrRequest => ({
  values: value ? [value] : [],
  floor,
  fallback: floor,
  promptLogin: false,
  maxAgeSeconds: undefined,
});
/** Portals of all kinds, one of them registered for one step. */
const REQUESTS: readonly AcrRequest[] = [
  asked(undefined, 'two-step'),
  asked('two-factor', 'two-step'),
  asked('two-step-fresh', 'two-step'),
  asked('one-step', 'one-step'),
];

const browser = fc.constantFrom(...BROWSERS);
const contact = fc.constantFrom(...CONTACTS);
const kinds = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({ act: fc.constant('pass' as const), hours: fc.constantFrom(0, 1, 20, 47, 49, 24 * 60) }),
  },
  { weight: 1, arbitrary: fc.record({ act: fc.constant('pass' as const), hours: fc.constant(LIFE_HOURS) }) },
  {
    weight: 3,
    arbitrary: fc.record({ act: fc.constant('issue' as const), by: fc.constantFrom('mobile' as const, null) }),
  },
  { weight: 5, arbitrary: fc.record({ act: fc.constant('use provisional' as const), browser }) },
  { weight: 6, arbitrary: fc.record({ act: fc.constant('type password' as const), browser }) },
  { weight: 6, arbitrary: fc.record({ act: fc.constant('type code' as const), browser, contact, sms: fc.boolean() }) },
  { weight: 4, arbitrary: fc.record({ act: fc.constant('recover' as const), contact, letter: fc.boolean() }) },
  { weight: 5, arbitrary: fc.record({ act: fc.constant('choose' as const), browser, isRead: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ act: fc.constant('compromise' as const), byCampaign: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ act: fc.constant('put off' as const), browser }) },
  { weight: 3, arbitrary: fc.record({ act: fc.constant('another request' as const), browser }) },
);
type Action = typeof kinds extends fc.Arbitrary<infer A> ? A : never;

interface Seat {
  deviceKnown: boolean;
  request: number;
  ledger: Ledger;
  postponed: Set<ForcedStep['step']>;
  /** when a password was chosen in this request */
  chosen: { request: number; at: number } | undefined;
}

/** What a token rests on, for whoever redeems it later. */
interface Issued {
  readonly token: RestingToken;
  readonly at: number;
}

class World {
  now = START;
  #ids = 0;
  credentials: readonly CredentialSummary[] = [];
  /** as a process that read it before the last choice still has it */
  stale: readonly CredentialSummary[] | undefined;
  barredUntil: Record<ContactId, number | null> = { mail: null, mobile: null };
  campaigns: readonly BearingCampaign[] = [];
  voidAt: number | null = null;
  issued: Issued[] = [];
  seats: Record<Browser, Seat>;

  // What is true, apart from what the rules read.
  mustReplaceFrom = Number.POSITIVE_INFINITY;
  /** the contact by which the password in place came, and when it was used to come by it */
  carrier: { readonly contact: ContactId; readonly at: number } | undefined;
  provisionalBy: ContactId | null = null;
  codesTyped: Array<{
    readonly id: string;
    readonly contact: string;
    readonly at: number;
    readonly deviceKnown: boolean;
  }> = [];

  constructor(begins: 'legacy_code' | 'password') {
    const seat = (): Seat => ({ deviceKnown: false, request: 0, ledger: [], postponed: new Set(), chosen: undefined });
    this.seats = { home: seat(), other: seat(), kiosk: seat() };
    if (begins === 'password') this.#put('chosen', START + LIFE_HOURS * HOUR);
    else this.credentials = [{ kind: 'legacy_code', state: 'chosen', policy: null, setAt: START, expiresAt: null }];
  }

  account(seat: Seat): VisitedAccount {
    const contactOf = (id: ContactId, kind: 'email' | 'mobile') => ({
      ...{ id, kind, value: id, verified: true, barredUntil: this.barredUntil[id] },
    });
    return {
      id: ME,
      status: 'active',
      deviceKnown: seat.deviceKnown,
      contacts: [contactOf('mail', 'email'), contactOf('mobile', 'mobile')],
      codeCards: [],
      authenticators: 0,
      passkeys: [],
      credentials: this.stale ?? this.credentials,
      signInsVoid: this.voidAt === null ? null : { at: this.voidAt, keptSession: null },
    } as unknown as VisitedAccount;
  }

  /** As src/oidc/interaction/interaction_policy.ts puts it together. */
  next(seat: Seat, request: AcrRequest, isKiosk: boolean): NextStep {
    const account = this.account(seat);
    const password = account.credentials.find(({ kind }) => kind === 'password');
    const { chosen } = seat;
    const isChosen = chosen?.request === seat.request && (!password || password.setAt < chosen.at);
    const ledger = seat.ledger.filter((proof) => this.voidAt === null || proof.at >= this.voidAt);
    return nextStep(
      { ...request, promptLogin: isKiosk },
      {
        accountId: ledger.length > 0 ? ME : undefined,
        channels: secondStepChannels(
          account,
          { channels: CHANNELS, authenticators: null },
          { deviceKnown: seat.deviceKnown, now: this.now },
        ),
        realmChannels: [...CHANNELS, 'letter'],
        passkey: false,
        offersPasskeys: false,
        upstreamLevels: [],
        isLinking: false,
        ledger,
        forced: {
          credential: credentialState(account.credentials, true, this.campaigns, this.now),
          isInvited: false,
          hasContact: true,
          addsContacts: true,
          terms: null,
          settled: new Set(isChosen ? ['change_password'] : []),
          postponed: seat.postponed,
        },
        request: String(seat.request),
        now: this.now,
        freshFirstFactorSeconds: 900,
      },
    );
  }

  do(action: Action): void {
    // Whatever happens next reads the account anew.
    if (action.act !== 'another request') this.stale = undefined;
    const seat = 'browser' in action ? this.seats[action.browser] : undefined;
    if (action.act === 'pass') this.now += action.hours * HOUR;
    else this.now += 1_000;
    if (action.act === 'issue') this.#issue(action.by);
    else if (action.act === 'use provisional' && seat) this.#useProvisional(seat);
    else if (action.act === 'type password' && seat) this.#typePassword(seat);
    else if (action.act === 'type code' && seat) this.#typeCode(seat, action.contact, action.browser !== 'kiosk');
    else if (action.act === 'recover') this.#recover(action.contact);
    else if (action.act === 'choose' && seat) this.#choose(seat, action.browser === 'kiosk', action.isRead);
    else if (action.act === 'compromise') this.#compromise(action.byCampaign);
    else if (action.act === 'put off' && seat) seat.postponed.add('change_password').add('confirm_contact');
    else if (action.act === 'another request' && seat) seat.request += 1;
  }

  #put(state: 'chosen' | 'provisional', expiresAt: number): void {
    const rest = this.credentials.filter(({ kind }) => state === 'provisional' && kind === 'legacy_code');
    this.credentials = [...rest, { kind: 'password', state, policy: null, setAt: this.now, expiresAt }];
    this.mustReplaceFrom = state === 'provisional' ? this.now : expiresAt;
  }

  #issue(by: ContactId | null): void {
    const provisional = { kind: 'provisional', state: 'provisional', policy: null } as const;
    const rest = this.credentials.filter(({ kind }) => kind !== 'provisional');
    this.credentials = [...rest, { ...provisional, setAt: this.now, expiresAt: this.now + PROVISIONAL_HOURS * HOUR }];
    this.provisionalBy = by;
  }

  #useProvisional(seat: Seat): void {
    const provisional = this.credentials.find(({ kind }) => kind === 'provisional');
    if (!provisional || (provisional.expiresAt ?? 0) <= this.now) return;
    this.#put('provisional', provisional.expiresAt ?? 0);
    this.#carriedBy(this.provisionalBy);
    this.#prove(seat, { factor: 'password' });
  }

  #typePassword(seat: Seat): void {
    const password = this.credentials.find(({ kind }) => kind === 'password');
    if (!password || (password.state === 'provisional' && (password.expiresAt ?? 0) <= this.now)) return;
    this.#prove(seat, { factor: 'password' });
  }

  #typeCode(seat: Seat, wanted: ContactId, isRemembered: boolean): void {
    const open = REQUESTS.map((request) => this.next(seat, request, !isRemembered));
    const step = open.find((next) => next.step === 'one_time_code');
    if (step?.step !== 'one_time_code') return;
    const account = this.account(seat);
    const carriers = carriersOf(account.contacts, { deviceKnown: seat.deviceKnown, now: this.now });
    const channels = CHANNELS.filter((channel) => step.channels.includes(channel));
    const option = codeOptions(carriers, channels).find(({ contact: { id } }) => id === wanted);
    if (!option) return;
    const id = this.#prove(seat, { factor: 'code', channel: option.channel, contact: wanted });
    this.codesTyped.push({ id, contact: wanted, at: this.now, deviceKnown: seat.deviceKnown });
    if (isRemembered) seat.deviceKnown = true;
  }

  /** A code to the contact, then a new password; it opens no session and ends all. A legacy access ends the same way. */
  #recover(by: ContactId): void {
    this.#put('chosen', this.now + LIFE_HOURS * HOUR);
    this.#carriedBy(by);
    this.voidAt = this.now;
  }

  #choose(seat: Seat, isKiosk: boolean, isRead: boolean): void {
    const isDue = REQUESTS.some((request) => this.next(seat, request, isKiosk).step === 'change_password');
    if (!isDue) return;
    const before = this.credentials;
    this.#put('chosen', this.now + LIFE_HOURS * HOUR);
    seat.chosen = { request: seat.request, at: this.now };
    if (!isRead) this.stale = before;
  }

  #compromise(byCampaign: boolean): void {
    if (!this.credentials.some(({ kind }) => kind === 'password')) return;
    if (byCampaign) this.campaigns = [{ ...CAMPAIGN, startsAt: this.now, obligesFrom: this.now }];
    this.credentials = this.credentials.map((each) =>
      each.kind === 'password' && each.state === 'chosen' && !byCampaign ? { ...each, state: 'compromised' } : each,
    );
    this.mustReplaceFrom = Math.min(this.mustReplaceFrom, this.now);
  }

  #carriedBy(by: ContactId | null): void {
    this.carrier = by ? { contact: by, at: this.now } : undefined;
    if (by) this.barredUntil[by] = this.now + BAR_HOURS * HOUR;
  }

  #prove(seat: Seat, what: { factor: 'password' } | { factor: 'code'; channel: Channel; contact: string }): string {
    this.#ids += 1;
    const id = String(this.#ids);
    const base = { id, accountId: ME, at: this.now, request: String(seat.request) };
    seat.ledger = recordProof(seat.ledger, { ...base, ...what } as Proof, ME);
    return id;
  }
}

/** Is a code of this session one that the carrier of the password carried, within its 48 hours, to a stranger's browser? */
function isSameHand(world: World, id: string): boolean {
  const typed = world.codesTyped.find((code) => code.id === id);
  const { carrier } = world;
  if (!typed || !carrier || typed.deviceKnown || typed.contact !== carrier.contact) return false;
  return typed.at >= carrier.at && typed.at < carrier.at + BAR_HOURS * HOUR;
}

function playEverything(
  check: (world: World, done: readonly { seat: Seat; next: NextStep & { step: 'done' } }[]) => void,
) {
  fc.assert(
    fc.property(
      fc.constantFrom('legacy_code' as const, 'password' as const),
      fc.array(kinds, { minLength: 1, maxLength: 40 }),
      (begins, actions) => {
        const world = new World(begins);
        for (const action of actions) {
          world.do(action as Action);
          const done = BROWSERS.flatMap((name) =>
            REQUESTS.flatMap((request) => {
              const seat = world.seats[name];
              const next = world.next(seat, request, name === 'kiosk');
              return next.step === 'done' ? [{ seat, next }] : [];
            }),
          );
          check(world, done);
        }
      },
    ),
    { numRuns: 600 },
  );
}

describe('I7 no sequence of actions skips a forced step', () => {
  test('I7 C3 C5 nothing is issued on a provisional, expired, compromised or legacy credential', () => {
    let issued = 0;
    playEverything((world, done) => {
      issued += done.length;
      if (done.length > 0) expect(world.now).toBeLessThan(world.mustReplaceFrom);
    });
    // Else the property would say nothing.
    expect(issued).toBeGreaterThan(100);
  });

  test('C4 one mailbox or telephone is never both steps within 48 hours on a device nobody knows', () => {
    let twoSteps = 0;
    let barred = 0;
    playEverything((world, done) => {
      if (Object.values(world.barredUntil).some((until) => until !== null && until > world.now)) barred += done.length;
      for (const { seat, next } of done) {
        if (!satisfies(next.acr, 'two-step')) continue;
        twoSteps += 1;
        const codes = seat.ledger.filter(
          ({ factor, at }) => factor === 'code' && (world.voidAt === null || at >= world.voidAt),
        );
        expect(codes.some(({ id }) => !isSameHand(world, id))).toBe(true);
      }
    });
    expect(twoSteps).toBeGreaterThan(50);
    expect(barred).toBeGreaterThan(10);
  });

  test('I7 C4 a code or refresh token of before yields nothing once the password must be replaced, or sign-ins were ended', () => {
    let yielded = 0;
    playEverything((world, done) => {
      for (const { token, at } of world.issued) {
        if (!mayYield(world.account(world.seats.home), token, world.campaigns, world.now)) continue;
        yielded += 1;
        expect(world.now).toBeLessThan(world.mustReplaceFrom);
        if (world.voidAt !== null) expect(at).toBeGreaterThanOrEqual(world.voidAt);
      }
      for (const { next } of done.slice(0, 1)) {
        const token = { kind: 'RefreshToken', authTime: next.authTimeSeconds, sessionUid: 'a session', amr: next.amr };
        world.issued.push({ token, at: world.now });
      }
    });
    expect(yielded).toBeGreaterThan(100);
  });

  test('C3 what must be replaced is never taken for what may sign in', () => {
    playEverything((world) => {
      const state = credentialState(world.credentials, true, world.campaigns, world.now);
      const mustReplace = world.now >= world.mustReplaceFrom;
      if (credentialUse(state, 'web') === 'sign-in') expect(mustReplace).toBe(false);
      if (mustReplace) expect(['replace', 'refused', 'legacy-access']).toContain(credentialUse(state, 'web'));
    });
  });
});
