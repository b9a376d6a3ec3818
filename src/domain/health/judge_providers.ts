/** Message providers: what each must be like (O3, O4). No message is sent to find out. */
import { type Finding, fail, ok, warn } from './finding.js';
import type { HttpFacts } from './judge_others.js';

export interface NamedProvider {
  /** as the line says it */
  readonly check: string;
  /** that holds its address */
  readonly variable: string;
}

export type SmtpFacts =
  | { readonly reachable: false; readonly why: string }
  | {
      readonly reachable: true;
      readonly isEncrypted: boolean;
      readonly isLoopback: boolean;
      readonly login: 'none' | 'accepted' | 'refused';
    };

export function judgeSmtp(facts: SmtpFacts, { check, variable }: NamedProvider): readonly Finding[] {
  if (!facts.reachable)
    return [
      fail(
        check,
        `the mail server does not answer (${facts.why})`,
        `check ${variable}, the server, and the network to it`,
      ),
    ];
  const login =
    facts.login === 'refused'
      ? [fail(`${check}.login`, 'the mail server refuses the user', `check user and password in ${variable}`)]
      : [];
  const tls =
    facts.isEncrypted || facts.isLoopback
      ? ok(`${check}.tls`, facts.isEncrypted ? 'the connection is encrypted' : 'the mail server is this machine')
      : warn(`${check}.tls`, 'codes leave in plain text', 'use smtps://, or a server that offers STARTTLS');
  return [ok(check, 'the mail server answers'), tls, ...login];
}

export function judgeGateway({ reachable, why }: HttpFacts, { check, variable }: NamedProvider): Finding {
  if (reachable) return ok(check, 'the gateway answers; no message was sent');
  return fail(check, `the gateway does not answer (${why})`, `check ${variable}, and the network to it`);
}

export type LineFacts =
  | { readonly reachable: false; readonly why: string }
  | { readonly reachable: true; readonly isEncrypted: boolean; readonly isLoopback: boolean };

/** An operator's line, which is not bound: where one session is allowed, that would end the service's. */
export function judgeLine(facts: LineFacts, { check, variable }: NamedProvider): readonly Finding[] {
  if (!facts.reachable) {
    const mend = `check ${variable}, and that the operator lets this machine in`;
    return [fail(check, `the operator does not answer (${facts.why})`, mend)];
  }
  const said = ok(check, 'the operator answers; nobody was bound, so user and password are not tried');
  if (facts.isEncrypted || facts.isLoopback) return [said];
  return [said, warn(`${check}.tls`, 'codes leave in plain text', 'use ssmpp://, or a private line to the operator')];
}
