/** A telephone number that a phone can dial, alone or in its sentence. */
import type { VNode } from 'preact';

/** @param number as people read it, spaces included */
export function Telephone({ number, className }: { number: string; className?: string }): VNode {
  return (
    <a class={className} href={`tel:${number.replace(/[^\d+]/g, '')}`}>
      {number.replace(/ /g, '\u00a0')}
    </a>
  );
}

/** @param sentence the words around a number; it stands in them once, or not at all */
export function Dialable({ sentence, number }: { sentence: (number: string) => string; number: string }): VNode {
  const [before, after] = sentence(HERE).split(HERE);
  return (
    <>
      {before}
      {after === undefined ? null : <Telephone number={number} />}
      {after}
    </>
  );
}

/** a character of private use, which no sentence holds */
const HERE = '\ue000';
