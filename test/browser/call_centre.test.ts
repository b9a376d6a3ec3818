/** A call, on two screens: the adviser's, and the person's at 320 px (I8, X2; CIBA). */
import { describe, expect, test } from '@jest/globals';
import { type RunningCallCentre, startCallCentre } from '../../demo/call_centre/call_centre.js';
import { CALL_CENTRE_ID, callCentreClient } from '../../demo/call_centre/client_metadata.js';
import { text as desk } from '../../demo/call_centre/text.js';
import { REALMS } from '../../src/config/realms.js';
import { text as requests } from '../../src/consoles/account/requests/text.js';
import { CLAIRE, SECRET } from '../harness/scenario.js';
import { setStageOf } from './stage.js';
import { startWorld, type World } from './world.js';

const NAME = 'Centre d’appels de démonstration';
const CONFIRM = 'form[action$="/requests/confirm"] button';
const CONTEST = 'form[action$="/requests/contest"] button';

interface CallWorld extends World {
  readonly callCentre: RunningCallCentre;
}

const stage = setStageOf(async (): Promise<CallWorld> => {
  // An adviser's screen that learns of the answer within a second.
  const realms = REALMS.map((realm) => ({ ...realm, backchannel: { ...realm.backchannel, pollSeconds: 0 } }));
  const world = await startWorld({ name: 'browser_call_centre', realms }, [callCentreClient(SECRET)]);
  const callCentre = await startCallCentre({
    port: 0,
    issuer: world.poterne.issuer('allocataires'),
    clientId: CALL_CENTRE_ID,
    clientSecret: SECRET,
    inboxUrl: world.inbox,
    numbers: [CLAIRE.allocataire ?? ''],
  });
  return {
    ...world,
    callCentre,
    async close() {
      await callCentre.close();
      await world.close();
    },
  };
});

describe('at 320 px', () => {
  test('I8 the adviser reads words out, the person finds them unaided and confirms with a code, then contests another', () =>
    stage.visit({ locale: 'fr' }, async ({ tab: person, newTab }) => {
      const { callCentre, caf, code } = stage.world;
      const adviser = await newTab();
      const call = async () => {
        await adviser.go(callCentre.url);
        await adviser.page.fill('#number', '123 4567');
        await adviser.press('main form button');
        expect(await adviser.words()).toContain(desk.fr.states.waiting);
        return (await adviser.page.textContent('.words')) ?? '';
      };
      const answered = async (state: 'confirmed' | 'refused') => {
        await adviser.page.bringToFront();
        await adviser.page.waitForSelector(`[data-state=${state}]`);
        return adviser.words();
      };
      await adviser.go(callCentre.url);
      await adviser.page.fill('#number', '12');
      await adviser.press('main form button');
      expect(await adviser.words()).toContain(desk.fr.numberWrong);

      const words = await call();
      await person.startSignIn(caf);
      await person.giveCredentials(CLAIRE);
      await person.askForCode('email');
      await person.typeCode(await code(CLAIRE.email));
      await person.press('a[href*="/account?portal="]');
      expect(await person.words()).toContain(requests.fr.alert.message(NAME));
      await person.press('main a.button');
      expect(await person.heading()).toBe(requests.fr.title);
      expect(await person.words()).toContain(words);
      await person.press(CONFIRM);
      expect(await person.words()).toContain(words);
      await person.askForCode('sms');
      await person.typeCode(await code(CLAIRE.mobile));
      expect(await person.words()).toContain(requests.fr.news.confirmed);
      const known = await answered('confirmed');
      expect(known).toContain('Claire');
      expect(known).toContain('two-step');
      expect(known).not.toContain(await code(CLAIRE.mobile));

      await call();
      await person.go(`${stage.world.poterne.issuer('allocataires')}/account/requests`);
      await person.press(CONTEST);
      expect(await person.words()).toContain(requests.fr.news.contested);
      expect(await answered('refused')).toContain(desk.fr.states.refused);
      await adviser.go(callCentre.url);
      await adviser.page.fill('#number', '1234567');
      await adviser.press('main form button');
      expect(await adviser.words()).toContain(desk.fr.refusals.silenced);
    }));
});
