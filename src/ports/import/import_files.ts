/** The two files of an import: what is read, line by line, and what was rejected (C9). */

export interface ImportLine {
  /** from 1, blank ones counted */
  readonly number: number;
  /** where the next line begins, in bytes from the start of the file */
  readonly end: number;
  /** without its line break; undefined: `fault` says why */
  readonly text?: string;
  readonly fault?: 'line-too-long' | 'not-utf8';
}

export interface ImportFile {
  /** tells this file from others: of its name, size, first and last bytes */
  readonly fingerprint: string;
  /** bytes */
  readonly size: number;
  /** Lines from a place on, some at a time; what is kept in memory does not grow with the file. */
  lines(fromByte: number, fromLine: number): AsyncIterable<readonly ImportLine[]>;
}

export interface RejectsFile {
  /** bytes */
  readonly end: number;
  /** Cuts it. @throws Error when it is shorter: it is not the file of this run */
  cut(end: number): Promise<void>;
  /** Adds at the end; on the disk when it resolves. */
  add(text: string): Promise<void>;
  close(): Promise<void>;
}
