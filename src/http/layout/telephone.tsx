/** A telephone number that a phone can dial. */
import type { VNode } from 'preact';

/** @param number as people read it, spaces included */
export function Telephone({ number, className }: { number: string; className?: string }): VNode {
  return (
    <a class={className} href={`tel:${number.replace(/[^\d+]/g, '')}`}>
      {number.replace(/ /g, '\u00a0')}
    </a>
  );
}
