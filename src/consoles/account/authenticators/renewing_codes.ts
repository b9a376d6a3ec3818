/** Recovery codes (I5, U1): made anew after a fresh proof, shown for some minutes, put away once they are kept. */
import type { Realm } from '../../../domain/realm.js';
import { ACCOUNT_ACTIONS } from '../../../domain/sensitive_action/own_actions.js';
import type { RecoveryCodes } from '../../../services/authenticator/recovery_codes.js';
import { addressOf, seeOther, show } from '../../relying_party/console.js';
import type { Change, ConcernRoute } from '../concern.js';
import { type AccountHandler, askedAt } from '../console.js';
import { askToConfirm, sender, visitor } from '../journey.js';
import { seatAt } from '../named_means_routes.js';
import { PATH, told } from './addresses.js';
import { askRenewalPage } from './ask.js';
import { recoveryCodesPage } from './codes.js';

/** Where it is asked for; each set is shown at an address below. */
export const CODES_PATH = `${PATH}/codes`;

export interface RenewingCodesDependencies {
  readonly realm: Realm;
  readonly recoveryCodes: RecoveryCodes;
}

export function createRenewingCodes({ realm, recoveryCodes }: RenewingCodesDependencies): {
  readonly change: Change;
  readonly routes: readonly ConcernRoute[];
} {
  const change: Change = {
    name: 'renew_recovery_codes',
    action: () => ({ type: ACCOUNT_ACTIONS.renewRecoveryCodes.type }),
    place: () => CODES_PATH,
    async carryOut(visit) {
      const shown = await recoveryCodes.renew(seatAt(realm, visit));
      return { place: shown === undefined ? PATH : `${CODES_PATH}/${shown}` };
    },
  };

  const ask: AccountHandler = async (console, ctx) => {
    const visit = await visitor(console, ctx, CODES_PATH);
    if (!visit) return;
    if (visit.account.authenticators === 0) return seeOther(ctx, addressOf(console, PATH));
    show(console, ctx, askRenewalPage(askedAt(console, ctx, visit, { action: CODES_PATH, back: PATH })));
  };

  const renew: AccountHandler = async (console, ctx) => {
    const visit = await sender(console, ctx, CODES_PATH);
    if (visit) await askToConfirm(console, ctx, visit, change);
  };

  const showCodes: AccountHandler = async (console, ctx) => {
    const visit = await visitor(console, ctx, PATH);
    if (!visit) return;
    const shown = ctx.params['shown'] ?? '';
    const codes = await recoveryCodes.find(seatAt(realm, visit), shown);
    if (!codes) return seeOther(ctx, addressOf(console, told('no-codes')));
    const asked = askedAt(console, ctx, visit, { action: `${CODES_PATH}/${shown}`, back: PATH });
    show(console, ctx, recoveryCodesPage({ ...asked, ...codes }));
  };

  const keep: AccountHandler = async (console, ctx) => {
    const visit = await sender(console, ctx, PATH);
    if (!visit) return;
    await recoveryCodes.putAway(seatAt(realm, visit), ctx.params['shown'] ?? '');
    seeOther(ctx, addressOf(console, PATH));
  };

  return {
    change,
    routes: [
      { method: 'get', path: CODES_PATH, name: 'renew_recovery_codes', handler: ask },
      { method: 'post', path: CODES_PATH, name: 'renew_recovery_codes', handler: renew },
      { method: 'get', path: `${CODES_PATH}/:shown`, name: 'recovery_codes', handler: showCodes },
      { method: 'post', path: `${CODES_PATH}/:shown`, name: 'recovery_codes', handler: keep },
    ],
  };
}
