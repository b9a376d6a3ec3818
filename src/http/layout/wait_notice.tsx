/**
 * How long to wait, why, and what works meanwhile (S1; design: Waits). It stands where the error summary would: nothing
 * typed has to be corrected. The time is outside the alert, or each second would be read aloud.
 */
import type { ComponentChildren, VNode } from 'preact';
import type { Locale } from '../../domain/realm.js';
import { Countdown } from './countdown.js';
import { Icon } from './icon.js';

export interface WaitNoticeProps {
  readonly locale: Locale;
  readonly seconds: number;
  readonly title: string;
  readonly why: string;
  readonly until: (time: string) => string;
  readonly over: string;
  readonly meanwhile: ComponentChildren;
}

export function WaitNotice({ locale, seconds, title, why, until, over, meanwhile }: WaitNoticeProps): VNode {
  return (
    <section class="notice danger" aria-labelledby="wait-title" tabindex={-1} autofocus>
      <div role="alert">
        <h2 id="wait-title">
          <Icon name="clock" />
          {title}
        </h2>
        <p>{why}</p>
      </div>
      <Countdown locale={locale} kind="wait" seconds={seconds} sentence={until} over={over} className="strong" />
      <p>{meanwhile}</p>
    </section>
  );
}
