/**
 * A sentence with a remaining time, right without script; with it, it counts down and says politely when it is over. It
 * never acts (WCAG 2.2.1, 4.1.3).
 */
import type { VNode } from 'preact';
import type { Locale } from '../../domain/realm.js';
import { timeLeft, timeToWait, UNITS } from './duration.js';

export interface CountdownProps {
  readonly locale: Locale;
  /** `left`: what remains, rounded down to minutes; `wait`: how long to wait, rounded up */
  readonly kind: 'left' | 'wait';
  readonly seconds: number;
  /** the sentence around the time in words */
  readonly sentence: (time: string) => string;
  /** what is true at zero, and what to do then */
  readonly over: string;
  readonly className?: string;
}

export function Countdown({ locale, kind, seconds, sentence, over, className }: CountdownProps): VNode {
  const whole = Math.max(0, kind === 'left' ? Math.floor(seconds) : Math.ceil(seconds));
  const units = UNITS[locale];
  const words = kind === 'left' ? timeLeft(whole, locale) : timeToWait(whole, locale);
  return (
    <>
      <p
        class={className}
        data-countdown={kind}
        data-seconds={whole}
        data-sentence={sentence('{time}')}
        data-over={over}
        data-second={units.second}
        data-minute={units.minute}
        data-hour={units.hour}
        data-moment={units.moment}
      >
        {whole === 0 ? over : sentence(words)}
      </p>
      <span class="unseen" role="status" />
    </>
  );
}
