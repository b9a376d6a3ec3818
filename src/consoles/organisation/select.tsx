/** A choice among a few, with its label. */
import type { VNode } from 'preact';

export interface SelectProps {
  /** both the id and the name sent */
  readonly id: string;
  readonly label: string;
  readonly value: string;
  readonly options: ReadonlyArray<readonly [value: string, label: string]>;
}

export function Select({ id, label, value, options }: SelectProps): VNode {
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <select class="input" id={id} name={id}>
        {options.map(([each, words]) => (
          <option key={each} value={each} selected={each === value}>
            {words}
          </option>
        ))}
      </select>
    </div>
  );
}
