/** « Étape 2 sur 2 » (design: Where am I). */
import type { VNode } from 'preact';
import type { Locale } from '../../domain/realm.js';
import { text } from './text.js';

export interface Step {
  readonly current: number;
  readonly total: number;
}

/** @returns nothing for a journey of one step */
export function StepIndicator({ locale, step }: { locale: Locale; step: Step }): VNode | null {
  if (step.total < 2) return null;
  return (
    <p class="step">
      <i aria-hidden="true">
        {Array.from({ length: step.total }, (_, index) => (
          <b key={index} class={index < step.current ? 'on' : undefined} />
        ))}
      </i>
      {text[locale].step(step.current, step.total)}
    </p>
  );
}
