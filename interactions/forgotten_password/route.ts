/**
 * « Mot de passe oublié » (C4): a way of its own below the login step. What a page says follows from the recovery that
 * this browser holds, never from the account; it ends at the login page, with nobody signed in.
 */
import { parseTypedIdentifier } from '../../src/domain/identifier/typed_identifier.js';
import { readTypedBirthdate } from '../../src/domain/recovery/typed_birthdate.js';
import type { Interaction } from '../../src/http/interaction.js';
import { typedBirth } from '../../src/http/layout/birth_fields.js';
import type { AskError } from './ask.js';
import { showCode } from './code_route.js';
import { showDone, showPassword } from './password_route.js';
import { ask, at, type ForgottenPasswordDependencies, HERE, page, wayOf, wordsOf } from './place.js';
import { provisionalPage, provisionalSentPage } from './provisional.js';

/** Where the person is. */
export async function showRecovery(
  dependencies: ForgottenPasswordDependencies,
  interaction: Interaction,
): Promise<void> {
  const recovery = await dependencies.recoveries.find(interaction.request);
  switch (recovery?.step) {
    case undefined:
      return ask(interaction, 200);
    case 'code':
      return showCode(dependencies, interaction, recovery, 200);
    case 'provisional':
      return showProvisional(interaction, 200);
    case 'provisional-sent':
      return showProvisionalSent(interaction, recovery.by);
    case 'password':
      return showPassword(dependencies, interaction, recovery);
    case 'done':
      return showDone(dependencies, interaction, recovery);
  }
}

/** « Corriger » and « Recommencer »: the first page, while a code already sent stays good. */
export function showAsk(_: ForgottenPasswordDependencies, interaction: Interaction): void {
  ask(interaction, 200);
}

export async function submitAsk(dependencies: ForgottenPasswordDependencies, interaction: Interaction): Promise<void> {
  const { clock, recoveries } = dependencies;
  const { site, request, visitor } = interaction;
  const form = await interaction.form();
  const typed = { typedIdentifier: form.get('identifier') ?? '', typedBirth: typedBirth(form), way: form.get('way') };
  const identifier = parseTypedIdentifier(site.realm.identifierKinds, typed.typedIdentifier);
  const birth = readTypedBirthdate(typed.typedBirth, clock.now());
  const way = wayOf(form, site.realm.channels);
  const errors: AskError[] = [];
  if (!identifier.ok) errors.push({ field: 'identifier', code: `identifier-${identifier.reason}` });
  if (!birth.ok) errors.push({ field: 'birthdate', code: birth.code });
  if (way === undefined) errors.push({ field: 'way', code: 'way-empty' });
  if (!identifier.ok || !birth.ok || way === undefined) return ask(interaction, 422, { ...typed, errors });

  const before = await recoveries.find(request);
  const outcome = await dependencies.start({
    realm: site.realm,
    identifier,
    birthdate: birth.birthdate,
    channel: way,
    visitor,
    words: wordsOf(interaction),
  });
  if (!outcome.ok) {
    const { retryAfterSeconds } = outcome;
    const wait = { field: 'form', code: 'wait', seconds: retryAfterSeconds } as const;
    return ask(interaction, 429, { ...typed, errors: [wait] }, retryAfterSeconds);
  }
  await recoveries.put(request, before, outcome.recovery);
  interaction.again(HERE);
}

export async function submitProvisional(
  dependencies: ForgottenPasswordDependencies,
  interaction: Interaction,
): Promise<void> {
  const form = await interaction.form();
  const recovery = await at(dependencies, interaction, 'provisional');
  if (!recovery) return interaction.again(HERE);
  const { site, request, locale } = interaction;
  const by = form.get('by');
  if (by !== 'letter' && !(by === 'sms' && site.realm.channels.includes('sms')))
    return showProvisional(interaction, 422, ['way-empty']);
  const outcome = await dependencies.askProvisional({ realm: site.realm, recovery, by, locale });
  if (!outcome.ok) return showProvisional(interaction, 503, ['busy'], outcome.retryAfterSeconds);
  await dependencies.recoveries.put(request, recovery, { step: 'provisional-sent', by });
  interaction.again(HERE);
}

function showProvisional(
  interaction: Interaction,
  status: number,
  errors: ReadonlyArray<'way-empty' | 'busy'> = [],
  retryAfterSeconds?: number,
): void {
  const content = provisionalPage({ ...page(interaction), action: interaction.address(`${HERE}/provisional`), errors });
  interaction.show(content, { status, ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }) });
}

function showProvisionalSent(interaction: Interaction, by: 'sms' | 'letter'): void {
  interaction.show(provisionalSentPage({ ...page(interaction), by, againHref: interaction.address(`${HERE}/ask`) }));
}
