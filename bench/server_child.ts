/** A measured server: a child process of its own, whose CPU and memory are nobody else's. */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Question, Usage } from './process_meter.js';

export interface ServerChild {
  readonly name: string;
  readonly pid: number;
  /** Sends an order, resolves with the answer. */
  order<Answer>(order: object): Promise<Answer>;
  usage(): Promise<Usage>;
  stop(): Promise<void>;
}

const START_PATIENCE_MS = 60_000;
const STOP_PATIENCE_MS = 10_000;

/**
 * Starts one of this folder's server programs; resolves once it listens.
 *
 * @param program file name without extension
 * @param environment all that it gets, besides PATH
 * @param execArgv options of Node itself
 * @throws when it ends, or does not say that it listens within a minute
 */
export async function startChild(
  program: string,
  environment: Readonly<Record<string, string>>,
  execArgv: readonly string[] = [],
): Promise<ServerChild> {
  const file = fileURLToPath(new URL(`./${program}.js`, import.meta.url));
  const env = { PATH: process.env['PATH'], NODE_ENV: 'production', ...environment };
  // Logs go to standard output, as in production; nobody reads them here.
  const child = fork(file, [], { env, execArgv: [...execArgv], stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  await listening(child, program);
  const ask = async <Answer>(question: Question | object): Promise<Answer> => {
    child.send(question);
    const ended = new AbortController();
    const end = () => ended.abort(new Error(`${program} ended`));
    child.once('exit', end);
    try {
      const [answer] = (await once(child, 'message', { signal: ended.signal })) as [Answer];
      return answer;
    } finally {
      child.off('exit', end);
    }
  };
  return {
    name: program,
    pid: child.pid ?? 0,
    order: (order) => ask(order),
    usage: () => ask<Usage>('usage'),
    async stop() {
      if (child.exitCode !== null) return;
      const ended = once(child, 'exit');
      child.send('stop' satisfies Question);
      const impatience = setTimeout(() => child.kill('SIGKILL'), STOP_PATIENCE_MS);
      await ended;
      clearTimeout(impatience);
    },
  };
}

async function listening(child: ChildProcess, program: string): Promise<void> {
  const timer = setTimeout(() => child.kill('SIGKILL'), START_PATIENCE_MS);
  const ended = once(child, 'exit').then(() => Promise.reject(new Error(`${program} ended before it listened`)));
  await Promise.race([once(child, 'message'), ended]);
  ended.catch(() => {});
  clearTimeout(timer);
}
