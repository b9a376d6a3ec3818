/** Sentences one below the other, each a point of a list: what something leads to, what can be done. No two are the same. */
import type { VNode } from 'preact';

export function SentenceList({ sentences }: { readonly sentences: readonly string[] }): VNode {
  return (
    <ul class="list">
      {sentences.map((sentence) => (
        <li key={sentence}>{sentence}</li>
      ))}
    </ul>
  );
}
