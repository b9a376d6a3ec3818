/**
 * Signing in by FranceConnect+, FranceConnect or Net-entreprises, on a small phone, in each language: what a person meets
 * from the portal through the upstream to the portal, and wherever that stops (F1 to F5).
 */
import { describe, expect, test } from '@jest/globals';
import { PORTAL_TEXT } from '../../demo/portal/text.js';
import type { Misbehaviour } from '../../demo/simulator/misbehaviours.js';
import { SIMULATOR_TEXT } from '../../demo/simulator/text.js';
import { text as deadEndText } from '../../interactions/dead_end/text.js';
import { text as federationText } from '../../interactions/federation/text.js';
import { text as loginText } from '../../interactions/login/text.js';
import { text as codeText } from '../../interactions/one_time_code/text.js';
import { text as accountText } from '../../src/consoles/account/identities/text.js';
import type { UpstreamFault } from '../../src/domain/federation/upstream.js';
import { text as layoutText } from '../../src/http/layout/text.js';
import { ANDRIA, CLAIRE, HELENE, SOPHIE } from '../harness/federated_people.js';
import { passSeconds } from '../harness/moving_time.js';
import { tabTo } from './keyboard.js';
import { setStageOf, testOnce } from './stage.js';
import { LEAVE_BUTTON, SIGN_OUT, type Tab, WAY_ON } from './tab.js';
import { cancelThere, comeBackFromStop, failThere, goThrough, linkTo, proveThere } from './upstream.js';
import type { Visit } from './visit.js';
import { startFederatedWorld } from './world.js';

const PLUS = 'FranceConnect+';
const DAY_SECONDS = 86_400;
/** FranceConnect's last day: far enough for the journeys before it to see no notice */
const ENDS_AT = new Date(Date.now() + 300 * DAY_SECONDS * 1000);
const LAST_DAY = { fr: writtenDay('fr-FR'), en: writtenDay('en-GB') };
const LINK_BUTTON = 'form[action$="/link_identity"] button[value=link]';
const OTHER_WAY = 'main a.link[href*="/interaction/"]:not([href$="/cancel"])';

const stage = setStageOf(() =>
  startFederatedWorld({
    name: 'browser_federation',
    entries: { franceconnect: { ends_at: ENDS_AT.toISOString(), timeout_seconds: 3 } },
  }),
);

async function misbehaving(how: Misbehaviour, during: () => Promise<void>): Promise<void> {
  const { upstreams } = stage.world;
  const all = ['franceconnect-plus', 'franceconnect'] as const;
  for (const platform of all) upstreams.misbehave(platform, how);
  try {
    await during();
  } finally {
    for (const platform of all) upstreams.misbehave(platform, undefined);
  }
}

