/** Something was taken note of: what, what comes next, and one way back (design: Done pages). */
import type { ComponentChildren, VNode } from 'preact';
import { Notice } from './notice.js';
import { SentenceList } from './sentence_list.js';

export interface DoneListProps {
  readonly title: string;
  readonly what: string;
  /** what comes next, a line each */
  readonly next: readonly string[];
  readonly back: { readonly href: string; readonly label: string };
  readonly children?: ComponentChildren;
}

export function DoneList({ title, what, next, back, children }: DoneListProps): VNode {
  return (
    <>
      <div class="head">
        <h1>{title}</h1>
      </div>
      <Notice kind="success" message={what} />
      <SentenceList sentences={next} />
      <a class="button" href={back.href}>
        {back.label}
      </a>
      {children}
    </>
  );
}
