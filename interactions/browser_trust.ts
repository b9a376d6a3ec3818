/**
 * A browser's trust as the steps of a sign-in use it (I3): the cookie that holds its tickets, presented after a right first
 * factor and written after a right code. Nothing here decides: the record on the server does.
 */
import type { Context } from 'koa';
import type { Acr } from '../src/domain/assurance/acr.js';
import type { TrustedDeviceProof } from '../src/domain/assurance/proof.js';
import { mayOfferTrust, readTickets, type TrustTicket, writeTickets } from '../src/domain/device/trusted_device.js';
import type { Form } from '../src/http/form_body.js';
import type { Interaction } from '../src/http/interaction.js';
import { type OfferedTrust, TRUST_FIELD } from '../src/http/layout/trust_box.js';
import { seenFrom } from '../src/http/visitor_device.js';
import type { RememberedDevice, VisitedAccount } from '../src/ports/account/account_store.js';
import type { TrustedDraft } from '../src/ports/device/device_store.js';
import type { TrustedDevices } from '../src/services/device/trusted_devices.js';

/**
 * What an interaction's result carries of it, beside the first factor that it stands next to. The key is always there: what
 * an earlier sign-in of this request left under it goes.
 */
export interface TrustResult {
  readonly trusted_device: { readonly proof: TrustedDeviceProof } | undefined;
}

export const UNTRUSTED: TrustResult = { trusted_device: undefined };

export interface BrowserTrust {
  /** After a right first factor of this request. */
  present(interaction: Interaction, accountId: string): Promise<TrustResult>;
  /**
   * What the code page offers: ticked, or as the person left it on a page that comes back; undefined: nothing.
   *
   * @param form the posted one, if the page comes back
   */
  offered(interaction: Interaction, account: VisitedAccount, form?: Form): OfferedTrust | undefined;
  /** What the person wished with the code they typed; undefined where they did not, or may not. */
  wished(interaction: Interaction, account: VisitedAccount, form: Form): WishedTrust | undefined;
}

export interface WishedTrust {
  /** for the statement that uses the code up */
  readonly record: TrustedDraft;
  /** The code was right: the browser keeps its ticket. */
  keep(): void;
}

/** The browser to know from now on, trusted too where the person wished so. */
export function withTrust(device: RememberedDevice, trust: WishedTrust | undefined): RememberedDevice {
  return trust ? { ...device, trust: trust.record } : device;
}

const DAY_SECONDS = 86_400;

/** @param name of the cookie */
export function createBrowserTrust(name: string, secure: boolean, devices: TrustedDevices): BrowserTrust {
  const ticketsOf = (ctx: Context) => readTickets(ctx.cookies.get(name, { signed: false }));
  const write = (ctx: Context, tickets: readonly TrustTicket[], seconds: number) => {
    const attributes = { httpOnly: true, sameSite: 'lax', secure, path: '/', signed: false, overwrite: true } as const;
    const value = writeTickets(tickets);
    ctx.cookies.set(name, value === '' ? null : value, { ...attributes, maxAge: seconds * 1000 });
  };
  const isOffered = ({ site, sharedDevice, details }: Interaction, account: VisitedAccount) =>
    mayOfferTrust({
      trustedDeviceSeconds: site.realm.trustedDeviceSeconds,
      sharedDevice,
      sharedBrowser: account.deviceShared,
      target: details.prompt.details['target'] as Acr | undefined,
    });

  return {
    async present({ ctx, site, sharedDevice, visitor, request }, accountId) {
      if (sharedDevice) return UNTRUSTED;
      const tickets = ticketsOf(ctx);
      const used = await devices.use({ realm: site.realm, accountId, tickets, visitor, ...seenFrom(ctx), request });
      const gone = used.ticket?.id ?? used.without;
      if (gone !== undefined) {
        const others = tickets.filter(({ id }) => id !== gone);
        write(ctx, used.ticket ? [used.ticket, ...others] : others, site.realm.trustedDeviceSeconds);
      }
      return used.proof ? { trusted_device: { proof: used.proof } } : UNTRUSTED;
    },

    offered(interaction, account, form) {
      if (!isOffered(interaction, account)) return undefined;
      const days = Math.ceil(interaction.site.realm.trustedDeviceSeconds / DAY_SECONDS);
      return { days, ticked: form === undefined || form.get(TRUST_FIELD) === 'yes' };
    },

    wished(interaction, account, form) {
      if (form.get(TRUST_FIELD) !== 'yes' || !isOffered(interaction, account)) return undefined;
      const { ctx, site, visitor } = interaction;
      const { ticket, record } = devices.draft(site.realm);
      return {
        record,
        keep() {
          write(ctx, [ticket, ...ticketsOf(ctx)], site.realm.trustedDeviceSeconds);
          devices.recordTrusted(site.realm, account.id, visitor);
        },
      };
    },
  };
}
