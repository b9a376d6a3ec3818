/** The second thing of the legacy access (C5): a code to a contact on file, or from a card that came by letter (I10). */

import { codeOptions } from '../../src/domain/contact/code_channel.js';
import { carriersOf } from '../../src/domain/contact/second_step.js';
import { dayInWords } from '../../src/domain/day.js';
import { askedCodes, cardName, channelOfCard } from '../../src/domain/one_time_code/code_card.js';
import type { Channel } from '../../src/domain/realm.js';
import type { Interaction } from '../../src/http/interaction.js';
import { type RecoveryCodeError, recoveryCodePage } from '../../src/http/layout/recovery/enter_code.js';
import type { Contact, VisitedAccount } from '../../src/ports/account/account_store.js';
import type { IssueOutcome } from '../../src/services/one_time_code/issue_code.js';
import { type At, ask, at, HERE, type LegacyAccessDependencies } from './place.js';
import { type CardError, cardPage, orderedPage, type SecondError, type SecondWay, secondPage } from './second.js';
import { text } from './text.js';

/** never a sign-in's: a code for one is no code for the other */
const ACTION = 'legacy-access';

interface Place {
  readonly interaction: Interaction;
  readonly access: At<'second'>;
  readonly account: VisitedAccount;
}

export async function showSecond(
  deps: LegacyAccessDependencies,
  interaction: Interaction,
  access: At<'second'>,
): Promise<void> {
  const account = await accountOf(deps, interaction, access);
  if (!account) return ask(interaction, 409, { errors: ['gone'] });
  const place = { interaction, access, account };
  if (access.channel === 'letter' && askedCard(deps, account)) return showCard(deps, place, 200);
  if (access.channel === null || access.channel === 'letter') return showChoice(deps, place, 200);
  return showCode(deps, place, access.channel, 200);
}

/** « Recevoir un code autrement »: the choice, while the code already sent stays good. */
export async function showSecondChoice(deps: LegacyAccessDependencies, interaction: Interaction): Promise<void> {
  const place = await open(deps, interaction);
  if (place) showChoice(deps, place, 200);
}

/** Sends a code, sends it again, orders a card, or goes to the card that is there. */
export async function submitSecond(deps: LegacyAccessDependencies, interaction: Interaction): Promise<void> {
  const form = await interaction.form();
  const place = await open(deps, interaction);
  if (!place) return;
  const { account, access } = place;
  const { site, request, locale } = interaction;
  const wished = form.get('way') ?? form.get('channel');
  const way = waysOf(deps, place).find((each) => each === wished);
  if (way === undefined) return showChoice(deps, place, 422, [{ code: 'way-empty' }]);
  if (way === 'card') {
    await deps.accesses.put(request, { ...access, channel: 'letter' });
    return interaction.again(HERE);
  }
  if (way === 'order') {
    const outcome = await deps.cards.order({ realm: site.realm, account, locale }, 'letter');
    if (outcome.ok) return interaction.show(orderedPage({ locale, backHref: interaction.address() }));
    if (outcome.code === 'too-soon')
      return showChoice(deps, place, 429, [{ code: 'too-soon', day: dayInWords(outcome.retryAt, locale) }]);
    return showChoice(deps, place, 422, [{ code: 'no-address' }]);
  }
  const outcome = await issue(deps, place, way);
  if (outcome.ok) {
    await deps.accesses.put(request, { ...access, channel: way });
    return interaction.again(HERE);
  }
  return showRefusal(deps, place, outcome);
}

export async function submitSecondCode(deps: LegacyAccessDependencies, interaction: Interaction): Promise<void> {
  const form = await interaction.form();
  const place = await open(deps, interaction);
  if (!place) return;
  const { account, access } = place;
  const { channel, id } = access;
  if (channel === null || channel === 'letter') return interaction.again(HERE);
  const { site, visitor } = interaction;
  const typed = form.get('code') ?? '';
  const outcome = await deps.verifyCode({ realm: site.realm, account, typed, request: id, action: ACTION, visitor });
  if (outcome.ok) return advance(deps, place, outcome.proof.channel);
  if (outcome.code === 'closed') return showChoice(deps, place, 429, [{ code: 'entry-closed' }]);
  if (outcome.code === 'no-code') return showChoice(deps, place, 422, [{ code: 'way-empty' }]);
  const isSpent = outcome.code === 'wrong-code' && outcome.triesLeft <= 0;
  return showCode(deps, place, channel, 422, [isSpent ? { code: 'tries-exhausted' } : (outcome as RecoveryCodeError)]);
}

export async function submitCard(deps: LegacyAccessDependencies, interaction: Interaction): Promise<void> {
  const form = await interaction.form();
  const place = await open(deps, interaction);
  if (!place) return;
  const { account, access } = place;
  const asked = askedCard(deps, account);
  if (access.channel !== 'letter' || !asked) return interaction.again(HERE);
  const { site, visitor } = interaction;
  const outcome = await deps.verifyCardCode({
    realm: site.realm,
    account,
    cardId: asked.card.id,
    number: Number(form.get('number')),
    typed: form.get('code') ?? '',
    request: access.id,
    visitor,
  });
  if (outcome.ok) return advance(deps, place, 'letter');
  if (outcome.code === 'closed') return showChoice(deps, place, 429, [{ code: 'entry-closed' }]);
  const latest = outcome.code === 'other-number' ? await accountOf(deps, interaction, access) : account;
  if (outcome.code === 'no-card' || !latest || !askedCard(deps, latest)) return interaction.again(HERE);
  return showCard(deps, { ...place, account: latest }, 422, [outcome.code]);
}

