/** The pages of a simulated sign-in, all below the address of its request; the last one hands the person over. */
import Router from '@koa/router';
import type { Context } from 'koa';
import { errors } from 'oidc-provider';
import { reachesEidas } from '../../src/domain/federation/upstream.js';
import { readFields } from '../web/request_body.js';
import { renderChoice } from './choose_page.js';
import { type FailureCode, failureOf } from './failures.js';
import { IDENTITY_FIELDS, type Identity, identityHash, type Proved } from './identity.js';
import { renderIdentityForm } from './identity_page.js';
import { wrongFields } from './identity_rules.js';
import { peopleOf, provedBy, type SimulatedPerson } from './people.js';
import { isLevel } from './platforms.js';
import { frameOf, type RunningPlatform, seeOther, show } from './running_platform.js';
import { renderMessage, renderStop } from './stop_page.js';

type Details = Awaited<ReturnType<RunningPlatform['provider']['interactionDetails']>>;
type Fields = ReadonlyMap<string, string>;

const MOST_PEOPLE = 1000;

/** What an identity provider of each level proves with (france.md §1.5). */
const METHODS = {
  eidas1: ['pwd'],
  eidas2: ['pop', 'mfa', 'pin'],
  eidas3: ['pop', 'mfa', 'pin', 'hwk'],
} as const;

export function signInRoutes(platform: RunningPlatform): Router {
  const router = new Router();
  const people = peopleOf(platform.rules);
  const personOf = (id: string | undefined) => people.find((person) => person.id === id);

  router.use(async (ctx, next) => {
    try {
      await next();
    } catch (error) {
      if (!(error instanceof errors.SessionNotFound)) throw error;
      show(ctx, 400, renderMessage(frameOf(ctx, platform), 'expired'));
    }
  });

  router.get('/interaction/:uid', async (ctx) => {
    const details = await detailsOf(ctx, platform);
    const choice = {
      service: details.params['client_id'] as string,
      base: baseOf(platform, details),
      levels: platform.rules.levels,
      asked: askedOf(details),
      people,
    };
    show(ctx, 200, renderChoice(frameOf(ctx, platform), choice));
  });

  router.post('/interaction/:uid', async (ctx) => {
    const details = await detailsOf(ctx, platform);
    const fields = await readFields(ctx);
    const person = personOf(fields.get('personne'));
    const base = baseOf(platform, details);
    if (!person) return seeOther(ctx, base);
    const level = fields.get('niveau') ?? '';
    if (fields.get('suite') === 'modifier')
      return seeOther(ctx, `${base}/identite?${new URLSearchParams({ personne: person.id, niveau: level })}`);
    return prove(ctx, platform, details, { person, level, identity: person.identity });
  });

  router.get('/interaction/:uid/identite', async (ctx) => {
    const details = await detailsOf(ctx, platform);
    const base = baseOf(platform, details);
    const person = personOf(String(ctx.query['personne']));
    if (!person) return seeOther(ctx, base);
    const page = { base, person, level: String(ctx.query['niveau'] ?? ''), fields: fieldsOf(platform) };
    show(ctx, 200, renderIdentityForm(frameOf(ctx, platform), page));
  });

  router.post('/interaction/:uid/identite', async (ctx) => {
    const details = await detailsOf(ctx, platform);
    const fields = await readFields(ctx);
    const person = personOf(fields.get('personne'));
    if (!person) return seeOther(ctx, baseOf(platform, details));
    const identity = readIdentity(fields, person.identity);
    return prove(ctx, platform, details, { person, level: fields.get('niveau') ?? '', identity });
  });

  router.post('/interaction/:uid/annuler', async (ctx) => {
    await detailsOf(ctx, platform);
    await fail(ctx, platform, 'access_denied');
  });

  router.post('/interaction/:uid/echouer', async (ctx) => {
    const details = await detailsOf(ctx, platform);
    const failure = failureOf((await readFields(ctx)).get('echec'));
    if (!failure) return seeOther(ctx, baseOf(platform, details));
    if (failure.hasPage) return showStop(ctx, platform, details, failure.code);
    return fail(ctx, platform, failure.code);
  });

  router.post('/interaction/:uid/retour', async (ctx) => {
    await detailsOf(ctx, platform);
    await fail(ctx, platform, failureOf((await readFields(ctx)).get('echec'))?.code ?? 'server_error');
  });
  return router;
}

