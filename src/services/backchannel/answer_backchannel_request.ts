/**
 * A person answers a caller's request (CIBA; S1, A4, P6): confirms it on a fresh proof, refuses it, or says that it is not
 * them who call. The first answer stands, whoever gives another at the same moment.
 */
import { isAcr } from '../../domain/assurance/acr.js';
import { reportedLevel } from '../../domain/backchannel/levels.js';
import type { AuditLog } from '../../ports/audit/audit_log.js';
import type { BackchannelAnswers, ProvedAnswer } from '../../ports/backchannel/backchannel_answers.js';
import type { BackchannelRequest, BackchannelRequestStore } from '../../ports/backchannel/backchannel_request_store.js';
import type { Clock } from '../../ports/clock.js';

/** `gone`: it has ended, was answered, or is nobody's of this person */
export type Answered = 'done' | 'gone';

export interface AnswerBackchannelRequests {
  /** Those that wait for this person, oldest first. */
  waitingFor(accountId: string): Promise<readonly BackchannelRequest[]>;
  /** @param proved by the sign-in that named this very request */
  confirm(request: string, proved: ProvedAnswer): Promise<Answered>;
  /** @param isContested « Ce n’est pas moi qui appelle »: the client is silent for this person for a day */
  refuse(accountId: string, request: string, isContested: boolean): Promise<Answered>;
}

export interface AnswerBackchannelDependencies {
  /** id of the realm */
  readonly realm: string;
  readonly backchannelRequests: BackchannelRequestStore;
  readonly answers: BackchannelAnswers;
  readonly audit: AuditLog;
  readonly clock: Clock;
}

/** How long whoever answers has for the client's ping, before another process takes it over. */
const PING_HELD_MS = 30_000;

export function createAnswerBackchannelRequests(
  dependencies: AnswerBackchannelDependencies,
): AnswerBackchannelRequests {
  const { realm, backchannelRequests, answers, audit, clock } = dependencies;
  const waitingFor = (accountId: string) => backchannelRequests.waitingFor(realm, accountId, clock.now());

  /** Decides, then hands on; what could not be handed on was not decided. */
  const answer = async (
    accountId: string,
    id: string,
    decision: 'confirmed' | 'refused' | 'contested',
    handOn: (request: BackchannelRequest & { readonly handle: string }) => Promise<boolean>,
  ): Promise<Answered> => {
    const waiting = (await waitingFor(accountId)).some((each) => each.id === id);
    const now = clock.now();
    const decided = waiting
      ? await backchannelRequests.decide({ realm, accountId, id }, decision, now, now + PING_HELD_MS)
      : undefined;
    if (!decided) return 'gone';
    const record = (outcome: string) =>
      audit.record({
        type: 'backchannel_request',
        outcome,
        realm,
        accountId,
        data: { client: decided.clientId },
      });
    let isHandedOn: boolean;
    try {
      isHandedOn = await handOn(decided);
    } catch (error) {
      // A refusal stands though the caller does not hear of it: it waits until its end.
      if (decision === 'confirmed') await backchannelRequests.reopen(id);
      else record(decision);
      throw error;
    }
    record(isHandedOn ? decision : `${decision}_late`);
    if (!isHandedOn) return decision === 'confirmed' ? 'gone' : 'done';
    answers.ping(decided);
    return 'done';
  };

  return {
    waitingFor,
    confirm: (id, proved) =>
      answer(proved.accountId, id, 'confirmed', ({ handle, acrValues }) => {
        // What the proof does not say cannot be reported.
        if (!isAcr(proved.acr)) throw new Error('a confirmation without a level');
        return answers.confirm(handle, { ...proved, acr: reportedLevel(acrValues, proved.acr) });
      }),
    refuse: (accountId, id, isContested) =>
      answer(accountId, id, isContested ? 'contested' : 'refused', ({ handle }) => answers.refuse(handle)),
  };
}