describe.each(['fr', 'en'] as const)('at 320 px in %s', (locale) => {
  const inOneLanguage = testOnce(locale);
  const t = federationText[locale];
  const portal = PORTAL_TEXT[locale];
  const signedIn = (name: string) => portal.hello(name);
  const person = {
    certain: locale === 'fr' ? { ...CLAIRE, id: 'claire-martin' } : { ...ANDRIA, id: 'andria-santoni' },
    toProve: locale === 'fr' ? { ...SOPHIE, id: 'sophie-bernard' } : { ...ANDRIA, id: 'andria-santoni' },
    toUndo: locale === 'fr' ? { ...SOPHIE, id: 'sophie-bernard' } : { ...CLAIRE, id: 'claire-martin' },
  };
  const nameOf = ({ givenNames: [first], familyName }: typeof CLAIRE) => `${first} ${familyName}`;

  const visiting = (journey: (visit: Visit) => Promise<void>, withScript = true) =>
    stage.visit({ locale, withScript }, async (visit) => {
      // The simulator remembers the language that was chosen there, like any site.
      await visit.context.request.get(`${stage.world.upstreams.url}/?lang=${locale}`);
      await journey(visit);
    });

  /** Number, password and an e-mailed code, from a page with the local form. */
  async function proveHere(tab: Tab, who: typeof CLAIRE): Promise<void> {
    await tab.giveCredentials(who);
    await tab.askForCode('email');
    await tab.typeCode(await stage.world.code(who.email));
  }

  test('F1 F4 F5 a certain match signs in and is told; signing out goes by FranceConnect+; it is remembered', () =>
    visiting(async ({ tab, context }) => {
      const { certain } = person;
      await tab.startSignIn(stage.world.caf);
      await tab.press(linkTo('franceconnect-plus'));
      expect(await tab.heading()).toBe(SIMULATOR_TEXT[locale].choose.title);
      await proveThere(tab, certain.id);
      expect(await tab.heading()).toBe(signedIn(nameOf(certain)));
      expect(await tab.words()).toContain('eidas2');
      const notices = await stage.world.noticesTo(certain.email);
      expect(notices[0]).toContain(`Votre identité ${PLUS} vient d’être rattachée`);

      // The page between goes on by itself.
      await tab.press(SIGN_OUT);
      await Promise.all([tab.page.waitForURL(/\/deconnecte/), tab.page.click(LEAVE_BUTTON, { noWaitAfter: true })]);
      expect(await tab.heading()).toBe(portal.signedOut.title);

      await tab.press(WAY_ON);
      await goThrough(tab, 'franceconnect-plus', certain.id);
      expect(await tab.heading()).toBe(signedIn(nameOf(certain)));
      expect(await stage.world.noticesTo(certain.email)).toEqual(notices);

      // Held back, to be looked at: its button leads the same way.
      await context.route(/\/session\/end\/confirm$/, async (route) => {
        const answer = await route.fetch({ maxRedirects: 0 });
        const { refresh, ...headers } = answer.headers();
        expect(refresh).toContain(`0; url=${stage.world.upstreams.url}`);
        await route.fulfill({ response: answer, headers });
      });
      await tab.press(SIGN_OUT);
      await tab.press(LEAVE_BUTTON);
      expect(await tab.heading()).toBe(t.signOut.title(PLUS));
      await tab.press(WAY_ON);
      expect(await tab.heading()).toBe(portal.signedOut.title);
    }));

  inOneLanguage('F5 who cancels at FranceConnect+ reads so, and signs in by password and code', () =>
    visiting(async ({ tab }) => {
      await tab.startSignIn(stage.world.caf);
      await tab.press(linkTo('franceconnect-plus'));
      await cancelThere(tab);
      expect(await tab.heading()).toBe(t.failed.cancelled.title(PLUS));
      await tab.reload();
      expect(await tab.heading()).toBe(t.failed.cancelled.title(PLUS));
      await tab.press(WAY_ON);
      expect(await tab.heading()).toBe(loginText[locale].title.first);
      await proveHere(tab, CLAIRE);
      expect(await tab.heading()).toBe(signedIn('Claire MARTIN'));
    }),
  );

  inOneLanguage('F4 no file under this identity: the page says what to do, and the other ways stay', () =>
    visiting(async ({ tab }) => {
      await tab.startSignIn(stage.world.caf);
      await goThrough(tab, 'franceconnect-plus', 'thibault-vasseur');
      const { title } = t.unmatched['no-file'].pivot_identity;
      expect(await tab.heading()).toBe(title(PLUS));
      await tab.switchLanguage();
      await tab.switchLanguage();
      expect(await tab.heading()).toBe(title(PLUS));
      await tab.press(OTHER_WAY);
      expect(await tab.heading()).toBe(loginText[locale].title.first);
      expect(await tab.page.locator(linkTo('franceconnect-plus')).count()).toBe(1);
      await tab.giveCredentials(CLAIRE);
      expect(await tab.heading()).toBe(codeText[locale].choose.title);
    }),
  );

  inOneLanguage('A1 F4 FranceConnect asks to prove the account once; from then on it and a code are enough', () =>
    visiting(async ({ tab, context }) => {
      const { toProve } = person;
      await tab.startSignIn(stage.world.caf);
      await goThrough(tab, 'franceconnect', toProve.id);
      expect(await tab.heading()).toBe(t.unmatched.uncertain.title('FranceConnect'));
      await tab.press(WAY_ON);
      expect(await tab.heading()).toBe(loginText[locale].title.link);
      await tab.giveCredentials({ ...toProve, password: '90817263' });
      expect(await tab.heading()).toBe(loginText[locale].title.link);
      await proveHere(tab, toProve);
      expect(await tab.heading()).toBe(t.link.title('FranceConnect'));
      await tab.press(LINK_BUTTON);
      expect(await tab.heading()).toBe(signedIn(nameOf(toProve)));

      // FranceConnect kept its session, we did not.
      await context.clearCookies({ name: /poterne/ });
      await tab.go(`${stage.world.caf}/connexion`);
      await tab.press(linkTo('franceconnect'));
      expect(await tab.heading()).toBe(codeText[locale].choose.title);
      await tab.back();
      expect(await tab.heading()).toBe(codeText[locale].choose.title);
      passSeconds(31);
      await tab.askForCode('email');
      await tab.typeCode(await stage.world.code(toProve.email));
      expect(await tab.heading()).toBe(signedIn(nameOf(toProve)));
      expect(await tab.words()).toContain('two-step');
    }),
  );

  inOneLanguage('F3 an employer’s agent comes by Net-entreprises, then types a code received by SMS', () =>
    visiting(async ({ tab }) => {
      await tab.startSignIn(stage.world.peps);
      await goThrough(tab, 'net-entreprises', 'helene-leroy');
      expect(await tab.heading()).toBe(codeText[locale].choose.title);
      await tab.askForCode('sms');
      await tab.typeCode(await stage.world.code(HELENE.mobile));
      expect(await tab.heading()).toBe(signedIn('Hélène LEROY'));
      expect(await tab.words()).toContain('two-factor');
    }),
  );

  inOneLanguage(
    'F4 U1 a link is undone in « Gérer mon compte » after a new code, and FranceConnect+ asks to prove it anew',
    async () => {
      const { toUndo } = person;
      const account = accountText[locale];
      const undo = `article.identity a:text-is("${account.identities.undo(PLUS)}")`;
      await visiting(async ({ tab }) => {
        await tab.startSignIn(stage.world.caf);
        await goThrough(tab, 'franceconnect-plus', toUndo.id);
        await tab.go(`${stage.world.poterne.issuer('allocataires')}/account/identities`);
        expect(await tab.heading()).toBe(account.identities.title);
        await tab.press(undo);
        expect(await tab.heading()).toBe(account.undo.title(PLUS));
        await tab.press('form[action$="/undo"] button');
        expect(await tab.heading()).toBe(codeText[locale].why.confirm);
        await tab.askForCode('sms');
        await tab.typeCode(await stage.world.code(toUndo.mobile));
        expect(await tab.heading()).toBe(account.undone.title(PLUS));
        expect((await stage.world.noticesTo(toUndo.email))[0]).toContain('n’est plus rattachée');
        await tab.press(WAY_ON);
        expect(await tab.page.locator(undo).count()).toBe(0);
      });
      await visiting(async ({ tab }) => {
        await tab.startSignIn(stage.world.caf);
        await goThrough(tab, 'franceconnect-plus', toUndo.id);
        expect(await tab.heading()).toBe(t.unmatched['link-undone'].title(PLUS));
        await tab.press(WAY_ON);
        passSeconds(31);
        await proveHere(tab, toUndo);
        await tab.press(LINK_BUTTON);
        expect(await tab.heading()).toBe(signedIn(nameOf(toUndo)));
      });
    },
  );

  inOneLanguage('X1 F5 each fault has its page without JavaScript, and FranceConnect+ can be tried again', () =>
    visiting(async ({ tab, context }) => {
      const { upstreams, caf } = stage.world;
      const again = linkTo('franceconnect-plus');
      const expectFault = async (why: UpstreamFault) => {
        expect(await tab.heading()).toBe(t.failed[why].title(PLUS));
        expect(await tab.words()).toContain(t.failed[why].what(PLUS, 'Mon Compte'));
      };
      await tab.startSignIn(caf);
      await tab.press(again);
      await cancelThere(tab);
      await expectFault('cancelled');
      await tab.press(again);
      await failThere(tab, 'Y010004');
      await comeBackFromStop(tab);
      await expectFault('refused');
      for (const [failure, why] of FAILURES) {
        await tab.press(again);
        await failThere(tab, failure);
        await expectFault(why);
      }
      for (const [how, why] of FAULTY_ANSWERS)
        await misbehaving(how, async () => {
          await tab.press(again);
          if (tab.page.url().startsWith(upstreams.url)) await proveThere(tab, 'claire-martin');
          await expectFault(why);
        });

      // FranceConnect+ answers out of its session: its answer is kept back, for 40 seconds and then to be given twice.
      const follow = async (address: string) =>
        (await context.request.get(address, { maxRedirects: 0 })).headers()['location'] ?? '';
      const here = (await tab.page.getAttribute(again, 'href')) ?? '';
      const answer = await follow(await follow(new URL(here, tab.page.url()).href));
      passSeconds(40);
      await tab.go(answer);
      await expectFault('code');
      await tab.go(answer);
      await expectFault('state');
      await tab.press(again);
      expect(await tab.heading()).toBe(signedIn('Claire MARTIN'));

      await misbehaving('foreign-state', async () => {
        await context.clearCookies({ name: /poterne/ });
        await tab.go(`${caf}/connexion`);
        await tab.press(again);
        expect(await tab.heading()).toBe(t.failed.state.title(PLUS));
        expect(await tab.words()).toContain(t.stray);
      });
    }, false),
  );

  inOneLanguage('F5 an upstream too slow, or down, is told in time, and the password goes on', () =>
    visiting(async ({ tab }) => {
      await tab.startSignIn(stage.world.caf);
      await misbehaving('slow', async () => {
        await goThrough(tab, 'franceconnect', 'claire-martin');
        expect(await tab.heading()).toBe(t.failed.unavailable.title('FranceConnect'));
      });
      await tab.press(WAY_ON);
      await misbehaving('unavailable', async () => {
        const { page } = tab;
        await Promise.all([page.waitForEvent('load'), page.click(linkTo('franceconnect-plus'))]);
        expect(new URL(page.url()).origin).toBe(stage.world.upstreams.url);
        await tab.back();
      });
      expect(await tab.heading()).toBe(loginText[locale].title.first);
      await proveHere(tab, CLAIRE);
      expect(await tab.heading()).toBe(signedIn('Claire MARTIN'));
    }),
  );

  inOneLanguage('I2 F1 the back button after FranceConnect+, and a second tab, lead to the portal', () =>
    visiting(async ({ tab, newTab }) => {
      const ends = deadEndText[locale].pages;
      const second = await newTab();
      await tab.startSignIn(stage.world.caf);
      await second.go(tab.page.url());
      await tab.press(linkTo('franceconnect-plus'));
      await second.press(linkTo('franceconnect-plus'));
      await proveThere(tab, 'claire-martin');
      expect(await tab.heading()).toBe(signedIn('Claire MARTIN'));
      await proveThere(second, 'claire-martin');
      expect(await second.heading()).toBe(ends['interaction-finished'].title);
      await second.press(WAY_ON);
      expect(await second.heading()).toBe(signedIn('Claire MARTIN'));

      await tab.back();
      expect(await tab.heading()).toBe(SIMULATOR_TEXT[locale].expired.title);
      await tab.back();
      expect(await tab.heading()).toBe(ends['interaction-finished'].title);
      await tab.press(WAY_ON);
      expect(await tab.heading()).toBe(signedIn('Claire MARTIN'));
    }),
  );

  inOneLanguage(
    'X2 F1 the keyboard meets FranceConnect+ first, then « ou », the number, « ou », the passkey, focus visible',
    () =>
      visiting(async ({ tab }) => {
        const { page } = tab;
        await tab.startSignIn(stage.world.caf);
        const order = page.locator(`${linkTo('franceconnect-plus')}, ${linkTo('franceconnect')}, .or, #identifier`);
        const met = await order.evaluateAll((parts) => parts.map((part) => part.textContent || part.id));
        const { signInWith, or } = layoutText[locale];
        expect(met).toEqual([signInWith(PLUS), signInWith('FranceConnect'), or, 'identifier', or]);
        await tabTo(page, linkTo('franceconnect-plus'));
        await tabTo(page, 'main a[target=_blank]');
        await tabTo(page, linkTo('franceconnect'));
        await tabTo(page, '#identifier');
        for (let stops = 4; stops > 0; stops -= 1) await page.keyboard.press('Shift+Tab');
        await tab.arrive(() => page.keyboard.press('Enter'));
        await tabTo(page, 'input[name=personne]');
        await tabTo(page, 'button[name=suite][value=continuer]');
        await tab.arrive(() => page.keyboard.press('Enter'));
        expect(await tab.heading()).toBe(signedIn('Claire MARTIN'));
      }),
  );
});

