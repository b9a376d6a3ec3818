/**
 * Pushes Security Event Tokens over HTTP (RFC 8935 §2). A receiver's address is a client's word: the address that is
 * connected to is the one that was judged, so that a name which changes its mind leads nowhere; redirects are not followed;
 * and whatever the receiver answers, a few seconds and a few kilobytes are all it gets.
 */
import { lookup } from 'node:dns';
import http from 'node:http';
import https from 'node:https';
import type { LookupFunction } from 'node:net';
import ipaddr from 'ipaddr.js';
import { judgeAnswer, type PushAnswer } from '../../../domain/signals/delivery_rules.js';
import type { SignalPush } from '../../../ports/signals/signal_push.js';
import { isPublicAddress, type OutboundPolicy } from './outbound_fetch.js';

const TIMEOUT_MS = 5_000;
const LARGEST_ANSWER_BYTES = 4_096;
const LONGEST_URL = 512;

/** Named in what an operator reads; its message never is. */
class PrivateAddress extends Error {
  readonly code = 'EPRIVATE';
}

export interface SignalPushOptions extends OutboundPolicy {
  /** for the whole of a push; 5 seconds unless told */
  readonly timeoutMs?: number;
}

/** @param options `allowLoopback`: development mode, over plain http too */
export function createSignalPush({ allow, allowLoopback, timeoutMs = TIMEOUT_MS }: SignalPushOptions): SignalPush {
  const mayConnect = (address: string) => isPublicAddress(address) || (allowLoopback && isLoopback(address));
  const isNamed = (url: URL) => allow.includes(`${url.hostname}:${url.port || '443'}`);

  const judgedLookup =
    (isTrusted: boolean): LookupFunction =>
    (hostname, options, callback) => {
      lookup(hostname, { ...options, all: true }, (error, addresses) => {
        if (error) return callback(error, '');
        const [first] = addresses;
        if (!first || (!isTrusted && !addresses.every(({ address }) => mayConnect(address))))
          return callback(new PrivateAddress(), '');
        return options.all ? callback(null, addresses) : callback(null, first.address, first.family);
      });
    };

  return {
    mayReach(text) {
      if (text.length > LONGEST_URL || !URL.canParse(text)) return false;
      const url = new URL(text);
      if (url.username !== '' || url.password !== '' || url.hash !== '') return false;
      const host = hostOf(url);
      if (host === 'localhost' || isLoopback(host)) return allowLoopback && /^https?:$/.test(url.protocol);
      if (url.protocol !== 'https:') return false;
      return isNamed(url) || !ipaddr.isValid(host) || isPublicAddress(host);
    },

    push({ url: text, authorization }, token) {
      const url = new URL(text);
      const isTrusted = isNamed(url);
      // A literal address is connected to without a look-up.
      if (!isTrusted && ipaddr.isValid(hostOf(url)) && !mayConnect(hostOf(url))) return Promise.resolve(PRIVATE);
      const options = {
        method: 'POST',
        lookup: judgedLookup(isTrusted),
        agent: false,
        signal: AbortSignal.timeout(timeoutMs),
        headers: {
          'Content-Type': 'application/secevent+jwt',
          'Content-Length': Buffer.byteLength(token),
          Accept: 'application/json',
          ...(authorization === null ? {} : { Authorization: authorization }),
        },
      };
      // An address that node refuses is one that does not answer.
      return send(url, token, options).catch(
        (error: Error) => ({ outcome: 'unavailable', why: wordFor(error) }) as const,
      );
    },
  };
}

const PRIVATE: PushAnswer = { outcome: 'unavailable', why: 'private address' };

function send(url: URL, token: string, options: https.RequestOptions): Promise<PushAnswer> {
  return new Promise((resolve) => {
    const fail = (error: Error) => resolve({ outcome: 'unavailable', why: wordFor(error) });
    const request = (url.protocol === 'https:' ? https : http).request(url, options, (answer) => {
      const chunks: Buffer[] = [];
      let size = 0;
      const done = () => {
        resolve(judgeAnswer(answer.statusCode ?? 0, Buffer.concat(chunks).toString('utf8')));
        request.destroy();
      };
      // What the status says is enough, but for a refusal; and nobody listens for ever.
      if (answer.statusCode !== 400) return done();
      answer.on('data', (chunk: Buffer) => {
        size += chunk.length;
        if (size > LARGEST_ANSWER_BYTES) return done();
        chunks.push(chunk);
      });
      answer.on('end', done);
      answer.on('error', fail);
    });
    request.on('error', fail);
    request.end(token);
  });
}

function hostOf(url: URL): string {
  return url.hostname.replace(/^\[|\]$/g, '');
}

function isLoopback(host: string): boolean {
  return ipaddr.isValid(host) && ipaddr.process(host).range() === 'loopback';
}

/** Never the error's own message, which may hold the address. */
function wordFor(error: Error): string {
  if (error instanceof PrivateAddress) return 'private address';
  return error.name === 'AbortError' || error.name === 'TimeoutError' ? 'timeout' : 'no connection';
}
