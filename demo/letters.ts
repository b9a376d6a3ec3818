/** The demonstration's print room and postman: what waits is claimed, printed and lies in the inbox a moment later (C8). */
import type { Service } from '../src/composition/service.js';
import type { LetterBatch } from '../src/ports/letter/letter_outbox.js';

const NAME = 'demonstration';
const EVERY_MS = 1_000;
const MOST = 20;

/**
 * @param inbox address of the inbox's gateway for letters
 * @returns what stops it, once the batch under way is in the post
 */
export function startLetters(
  { letters, logger }: Pick<Service, 'letters' | 'logger'>,
  realms: readonly string[],
  inbox: string,
): { stop(): Promise<void> } {
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;

  async function post(batch: LetterBatch): Promise<void> {
    for await (const { letter, content, text, pdf } of letters.rendered(batch)) {
      const answer = await fetch(inbox, {
        method: 'POST',
        // Posted again after a crash, it is the same letter.
        headers: { 'content-type': 'application/json', 'idempotency-key': letter.id },
        body: JSON.stringify({
          to: content.recipient[0],
          from: content.signature,
          subject: content.title,
          text,
          language: letter.locale,
          pdf: pdf.toString('base64'),
        }),
      });
      if (!answer.ok) throw new Error(`the inbox answered ${answer.status}`);
    }
    await letters.printed(batch.id);
  }

  async function work(): Promise<void> {
    for (const realm of realms) {
      // Those of an earlier start that was stopped in the middle come first.
      for (const batch of await letters.unfinished(realm, NAME)) await post(batch);
      const batch = stopped ? null : await letters.claim(realm, NAME, MOST);
      if (batch) await post(batch);
    }
  }

  let running: Promise<void> = Promise.resolve();
  const wait = () => {
    timer = setTimeout(() => {
      running = work()
        .catch((error: unknown) => logger.warn({ why: (error as Error).name }, 'letters not posted'))
        .then(() => {
          if (!stopped) wait();
        });
    }, EVERY_MS).unref();
  };
  wait();
  return {
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await running;
    },
  };
}
