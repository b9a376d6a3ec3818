/**
 * A browser without JavaScript: keeps cookies by name and path as browsers do (never by port), follows redirects while
 * they stay on the provider, and fills forms from the page it sees.
 */
import { recordSecret } from '../infrastructure/log_watch.js';

interface Cookie {
  readonly name: string;
  readonly value: string;
  readonly path: string;
}

export interface AgentPage {
  readonly status: number;
  readonly url: URL;
  readonly html: string;
  readonly headers: Headers;
  /** where it redirects to, when that is not the provider */
  readonly left: URL | undefined;
  /** addresses that redirected here, the first one first */
  readonly through: readonly URL[];
}

export interface Form {
  readonly action: string;
  readonly fields: Readonly<Record<string, string>>;
}

export interface Agent {
  get(address: string | URL, headers?: Record<string, string>): Promise<AgentPage>;
  post(address: string | URL, fields: Record<string, string>, headers?: Record<string, string>): Promise<AgentPage>;
  /** Posts the page's form whose action ends so, its hidden fields kept. */
  submit(page: AgentPage, actionEnds: string, fields?: Record<string, string>): Promise<AgentPage>;
  cookies(): readonly Cookie[];
  setCookie(cookie: Cookie): void;
  dropCookies(matching: RegExp): void;
}

const MOST_REDIRECTS = 10;

/**
 * @param origin the provider's: redirects elsewhere are not followed
 * @param always sent with every request, such as what a proxy adds
 */
export function openAgent(origin: string, always: Readonly<Record<string, string>> = {}): Agent {
  const jar = new Map<string, Cookie>();
  const keyOf = ({ name, path }: Pick<Cookie, 'name' | 'path'>) => `${name};${path}`;

  const send = async (url: URL, init: RequestInit): Promise<AgentPage> => {
    const sent = [...jar.values()]
      .filter(({ path }) => path === '/' || url.pathname === path || url.pathname.startsWith(`${path}/`))
      .sort((a, b) => b.path.length - a.path.length);
    const cookie = sent.map(({ name, value }) => `${name}=${value}`).join('; ');
    const answer = await fetch(url, { ...init, headers: { ...always, ...init.headers, cookie }, redirect: 'manual' });
    for (const line of answer.headers.getSetCookie()) keep(line, url);
    const html = await answer.text();
    const location = answer.headers.get('location');
    const target = location === null ? undefined : new URL(location, url);
    const left = target && target.origin !== origin ? target : undefined;
    return { status: answer.status, url, html, headers: answer.headers, left, through: [] };
  };

  const keep = (line: string, url: URL) => {
    const [pair = '', ...attributes] = line.split(/;\s*/);
    const separator = pair.indexOf('=');
    const name = pair.slice(0, separator);
    const value = pair.slice(separator + 1);
    const attribute = (wanted: string) =>
      attributes.find((each) => each.toLowerCase().startsWith(`${wanted}=`))?.slice(wanted.length + 1);
    const path = attribute('path') ?? url.pathname;
    const expires = attribute('expires');
    if (value === '' || (expires && Date.parse(expires) <= Date.now())) jar.delete(keyOf({ name, path }));
    else {
      jar.set(keyOf({ name, path }), { name, value, path });
      if (!name.endsWith('.language')) recordSecret('token', value);
    }
  };

  const follow = async (first: AgentPage): Promise<AgentPage> => {
    let page = first;
    for (let hop = 0; hop < MOST_REDIRECTS; hop += 1) {
      const location = page.headers.get('location');
      if (location === null || page.left) return page;
      page = { ...(await send(new URL(location, page.url), {})), through: [...page.through, page.url] };
    }
    throw new Error('too many redirects');
  };

  const agent: Agent = {
    get: async (address, headers = {}) => follow(await send(new URL(address), { headers })),
    post: async (address, fields, headers = {}) =>
      follow(await send(new URL(address), { method: 'POST', body: new URLSearchParams(fields), headers })),
    submit(page, actionEnds, fields = {}) {
      const form = formsOf(page).find(({ action }) => action.endsWith(actionEnds));
      if (!form) throw new Error(`no form posts to …${actionEnds} on this page: ${titleOf(page)}`);
      return agent.post(new URL(form.action, page.url), { ...form.fields, ...fields });
    },
    cookies: () => [...jar.values()],
    setCookie: (cookie) => {
      jar.set(keyOf(cookie), cookie);
    },
    dropCookies(matching) {
      for (const [key, { name }] of jar) if (matching.test(name)) jar.delete(key);
    },
  };
  return agent;
}

/** The page's forms with their hidden fields. */
export function formsOf({ html }: AgentPage): readonly Form[] {
  return [...html.matchAll(/<form\b([^>]*)>([\s\S]*?)<\/form>/g)].map(([, head = '', body = '']) => ({
    action: unescaped(/action="([^"]*)"/.exec(head)?.[1] ?? ''),
    fields: Object.fromEntries(
      [...body.matchAll(/<input\b[^>]*>/g)]
        .map(([input]) => input)
        .filter((input) => /type="hidden"/.test(input))
        .map((input) => [
          unescaped(/name="([^"]*)"/.exec(input)?.[1] ?? ''),
          unescaped(/value="([^"]*)"/.exec(input)?.[1] ?? ''),
        ]),
    ),
  }));
}

export function titleOf({ html }: AgentPage): string {
  return unescaped(/<title>([^<]*)<\/title>/.exec(html)?.[1] ?? '');
}

/** The page's first heading. */
export function headingOf({ html }: AgentPage): string {
  return unescaped((/<h1\b[^>]*>([\s\S]*?)<\/h1>/.exec(html)?.[1] ?? '').replace(/<[^>]+>/g, ''));
}

/** What the page says, tags left out and spaces made plain. */
export function wordsOf({ html }: AgentPage): string {
  // Where a line may break is no space.
  const visible = html.replace(/<(head|svg)\b[\s\S]*?<\/\1>/g, '').replace(/<wbr\/?>/g, '');
  return unescaped(visible.replace(/<[^>]+>/g, ' ')).replace(/\s+/g, ' ');
}

function unescaped(text: string): string {
  const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'", '#x27': "'" };
  return text.replace(/&(\w+|#\w+);/g, (whole, name: string) => entities[name] ?? whole);
}
