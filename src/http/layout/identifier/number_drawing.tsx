/** Where the number stands on a card: a plain drawing of our own, with made-up values. */
import type { VNode } from 'preact';

export function NumberDrawing({ description, name }: { description: string; name: string }): VNode {
  return (
    <svg class="drawing" viewBox="0 0 320 196" role="img" aria-label={description}>
      <rect x="2" y="2" width="316" height="192" rx="16" />
      <rect x="24" y="56" width="46" height="36" rx="6" />
      <path d="M24 68h16v12H24M70 68H54v12h16M40 56v36M54 56v36M24 28h96M24 40h60" />
      <rect x="236" y="24" width="60" height="74" rx="6" />
      <circle cx="266" cy="52" r="12" />
      <path d="M244 92c3-16 12-21 22-21s19 5 22 21" />
      <text x="24" y="132">
        {name}
      </text>
      <rect class="found" x="14" y="145" width="176" height="32" rx="10" />
      <text x="24" y="166">
        2 84 05 88 321 025
      </text>
      <text x="206" y="166">
        32
      </text>
    </svg>
  );
}
