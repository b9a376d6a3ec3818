/**
 * What becomes of a wish once the administrator proved themselves (E1): exactly what the code named, once, judged again
 * where it is done. The address that follows says what came of it, in codes.
 */
import type { CreatedUser } from '../../services/organisation/administration.js';
import { addressOf } from '../relying_party/console.js';
import type { Course } from '../relying_party/journey.js';
import { type ActResult, actOf } from './acts.js';
import { memberAddress, type OrganisationConsole, organisationAddress } from './console.js';
import type { Wish } from './wish.js';

export function organisationCourse(console: OrganisationConsole): Course<Wish> {
  const { administration, audit, site } = console;
  return {
    placeOf: (wish) => placeOf(console, wish),
    newsPlaceOf: (wish) => (wish.kind === 'page' ? addressOf(console) : placeOf(console, wish)),
    async change({ account }, wish) {
      if (wish.kind === 'page') return wish.page;
      const by = { realm: site.realm, accountId: account.id, organisationId: wish.organisationId };
      switch (wish.kind) {
        case 'create': {
          const answer = await administration.createUser(by, wish.order);
          if (answer.ok) return createdAddress(console, wish.organisationId, answer);
          return `${organisationAddress(console, wish.organisationId, 'users/new')}?draft=${wish.draft}&problem=${answer.code}`;
        }
        case 'join': {
          const answer = await administration.addExistingUser(by, wish.order);
          const place = answer.ok
            ? memberAddress(console, wish.organisationId, answer.accountId)
            : organisationAddress(console, wish.organisationId, 'users/add');
          return `${place}?${newsOf(answer, 'join')}`;
        }
        case 'contact': {
          const answer = await administration.addContact(by, wish.member, wish.contact);
          return `${memberAddress(console, wish.organisationId, wish.member)}?${newsOf(answer, 'contact')}`;
        }
        case 'act':
          return afterAct(
            console,
            by.organisationId,
            wish.member,
            wish.act,
            (await actOf(wish.act)?.perform(administration, by, wish.member, wish.detail)) ?? UNKNOWN,
          );
      }
    },
    refused(wish, accountId, why) {
      const data = { wish: wish.kind === 'act' ? wish.act : wish.kind, why };
      audit.record({ type: 'organisation', outcome: 'refused', realm: site.realm.id, accountId, data });
    },
  };
}

const UNKNOWN: ActResult = { ok: false, code: 'state-conflict' };

/** Where it is told what an act came to: at the member, or among the others once they are gone. */
export function afterAct(
  console: OrganisationConsole,
  organisationId: string,
  member: string,
  act: string,
  result: ActResult,
): string {
  const isGone = (result.ok && act === 'remove') || (!result.ok && result.code === 'unknown-member');
  const place = isGone
    ? organisationAddress(console, organisationId, 'users')
    : memberAddress(console, organisationId, member);
  return `${place}?${newsOf(result, act)}`;
}

function newsOf(result: ActResult, act: string): URLSearchParams {
  if (result.ok) return new URLSearchParams({ done: act, ...(result.by === undefined ? {} : { way: result.by }) });
  const until = result.retryAt === undefined ? {} : { until: String(Math.ceil(result.retryAt / 1000)) };
  return new URLSearchParams({ problem: result.code, ...until });
}

function createdAddress(
  console: OrganisationConsole,
  organisationId: string,
  { accountId, passwordBy, activation }: CreatedUser,
): string {
  const query = new URLSearchParams({ password: passwordBy, activation });
  return `${memberAddress(console, organisationId, accountId, 'created')}?${query}`;
}

/** The page on which the wish was made. */
function placeOf(console: OrganisationConsole, wish: Wish): string {
  switch (wish.kind) {
    case 'page':
      return wish.page;
    case 'create':
      return organisationAddress(console, wish.organisationId, `users/new/${wish.draft}`);
    case 'join':
      return organisationAddress(console, wish.organisationId, 'users/add');
    case 'contact':
      return memberAddress(console, wish.organisationId, wish.member, 'contact');
    case 'act':
      return memberAddress(
        console,
        wish.organisationId,
        wish.member,
        wish.detail === '' ? wish.act : `${wish.act}/${wish.detail}`,
      );
  }
}
