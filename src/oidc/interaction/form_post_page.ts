/** The library's form_post page carries an inline script; ours is a page of the realm with the same fields (S6). */

export interface PostedAnswer {
  readonly action: string;
  readonly inputs: Readonly<Record<string, string>>;
}

const LIBRARY_TITLE = '<title>Submitting Callback</title>';

/**
 * Reads what the library's page would post.
 *
 * @param body of the answer
 * @returns undefined when it is another page
 */
export function readPostedAnswer(body: unknown): PostedAnswer | undefined {
  if (typeof body !== 'string' || !body.includes(LIBRARY_TITLE)) return undefined;
  const action = /<form method="post" action="([^"]*)">/.exec(body)?.[1];
  if (action === undefined) return undefined;
  const inputs = [...body.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"\/>/g)];
  return {
    action: plain(action),
    inputs: Object.fromEntries(inputs.map(([, name = '', value = '']) => [plain(name), plain(value)])),
  };
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };

function plain(escaped: string): string {
  return escaped.replace(/&(amp|lt|gt|quot|#39);/g, (_whole, name: string) => ENTITIES[name] ?? '');
}