function detailsOf(ctx: Context, { provider }: RunningPlatform): Promise<Details> {
  return provider.interactionDetails(ctx.req, ctx.res);
}

function baseOf({ rules }: RunningPlatform, details: Details): string {
  return `${rules.prefix}/interaction/${details.uid}`;
}

function askedOf(details: Details) {
  const asked = details.params['acr_values'];
  return typeof asked === 'string' && isLevel(asked) ? asked : undefined;
}

function fieldsOf({ rules }: RunningPlatform): ReadonlyArray<keyof Identity> {
  const ofEstablishment: ReadonlyArray<keyof Identity> = ['familyName', 'givenNames', 'email', 'siret'];
  return rules.people === 'establishment' ? ofEstablishment : IDENTITY_FIELDS.filter((field) => field !== 'siret');
}

/** Fields that the page did not have keep the person's. */
function readIdentity(fields: Fields, before: Identity): Identity {
  const typed = (name: keyof Identity) => fields.get(name)?.trim().normalize('NFC');
  const texts = IDENTITY_FIELDS.filter((name) => name !== 'givenNames').map((name) => [
    name,
    typed(name) ?? before[name],
  ]);
  const names = typed('givenNames')?.split(',') ?? before.givenNames;
  const givenNames = names.map((name) => name.trim()).filter((name) => name !== '');
  return { ...before, ...Object.fromEntries(texts), givenNames };
}

interface Claimed {
  readonly person: SimulatedPerson;
  readonly level: string;
  readonly identity: Identity;
}

/** The person has proved who they are, unless the platform refuses what the identity provider says. */
async function prove(ctx: Context, platform: RunningPlatform, details: Details, claimed: Claimed): Promise<void> {
  const { person, identity } = claimed;
  const { rules } = platform;
  const level = isLevel(claimed.level) && rules.levels.includes(claimed.level) ? claimed.level : rules.levels[0];
  const asked = askedOf(details);
  const proved = provedBy(person, identity);
  if (person.refused) return showStop(ctx, platform, details, person.refused);
  if (wrongFields(proved, rules.people).length > 0) return showStop(ctx, platform, details, 'Y600006');
  if (level && asked && !reachesEidas(level, asked)) return showStop(ctx, platform, details, 'Y100018');

  const hash = identityHash(proved);
  remember(platform, hash, proved);
  await endOtherSession(ctx, platform, details, hash);
  const amr = level ? [person.throughBridge ? 'eidas' : 'fc', ...METHODS[level]] : ['pwd'];
  const login = { accountId: hash, amr, ...(level ? { acr: level } : {}) };
  seeOther(ctx, await platform.provider.interactionResult(ctx.req, ctx.res, { login }));
}

function remember({ people }: RunningPlatform, hash: string, proved: Proved): void {
  people.delete(hash);
  people.set(hash, proved);
  for (const oldest of people.keys()) {
    if (people.size <= MOST_PEOPLE) break;
    people.delete(oldest);
  }
}

/** Somebody else was signed in: oidc-provider would ask by a scripted form, an identity provider would not. */
async function endOtherSession(ctx: Context, platform: RunningPlatform, details: Details, hash: string): Promise<void> {
  const { Session } = platform.provider;
  const session = await Session.get(ctx as unknown as Parameters<typeof Session.get>[0]);
  if (session.accountId === undefined || session.accountId === hash) return;
  await session.destroy();
  const interaction = details as unknown as { session?: unknown; persist(): Promise<unknown> };
  interaction.session = undefined;
  await interaction.persist();
}

function showStop(ctx: Context, platform: RunningPlatform, details: Details, code: FailureCode): void {
  const frame = frameOf(ctx, platform);
  const means = failureOf(code)?.means[frame.language] ?? '';
  show(ctx, 403, renderStop(frame, code, means, { kind: 'form', base: baseOf(platform, details), code }));
}

async function fail(ctx: Context, { provider }: RunningPlatform, code: FailureCode): Promise<void> {
  const failure = failureOf(code);
  const result = { error: failure?.error ?? 'server_error', error_description: failure?.description ?? code };
  seeOther(ctx, await provider.interactionResult(ctx.req, ctx.res, result, { mergeWithLastSubmission: false }));
}
