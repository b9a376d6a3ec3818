/**
 * Time that tests move: everything in the test's own process that asks for the date, library or ours, sees it. Timers
 * keep running at their real pace.
 */
import { closeSync, openSync, readSync, writeSync } from 'node:fs';

const RealDate = Date;
let offset = 0;
let readOffset = () => offset;
const followers = new Set<string>();

class MovedDate extends RealDate {
  constructor(...parts: unknown[]) {
    // Date takes one to seven arguments, or none for now.
    if (parts.length === 0) super(MovedDate.now());
    else super(...(parts as [number]));
  }
  static override now(): number {
    return RealDate.now() + readOffset();
  }
}

/** Replaces the date of this test file; idempotent. */
export function installMovingTime(): void {
  globalThis.Date = MovedDate as unknown as DateConstructor;
}

/** Lets this much time pass at once. */
export function passSeconds(seconds: number): void {
  offset += seconds * 1000;
  for (const file of followers) writeOffset(file);
}

/** Another process that reads this file sees the same time, from before this returns. */
export function shareTime(file: string): void {
  followers.add(file);
  writeOffset(file);
}

/** In the other process. */
export function followTime(file: string): void {
  const descriptor = openSync(file, 'r');
  const bytes = Buffer.alloc(8);
  readOffset = () => {
    readSync(descriptor, bytes, 0, 8, 0);
    return bytes.readDoubleLE();
  };
}

function writeOffset(file: string): void {
  const bytes = Buffer.alloc(8);
  bytes.writeDoubleLE(offset);
  closeSync(openSync(file, 'a', 0o600));
  const opened = openSync(file, 'r+');
  writeSync(opened, bytes, 0, 8, 0);
  closeSync(opened);
}
