/**
 * Hands a message to the first provider of its channel that takes it (O3). One that is silent is not waited for: the next
 * one gets the same message, with the same id and code, within the page's time, and whichever copy arrives is good. One
 * that fails rests, is tried by a single message, and is used again once it accepts (domain/delivery/breaker.ts).
 */
import { randomUUID } from 'node:crypto';
import {
  afterFault,
  type Breaker,
  IN_USE,
  inOrder,
  type ProviderFault,
  type Standing,
  standing,
  timeBoxMs,
  whileTried,
} from '../../domain/delivery/breaker.js';
import type { Channel } from '../../domain/realm.js';
import type { Clock } from '../../ports/clock.js';
import type { Delivery, DeliveryAnswer, Message } from '../../ports/delivery/delivery.js';
import type { DeliveryAttempt } from '../../ports/delivery/delivery_status.js';

export interface NamedProvider {
  readonly name: string;
  readonly delivery: Delivery;
}

export interface FailoverDelivery extends Delivery {
  /** How each provider stands now, for the metrics. */
  standings(): ReadonlyArray<{ readonly provider: string; readonly standing: Standing }>;
}

export interface FailoverOptions {
  readonly channel: Channel;
  /** the first is used while it works */
  readonly providers: readonly NamedProvider[];
  /** what a page waits, for all providers together */
  readonly timeoutMs: number;
  readonly clock: Pick<Clock, 'now'>;
  /** told of each attempt as it ends; again, under the same id, of one that was answered after its time */
  readonly onAttempt: (attempt: DeliveryAttempt) => void;
}

interface Provider extends NamedProvider {
  breaker: Breaker;
}

/** Left for everything around the sending, so that the page has its answer when its own time is up. */
const MARGIN = 0.05;

export function createFailoverDelivery(options: FailoverOptions): FailoverDelivery {
  const { channel, timeoutMs, clock, onAttempt } = options;
  const providers: readonly Provider[] = options.providers.map((each) => ({ ...each, breaker: IN_USE }));

  function begin(provider: Provider, message: Message & { readonly id: string }, boxMs: number) {
    const triesIt = standing(provider.breaker, clock.now()) === 'due';
    if (triesIt) provider.breaker = whileTried(provider.breaker, clock.now(), boxMs);
    const began = performance.now();
    const attempt = { id: randomUUID(), messageId: message.id, channel, provider: provider.name };
    const { realm = null, accountId = null } = message.about ?? {};
    const tell = (outcome: DeliveryAttempt['outcome'], why: string | null, reference: string | null = null) =>
      onAttempt({
        ...attempt,
        outcome,
        why,
        reference,
        at: clock.now(),
        milliseconds: Math.round(performance.now() - began),
        realm,
        accountId,
        destination: message.to,
      });
    // A crowd that was under way when the first one noticed says nothing new.
    const fault = (kind: ProviderFault) => {
      if (triesIt || standing(provider.breaker, clock.now()) === 'in-use')
        provider.breaker = afterFault(provider.breaker, kind, clock.now());
    };
    let isLate = false;
    const answered = provider.delivery
      .send(message)
      // One that its adapter did not foresee is a failed message, never a failed page.
      .catch((error: unknown): DeliveryAnswer => ({ accepted: false, why: `${channel} ${(error as Error).name}` }))
      .then((answer) => {
        if (answer.accepted) {
          // Late, it is no sign of health: the next message is not to wait for it.
          if (!isLate) provider.breaker = IN_USE;
          tell('accepted', null, answer.reference ?? null);
        } else if (!isLate) {
          if (!answer.isAboutMessage) fault('failed');
          else provider.breaker = IN_USE;
          tell(answer.isAboutMessage ? 'refused' : 'failed', answer.why);
        }
        return answer;
      });
    return {
      answered,
      giveUp() {
        isLate = true;
        fault('timeout');
        tell('timeout', `no answer within ${boxMs} ms`);
      },
    };
  }

  return {
    standings: () =>
      providers.map(({ name, breaker }) => ({ provider: name, standing: standing(breaker, clock.now()) })),

    send(given) {
      const message = { ...given, id: given.id ?? randomUUID() };
      const waiting = [...inOrder(providers, clock.now())];
      const endsAt = performance.now() + timeoutMs * (1 - MARGIN);
      const whys: string[] = [];
      return new Promise((resolve) => {
        let underWay = 0;
        const next = () => {
          const boxMs = timeBoxMs(endsAt - performance.now(), Math.max(1, waiting.length));
          const provider = waiting.shift();
          if (!provider) {
            if (underWay === 0) resolve({ accepted: false, why: whys.join('; ') || `no provider for ${channel}` });
            return;
          }
          underWay += 1;
          let isWaitedFor = true;
          const attempt = begin(provider, message, boxMs);
          const timer = setTimeout(() => {
            isWaitedFor = false;
            attempt.giveUp();
            next();
          }, boxMs);
          void attempt.answered.then((answer) => {
            clearTimeout(timer);
            underWay -= 1;
            if (answer.accepted) return resolve({ ...answer, provider: provider.name });
            whys.push(answer.why);
            // Given up, its successor was asked already.
            if (isWaitedFor || underWay === 0) next();
          });
        };
        next();
      });
    },
  };
}
