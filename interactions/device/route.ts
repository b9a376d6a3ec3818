/**
 * The device step (I9): the last that a phone is asked before its person is signed in at a kiosk. What the kiosk's screen
 * shows beside its QR code is typed; three wrong tries, by whichever phone, end the kiosk's request.
 */
import { readDigits } from '../../src/domain/kiosk.js';
import type { Interaction } from '../../src/http/interaction.js';
import type { PhoneStop } from '../../src/http/provider_pages.js';
import type { AuditLog } from '../../src/ports/audit_log.js';
import type { PhoneLimits } from '../../src/services/phone_limits.js';
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
  readonly phoneLimits: Pick<PhoneLimits, 'tryDigits'>;
  readonly audit: AuditLog;
}

export async function showDevice(dependencies: DeviceDependencies, interaction: Interaction): Promise<void> {
  const waiting = await dependencies.waitingKiosk(deviceCodeOf(interaction));
  if (!waiting) return stop(interaction, 'expired');
  ask(interaction, 200);
}

export async function submitDevice(dependencies: DeviceDependencies, interaction: Interaction): Promise<void> {
  const form = await interaction.form();
  if (form.get('refuse') === 'yes') return interaction.abort('access_denied', 'the person refused');
  const deviceCode = deviceCodeOf(interaction);
  const waiting = await dependencies.waitingKiosk(deviceCode);
  if (!waiting) return stop(interaction, 'expired');
  const typed = form.get('digits') ?? '';
  const digits = readDigits(typed);
  if (digits === undefined) return ask(interaction, 422, typed.trim() === '' ? 'empty' : 'format');

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
      return ask(interaction, 422, 'wrong');
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

function ask(interaction: Interaction, status: number, error?: DigitsProps['error']): void {
  const { locale, site, address, csrfToken, portalName: kioskName, place } = interaction;
  const { realm } = site;
  interaction.show(digitsPage({ locale, realm, action: address('device'), csrfToken, kioskName, place, error }), {
    status,
  });
}

function stop(interaction: Interaction, why: PhoneStop): void {
  const { locale, site } = interaction;
  interaction.show(phoneStoppedPage({ locale, why, href: `${site.prefix}/device`, realm: site.realm }), {
    status: 400,
  });
}
