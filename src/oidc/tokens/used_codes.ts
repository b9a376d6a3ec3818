/**
 * Authorization codes and device codes used up for good (P6). Redis tells at once which redemption is first, and may forget it when it
 * fails over to a replica that lags behind (pitfall 25); PostgreSQL decides before anything is handed out: together with
 * the refresh token where one follows (model_adapter), by itself where none does.
 */
import Provider, { type AuthorizationCode, type DeviceCode } from 'oidc-provider';
import type { UsedCode } from '../../ports/protocol/oidc_store.js';
import { issuesRefreshToken } from '../interaction/first_party_grant.js';
import { loseAndRevoke, type RevocationDependencies } from './lost_consumption.js';
import { tokenName } from './token_name.js';

/** @param code its `jti` is the code as it was presented */
export function usedAuthorizationCode({ jti, exp }: AuthorizationCode): UsedCode {
  if (exp === undefined) throw new Error('an authorization code without an end');
  return { id: tokenName(`authorization_code\0${jti}`), expiresAtSeconds: exp };
}

export function installUsedCodes(provider: Provider, dependencies: RevocationDependencies): void {
  const prototype = provider.AuthorizationCode.prototype as unknown as {
    consume(this: AuthorizationCode): Promise<void>;
  };
  const { consume } = prototype;
  prototype.consume = async function consumeForGood() {
    await consume.call(this);
    const client = Provider.ctx?.oidc.client;
    if (client && issuesRefreshToken(client, this)) return;
    if (!(await dependencies.grants.useCode(usedAuthorizationCode(this)))) {
      await loseAndRevoke(dependencies, 'authorization code', this);
    }
  };
}

/** A device code never leads to a refresh token (I9): it is used up by itself. */
export function installUsedDeviceCodes(provider: Provider, dependencies: RevocationDependencies): void {
  const prototype = provider.DeviceCode.prototype as unknown as { consume(this: DeviceCode): Promise<void> };
  const { consume } = prototype;
  prototype.consume = async function consumeForGood() {
    await consume.call(this);
    const { jti, exp } = this;
    if (exp === undefined) throw new Error('a device code without an end');
    const used = { id: tokenName(`device_code\0${jti}`), expiresAtSeconds: exp };
    if (!(await dependencies.grants.useCode(used))) await loseAndRevoke(dependencies, 'device code', this);
  };
}
