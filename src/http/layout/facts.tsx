/** What is known of one thing, fact by fact: each its name and its value. A value that is not known has no line. */
import type { ComponentChildren, VNode } from 'preact';

export type Fact = readonly [name: string, value: ComponentChildren];

export interface FactsProps {
  readonly facts: readonly Fact[];
  /** `strong`: the values are what the page is about; `pairs`: name and value side by side; neither unless told */
  readonly look?: 'strong' | 'pairs';
}

export function Facts({ facts, look }: FactsProps): VNode {
  return (
    <dl class={look === 'pairs' ? 'facts pairs' : 'facts'}>
      {facts.map(([name, value]) =>
        value === null || value === undefined ? null : (
          <div key={name}>
            <dt>{name}</dt>
            <dd {...(look === 'strong' ? { class: 'strong' } : {})}>{value}</dd>
          </div>
        ),
      )}
    </dl>
  );
}
