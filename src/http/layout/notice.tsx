/** Something to know before going on, told by its words and its pictogram, not by colour alone. */
import type { VNode } from 'preact';
import { Icon } from './icon.js';

export interface NoticeProps {
  readonly kind: 'success' | 'warning';
  readonly message: string;
}

/** Announced politely: it is news about what the person just did (WCAG 4.1.3). */
export function Notice({ kind, message }: NoticeProps): VNode {
  return (
    <div class={`notice ${kind}`} role="status">
      <p class="badge">
        <Icon name={kind === 'success' ? 'check' : 'clock'} />
        <span>{message}</span>
      </p>
    </div>
  );
}
