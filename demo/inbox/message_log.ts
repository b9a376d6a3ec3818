/** Keeps the newest 500 messages in memory and, when a file is given, on disk, so that a restart shows them again. */
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { isMessageChannel, type Message, type MessageChannel } from './message.js';

const MOST_MESSAGES = 500;

export type NewMessage = Omit<Message, 'id' | 'at'>;

export interface MessageFilter {
  readonly channel?: MessageChannel | undefined;
  readonly to?: string | undefined;
}

export interface MessageLog {
  /** Adds a message and returns it with its id and time; one that its sender repeats is the one that is there. */
  add(message: NewMessage): Message;
  /** Newest first. */
  list(filter?: MessageFilter): readonly Message[];
  find(id: string): Message | undefined;
  /** Everybody who received something, in alphabetical order. */
  recipients(): readonly string[];
  clear(): void;
  /** Changes with every addition and every emptying. */
  revision(): string;
  /** Resolves when everything is on disk. */
  settled(): Promise<void>;
}

function readState(stateFile: string): Message[] {
  let text: string;
  try {
    text = readFileSync(stateFile, 'utf8');
  } catch {
    return [];
  }
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) ? value.filter(isMessage) : [];
  } catch {
    // a damaged file costs old demonstration messages, never the start
    return [];
  }
}

function isMessage(value: unknown): value is Message {
  if (typeof value !== 'object' || value === null) return false;
  const fields = value as Record<string, unknown>;
  const texts = [fields['id'], fields['at'], fields['to'], fields['subject'], fields['text'], fields['from']];
  return texts.every((field) => typeof field === 'string') && isMessageChannel(fields['channel']);
}

/** One message to one person: an e-mail to two of them has one key. */
function isRepeat(kept: Message, { key, channel, to }: NewMessage): boolean {
  return kept.key === key && kept.channel === channel && recipientKey(kept.to) === recipientKey(to);
}

/** Two spellings of one telephone number or one address are one recipient. */
function recipientKey(to: string): string {
  const trimmed = to.trim().toLowerCase();
  return trimmed.includes('@') ? trimmed : trimmed.replace(/[\s.()-]/g, '').replace(/^00/, '+');
}

/**
 * @param stateFile where messages survive a restart; memory only when absent
 * @param now milliseconds since the epoch
 */
export function openMessageLog(stateFile: string | undefined, now: () => number): MessageLog {
  let messages: Message[] = stateFile === undefined ? [] : readState(stateFile).slice(0, MOST_MESSAGES);
  let changes = 0;
  let writing: Promise<void> = Promise.resolve();
  const opened = randomUUID();

  async function write(path: string, content: string): Promise<void> {
    await mkdir(dirname(path), { recursive: true });
    // written beside and renamed, so that a stop in the middle leaves the previous file whole
    await writeFile(`${path}.new`, content, { mode: 0o600 });
    await rename(`${path}.new`, path);
  }

  function changed(): void {
    changes += 1;
    if (stateFile === undefined) return;
    const content = JSON.stringify(messages);
    writing = writing.then(() => write(stateFile, content)).catch(() => undefined);
  }

  return {
    add(message) {
      const known = message.key === null ? undefined : messages.find((each) => isRepeat(each, message));
      if (known) return known;
      const added: Message = { id: randomUUID(), at: new Date(now()).toISOString(), ...message };
      messages = [added, ...messages].slice(0, MOST_MESSAGES);
      changed();
      return added;
    },
    list(filter = {}) {
      const wanted = filter.to === undefined ? undefined : recipientKey(filter.to);
      return messages.filter(
        (message) =>
          (filter.channel === undefined || message.channel === filter.channel) &&
          (wanted === undefined || recipientKey(message.to) === wanted),
      );
    },
    find: (id) => messages.find((message) => message.id === id),
    recipients: () => [...new Set(messages.map((message) => message.to))].sort((a, b) => a.localeCompare(b)),
    clear() {
      messages = [];
      changed();
    },
    revision: () => `${opened}.${changes}`,
    settled: () => writing,
  };
}
