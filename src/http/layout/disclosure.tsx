/** More to read for those who need it, behind a question (works without script). */
import type { ComponentChildren, VNode } from 'preact';
import { Icon } from './icon.js';

export interface DisclosureProps {
  readonly question: string;
  /** what is chosen inside must be seen */
  readonly isOpen?: boolean;
  readonly children: ComponentChildren;
}

export function Disclosure({ question, isOpen = false, children }: DisclosureProps): VNode {
  return (
    <details open={isOpen}>
      <summary>
        <Icon name="chevron" />
        <span>{question}</span>
      </summary>
      {children}
    </details>
  );
}