/** What FranceConnect+ says went wrong there, and our page. */
const FAILURES = [
  ['temporarily_unavailable', 'unavailable'],
  ['invalid_scope', 'misconfigured'],
] as const;

/** What is wrong with an answer, and our page. */
const FAULTY_ANSWERS: ReadonlyArray<readonly [Misbehaviour, UpstreamFault]> = [
  ['garbage-token', 'malformed'],
  ['expired', 'clock'],
  ['foreign-key', 'signature'],
  ['not-encrypted', 'encryption'],
  ['wrong-iss', 'issuer'],
  ['wrong-aud', 'audience'],
  ['foreign-nonce', 'nonce'],
  ['lower-acr', 'acr'],
  ['other-userinfo-sub', 'subject'],
];

test('F2 FranceConnect announces its end 60 days before, and is gone after it; FranceConnect+ stays first', () =>
  stage.visit({ locale: 'fr' }, async ({ tab }) => {
    const moveTo = (moment: number) => passSeconds(Math.ceil((moment - Date.now()) / 1000));
    const shown = async () => {
      await tab.startSignIn(stage.world.caf);
      return tab.page.locator('.upstreams a.upstream').allTextContents();
    };
    const both = [PLUS, 'FranceConnect'].map(layoutText.fr.signInWith);
    const notice = (locale: 'fr' | 'en') => layoutText[locale].upstreamEnds('FranceConnect', LAST_DAY[locale]);

    moveTo(ENDS_AT.getTime() - 61 * DAY_SECONDS * 1000);
    expect(await shown()).toEqual(both);
    expect(await tab.words()).not.toContain(notice('fr'));
    passSeconds(2 * DAY_SECONDS);
    expect(await shown()).toEqual(both);
    expect(await tab.words()).toContain(notice('fr'));
    await tab.switchLanguage();
    expect(await tab.words()).toContain(notice('en'));
    await tab.switchLanguage();
    moveTo(ENDS_AT.getTime() + 1000);
    expect(await shown()).toEqual([layoutText.fr.signInWith(PLUS)]);
  }));

function writtenDay(locale: string): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'Europe/Paris' }).format(ENDS_AT);
}
