/** The server's half of the measurement: a child process tells its parent what it has used, and ends when told. */

export interface Usage {
  /** user and system time since the process started */
  readonly cpuMicroseconds: number;
  readonly residentBytes: number;
}

export type Question = 'usage' | 'stop';

/** Answers the parent's questions over IPC; tells it that the server listens. */
export function answerParent(stop: () => Promise<void>): void {
  process.on('message', (question: Question | object) => {
    if (question === 'usage') {
      const { user, system } = process.cpuUsage();
      const usage: Usage = { cpuMicroseconds: user + system, residentBytes: process.memoryUsage.rss() };
      process.send?.(usage);
      return;
    }
    if (question === 'stop') void stop().finally(() => process.exit(0));
  });
  // A parent that died leaves nobody to serve.
  process.on('disconnect', () => process.exit(1));
  process.send?.('ready');
}
