/** How far a long command has come: a bar that is drawn over on a terminal, now and then a line elsewhere (C9). */

export interface Progress {
  /** @param done of `total` */
  tell(done: number, what: string): void;
  /** Leaves the terminal on a line of its own. */
  end(): void;
}

const BAR_CHARACTERS = 30;
const REDRAW_EVERY_MS = 200;
const LINE_EVERY_MS = 10_000;

/**
 * @param total what `done` reaches
 * @param redraw writes over the last line; undefined where nobody watches
 * @param now milliseconds
 */
export function createProgress(
  total: number,
  redraw: ((text: string) => void) | undefined,
  complain: (line: string) => void,
  now: () => number,
): Progress {
  const startedAt = now();
  let startedFrom: number | undefined;
  let toldAt = startedAt;
  return {
    tell(done, what) {
      startedFrom ??= done;
      const at = now();
      if (at - toldAt < (redraw ? REDRAW_EVERY_MS : LINE_EVERY_MS)) return;
      toldAt = at;
      const left = ((total - done) * (at - startedAt)) / Math.max(1, done - startedFrom);
      const share = total === 0 ? 1 : done / total;
      const filled = Math.floor(share * BAR_CHARACTERS);
      const percent = `${Math.floor(share * 100)} %`;
      const text = `${percent}  ${what}  ${duration(left)} left`;
      if (redraw) redraw(`[${'#'.repeat(filled).padEnd(BAR_CHARACTERS, '.')}] ${text}`);
      else complain(text);
    },
    end() {
      redraw?.('');
    },
  };
}

/** `1 h 05 min`, `4 min 10 s`, `9 s`. */
export function duration(milliseconds: number): string {
  const seconds = Math.ceil(milliseconds / 1000);
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  const two = (value: number) => String(value).padStart(2, '0');
  if (hours > 0) return `${hours} h ${two(minutes)} min`;
  return minutes > 0 ? `${minutes} min ${two(seconds % 60)} s` : `${seconds} s`;
}
