/** More to read for those who need it, behind a question (works without script). */
import type { ComponentChildren, VNode } from 'preact';
import { Icon } from './icon.js';

export function Disclosure({ question, children }: { question: string; children: ComponentChildren }): VNode {
  return (
    <details>
      <summary>
        <Icon name="chevron" />
        <span>{question}</span>
      </summary>
      {children}
    </details>
  );
}
