/** A browser without JavaScript, in a few lines: keeps cookies as browsers do (never by port), follows redirects. */

export interface Page {
  readonly status: number;
  readonly url: URL;
  readonly html: string;
  readonly headers: Headers;
}

export interface SmallBrowser {
  get(address: string): Promise<Page>;
  post(address: string, fields?: Record<string, string>): Promise<Page>;
  /** Requests without following the redirect. */
  step(address: string): Promise<Page>;
  cookie(name: string): string | undefined;
  /** Loses every cookie whose name starts so, as when a session has ended. */
  forget(prefix: string): void;
}

export function openBrowser(): SmallBrowser {
  const jar = new Map<string, string>();

  async function send(address: string, init: RequestInit): Promise<Page> {
    const cookies = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await fetch(address, { ...init, headers: { ...init.headers, cookie: cookies }, redirect: 'manual' });
    for (const line of answer.headers.getSetCookie()) {
      const [pair = '', ...attributes] = line.split(';');
      const name = pair.slice(0, pair.indexOf('='));
      const expired = attributes.some((attribute) => /^\s*expires=Thu, 01 Jan 1970/i.test(attribute));
      if (expired) jar.delete(name);
      else jar.set(name, pair.slice(pair.indexOf('=') + 1));
    }
    return { status: answer.status, url: new URL(address), html: await answer.text(), headers: answer.headers };
  }

  async function follow(page: Page): Promise<Page> {
    let current = page;
    for (let hop = 0; hop < 12; hop += 1) {
      const location = current.headers.get('location');
      if (location === null) return current;
      current = await send(new URL(location, current.url).href, {});
    }
    throw new Error('too many redirects');
  }

  return {
    get: async (address) => follow(await send(address, {})),
    post: async (address, fields = {}) =>
      follow(await send(address, { method: 'POST', body: new URLSearchParams(fields) })),
    step: (address) => send(address, {}),
    cookie: (name) => jar.get(name),
    forget: (prefix) => {
      for (const name of jar.keys()) if (name.startsWith(prefix)) jar.delete(name);
    },
  };
}
