/** Calm, below what a page is for: the other ways on, each a link. A way that is not open is not shown. */
import type { VNode } from 'preact';

export interface Way {
  readonly href: string | undefined;
  readonly label: string;
}

/** @param className besides that of every such list */
export function Ways({
  ways,
  className,
}: {
  readonly ways: readonly Way[];
  readonly className?: string;
}): VNode | null {
  const open = ways.flatMap(({ href, label }) => (href === undefined ? [] : [{ href, label }]));
  return open.length === 0 ? null : (
    <ul class={className === undefined ? 'ways' : `ways ${className}`}>
      {open.map(({ href, label }) => (
        <li key={label}>
          <a class="link" href={href}>
            {label}
          </a>
        </li>
      ))}
    </ul>
  );
}