async function advance(
  { accesses, clock }: LegacyAccessDependencies,
  { interaction, access: { accountId } }: Place,
  channel: At<'password'>['channel'],
): Promise<void> {
  await accesses.put(interaction.request, { step: 'password', accountId, channel, provedAt: clock.now() });
  interaction.again(HERE);
}

async function open(deps: LegacyAccessDependencies, interaction: Interaction): Promise<Place | undefined> {
  const access = await at(deps, interaction, 'second');
  const account = access && (await accountOf(deps, interaction, access));
  if (access && account) return { interaction, access, account };
  interaction.again(HERE);
  return undefined;
}

async function accountOf(
  { accounts }: LegacyAccessDependencies,
  { visitor }: Interaction,
  { accountId }: At<'second'>,
): Promise<VisitedAccount | null> {
  const account = await accounts.find(accountId, visitor.deviceHash);
  return account?.status === 'active' ? account : null;
}

function askedCard({ clock }: LegacyAccessDependencies, account: VisitedAccount) {
  // Recovery codes stand in for an authenticator, which leads to no password (C5).
  return askedCodes(account.codeCards, clock.now()).find(({ card }) => channelOfCard(card) === 'letter');
}

function contactOf({ clock }: LegacyAccessDependencies, { account }: Place, channel: Channel): Contact | undefined {
  const carriage = { deviceKnown: account.deviceKnown, now: clock.now() };
  return codeOptions(carriersOf(account.contacts, carriage), [channel])[0]?.contact;
}

function waysOf(deps: LegacyAccessDependencies, place: Place): readonly SecondWay[] {
  const { account, interaction } = place;
  const channels = interaction.site.realm.channels.filter((channel) => contactOf(deps, place, channel));
  return [
    ...channels,
    ...(askedCard(deps, account) ? (['card'] as const) : []),
    ...(account.postalAddress ? (['order'] as const) : []),
  ];
}

async function issue(deps: LegacyAccessDependencies, place: Place, channel: Channel): Promise<IssueOutcome> {
  const { interaction, account, access } = place;
  const { site, visitor, locale, portalName } = interaction;
  return deps.issueCode({
    realm: site.realm,
    account,
    contactId: contactOf(deps, place, channel)?.id ?? '',
    channel,
    request: access.id,
    action: ACTION,
    toChoose: 'first-password',
    visitor,
    locale,
    portalName,
    originHost: new URL(site.issuer).hostname,
  });
}

function showRefusal(
  deps: LegacyAccessDependencies,
  place: Place,
  outcome: IssueOutcome & { readonly ok: false },
): void {
  const { status, error } = refusalOf(outcome);
  showChoice(deps, place, status, [error], 'retryAfterSeconds' in outcome ? outcome.retryAfterSeconds : undefined);
}

function refusalOf(outcome: IssueOutcome & { readonly ok: false }): { status: number; error: SecondError } {
  switch (outcome.code) {
    case 'resend-wait':
      return { status: 429, error: { code: 'resend-wait' } };
    case 'sends-exhausted': {
      const minutes = Math.ceil(outcome.retryAfterSeconds / 60);
      return { status: 429, error: { code: 'sends-exhausted', minutes } };
    }
    case 'delivery-failed':
      return { status: 502, error: { code: 'delivery-failed' } };
    case 'closed':
      return { status: 429, error: { code: 'entry-closed' } };
    case 'unknown-contact':
      return { status: 422, error: { code: 'way-empty' } };
  }
}

function showChoice(
  deps: LegacyAccessDependencies,
  place: Place,
  status: number,
  errors: readonly SecondError[] = [],
  retryAfterSeconds?: number,
): void {
  const { locale, site, csrfToken, address, show } = place.interaction;
  const action = address(`${HERE}/second`);
  const content = secondPage({ locale, realm: site.realm, action, csrfToken, ways: waysOf(deps, place), errors });
  show(content, { status, ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }) });
}

async function showCode(
  { challenges, clock }: LegacyAccessDependencies,
  { interaction, access }: Place,
  channel: Channel,
  status: number,
  errors: readonly RecoveryCodeError[] = [],
): Promise<void> {
  const { locale, site, csrfToken, address } = interaction;
  const { realm } = site;
  const active = await challenges.active(access.id);
  const secondsLeft = active ? Math.max(0, Math.ceil((active.expiresAt - clock.now()) / 1000)) : 0;
  const { triesPerCode, resendAfterSeconds } = realm.codeThrottle;
  const content = recoveryCodePage({
    locale,
    realm,
    csrfToken,
    channel,
    certainty: 'sent',
    action: address(`${HERE}/code`),
    resendAction: address(`${HERE}/second`),
    secondsLeft,
    triesLeft: triesPerCode - (active?.tries ?? 0),
    resendInSeconds: active ? Math.ceil((active.sentAt + resendAfterSeconds * 1000 - clock.now()) / 1000) : 0,
    channels: [channel],
    errors,
    step: { current: 2, total: 3 },
    ways: [{ href: address(`${HERE}/second`), label: text[locale].otherWay }],
    whenNothingComes: [],
  });
  interaction.show(content, { status });
}

function showCard(
  deps: LegacyAccessDependencies,
  { interaction, account }: Place,
  status: number,
  errors: readonly CardError[] = [],
): void {
  const asked = askedCard(deps, account);
  if (!asked) {
    interaction.again(HERE);
    return;
  }
  const { locale, csrfToken, address } = interaction;
  const content = cardPage({
    locale,
    card: { name: cardName(asked.card), number: asked.number },
    action: address(`${HERE}/card`),
    csrfToken,
    errors,
    otherWayHref: address(`${HERE}/second`),
  });
  interaction.show(content, { status });
}
