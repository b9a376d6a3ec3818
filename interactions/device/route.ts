/**
 * The device step (I9): the last that a phone is asked before its person is signed in at a kiosk. What the kiosk's screen
 * shows beside its QR code is typed; three wrong tries, by whichever phone, end the kiosk's request.
 */

import { maskName, spokenName } from '../../src/domain/account/masked_name.js';
import { readDigits } from '../../src/domain/kiosk/kiosk.js';
import type { Interaction } from '../../src/http/interaction.js';
import type { PhoneStop } from '../../src/http/provider_pages.js';
import type { AccountStore } from '../../src/ports/account/account_store.js';
import type { AuditLog } from '../../src/ports/audit/audit_log.js';
import type { PhoneLimits } from '../../src/services/kiosk/phone_limits.js';
import { type DigitsProps, digitsPage, phoneStoppedPage } from './view.js';

/** A kiosk's request that waits for its phone. */
export interface WaitingKiosk {
  /** what its code is stored under */
  readonly name: string;
  /** what its screen shows */
  readonly digits: string;
  /** Ends it: the kiosk is told `access_denied`. */
  end(): Promise<void>;
}

export interface DeviceDependencies {
  /** the request that an interaction answers, while it waits and is not over */
  readonly waitingKiosk: (deviceCode: string) => Promise<WaitingKiosk | undefined>;
  readonly accounts: Pick<AccountStore, 'find'>;
  readonly phoneLimits: Pick<PhoneLimits, 'tryDigits'>;
  readonly audit: AuditLog;
}

export async function showDevice(dependencies: DeviceDependencies, interaction: Interaction): Promise<void> {
  const waiting = await dependencies.waitingKiosk(deviceCodeOf(interaction));
  if (!waiting) return stop(interaction, 'expired');
  return ask(dependencies, interaction, 200);
}

export async function submitDevice(dependencies: DeviceDependencies, interaction: Interaction): Promise<void> {
  const form = await interaction.form();
  if (form.get('refuse') === 'yes') return interaction.abort('access_denied', 'the person refused');
  const deviceCode = deviceCodeOf(interaction);
  const waiting = await dependencies.waitingKiosk(deviceCode);
  if (!waiting) return stop(interaction, 'expired');
  const typed = form.get('digits') ?? '';
  const digits = readDigits(typed);
  if (digits === undefined) return ask(dependencies, interaction, 422, typed.trim() === '' ? 'empty' : 'format');

  const { details, site, visitor } = interaction;
  const accountId = details.session?.accountId;
  if (!accountId) throw new Error('a device step without an account');
  const outcome = await dependencies.phoneLimits.tryDigits(waiting.name, accountId, digits, waiting.digits);
  dependencies.audit.record({
    type: 'kiosk_digits',
    outcome,
    realm: site.realm.id,
    accountId,
    data: { client: interaction.portal.id, network: visitor.networkHash },
  });
  switch (outcome) {
    case 'wrong':
      return ask(dependencies, interaction, 422, 'wrong');
    case 'dead':
    case 'stopped':
      await waiting.end();
      return stop(interaction, outcome === 'dead' ? 'digits' : 'limit');
    case 'right':
      return interaction.finish({ device: { confirmed: deviceCode } } as Parameters<Interaction['finish']>[0]);
  }
}

function deviceCodeOf({ details }: Interaction): string {
  const { deviceCode } = details;
  if (!deviceCode) throw new Error('a device step without a device code');
  return deviceCode;
}

async function ask(
  { accounts }: DeviceDependencies,
  interaction: Interaction,
  status: number,
  error?: DigitsProps['error'],
): Promise<void> {
  const { locale, site, address, csrfToken, details, visitor, portalName: kioskName, place } = interaction;
  const account = await accounts.find(details.session?.accountId ?? '', visitor.deviceHash);
  if (!account) throw new Error('a device step without an account');
  const maskedName = { shown: maskName(account), spoken: spokenName(account) };
  const { realm } = site;
  const action = address('device');
  interaction.show(digitsPage({ locale, realm, action, csrfToken, kioskName, place, maskedName, error }), { status });
}

function stop(interaction: Interaction, why: PhoneStop): void {
  const { locale, site } = interaction;
  interaction.show(phoneStoppedPage({ locale, why, href: `${site.prefix}/device`, realm: site.realm }), {
    status: 400,
  });
}
