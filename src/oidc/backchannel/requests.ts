/**
 * What the library leaves open of CIBA: requests kept without what the caller said of the person, polls that come too fast
 * told to slow down (CIBA Core §11, RFC 8628 §3.5), and single use that holds when Redis forgets (P6).
 */
import Provider, { type BackchannelAuthenticationRequest, errors, type KoaContextWithOIDC } from 'oidc-provider';
import type { BackchannelRules } from '../../domain/backchannel/limits.js';
import type { AttemptCounter } from '../../ports/attempt_counter.js';
import type { Clock } from '../../ports/clock.js';
import { loseAndRevoke, type RevocationDependencies } from '../tokens/lost_consumption.js';
import { tokenName } from '../tokens/token_name.js';

export interface BackchannelRequestsDependencies extends RevocationDependencies {
  readonly rules: BackchannelRules;
  readonly shortCounters: Pick<AttemptCounter, 'attempt'>;
  readonly clock: Clock;
}

/** Who is asked for is in the account alone; what the client proved itself with is nobody's to keep. */
const NEVER_KEPT = ['login_hint', 'id_token_hint', 'request_context', 'client_assertion', 'client_secret'];

interface RequestModel {
  find(value: string, options?: object): Promise<BackchannelAuthenticationRequest | undefined>;
  readonly prototype: {
    consume(this: BackchannelAuthenticationRequest): Promise<void>;
    save(this: BackchannelAuthenticationRequest): Promise<string>;
  };
}

export function installBackchannelRequests(provider: Provider, dependencies: BackchannelRequestsDependencies): void {
  const { rules, shortCounters, clock, grants } = dependencies;
  const model = provider.BackchannelAuthenticationRequest as unknown as RequestModel;
  const { consume, save } = model.prototype;
  const find = model.find.bind(model);

  model.prototype.save = function saveWithoutHints() {
    const params = (this.params ?? {}) as Record<string, unknown>;
    this.params = Object.fromEntries(Object.entries(params).filter(([name]) => !NEVER_KEPT.includes(name)));
    return save.call(this);
  };

  model.find = async (value, options) => {
    const request = await find(value, options);
    const oidc = Provider.ctx?.oidc;
    const isPoll = oidc?.route === 'token' && request?.clientId === oidc.client?.clientId;
    if (!request || !isPoll || request.grantId || request.error || request.isExpired) return request;
    const rule = { windows: [{ seconds: rules.lifeSeconds, limit: rules.lifeSeconds }], waits: [0, rules.pollSeconds] };
    const counted = await shortCounters.attempt(`backchannel_poll:${tokenName(value)}`, rule, clock.now());
    if (!counted.allowed) throw new errors.SlowDown();
    return request;
  };

  model.prototype.consume = async function consumeForGood() {
    await consume.call(this);
    const used = { id: tokenName(`auth_req_id\0${this.jti}`), expiresAtSeconds: this.exp ?? 0 };
    if (!(await grants.useCode(used))) await loseAndRevoke(dependencies, 'backchannel authentication request', this);
  };

  provider.use(async (ctx: KoaContextWithOIDC, next) => {
    await next();
    if (ctx.status !== 200) return;
    const body = ctx.body as Record<string, unknown>;
    if (ctx.oidc?.route === 'backchannel_authentication') body['interval'] = rules.pollSeconds + 1;
    if (ctx.oidc?.route === 'discovery') body['backchannel_user_code_parameter_supported'] = false;
  });
}
