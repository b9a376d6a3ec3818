/** A form that acts: always POST, always with its anti-forgery value (S6), its errors told by us and not the browser. */
import type { ComponentChildren, VNode } from 'preact';

export interface PostFormProps {
  readonly action: string;
  /** sent as `csrf`; a form of the protocol's own library carries its value in `hidden` instead */
  readonly csrfToken?: string | undefined;
  /** further values sent as they are, by name */
  readonly hidden?: Readonly<Record<string, string>>;
  readonly children: ComponentChildren;
}

export function PostForm({ action, csrfToken, hidden = {}, children }: PostFormProps): VNode {
  const values = csrfToken === undefined ? hidden : { csrf: csrfToken, ...hidden };
  return (
    <form method="post" action={action} novalidate>
      {Object.entries(values).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {children}
    </form>
  );
}
