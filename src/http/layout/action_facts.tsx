/** Which action it is, beside its name: the last 4 of an IBAN (A5). Pure. */
import type { VNode } from 'preact';

export interface ActionFact {
  readonly label: string;
  readonly value: string;
}

export function ActionFacts({ facts }: { readonly facts: readonly ActionFact[] }): VNode | null {
  if (facts.length === 0) return null;
  return (
    <dl class="facts">
      {facts.map(({ label, value }) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>
            <b>
              <bdi>{value}</bdi>
            </b>
          </dd>
        </div>
      ))}
    </dl>
  );
}
