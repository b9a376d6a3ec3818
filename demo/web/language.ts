/** French first, English when the person asks for it: `?lang=` chooses and a cookie of this server remembers. */
import type { Context } from 'koa';

export type Language = 'fr' | 'en';

const ONE_YEAR_MS = 365 * 24 * 3600 * 1000;

function known(value: unknown): Language | undefined {
  return value === 'fr' || value === 'en' ? value : undefined;
}

/**
 * The language of this request; remembers a choice made in it.
 *
 * @param cookieName this server's own name: cookies are shared between all ports of localhost
 */
export function chooseLanguage(ctx: Context, cookieName: string): Language {
  const asked = known(ctx.query['lang']);
  if (asked !== undefined) {
    ctx.cookies.set(cookieName, asked, { httpOnly: true, sameSite: 'lax', path: '/', maxAge: ONE_YEAR_MS });
    return asked;
  }
  return known(ctx.cookies.get(cookieName)) ?? 'fr';
}

/** Address of the page being shown, in `language`, its other parameters kept. */
export function sameAddressIn(ctx: Context, language: Language): string {
  const parameters = new URLSearchParams(ctx.querystring);
  parameters.set('lang', language);
  return `${ctx.path}?${parameters.toString()}`;
}
