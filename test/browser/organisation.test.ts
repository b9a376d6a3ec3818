/**
 * An administrator of an organisation with a browser (E1): creates a user, changes a contact, grants a right, each with a code
 * whose page, and whose text message or call, name what it is for.
 */
import { beforeAll, describe, expect, test } from '@jest/globals';
import { text as codeText } from '../../interactions/one_time_code/text.js';
import { text as createText } from '../../src/consoles/organisation/create/text.js';
import { text as actText } from '../../src/consoles/organisation/user/act_text.js';
import { text as userText } from '../../src/consoles/organisation/user/text.js';
import { organisationsIn } from '../console/administrator.js';
import { passSeconds } from '../harness/moving_time.js';
import { HELENE, ODILE } from '../harness/scenario.js';
import { setStage } from './stage.js';
import type { Tab } from './tab.js';

const stage = setStage('browser_organisation');
const MAIN_BUTTON = 'main form button[type=submit]';

/** The page names the action and whom it is about; the code goes by this channel, whose words name the action too. */
async function confirm(tab: Tab, channel: 'sms' | 'voice', action: string, person: string): Promise<void> {
  expect(await tab.heading()).toBe(codeText.fr.why.confirm);
  for (const named of [action, person, 'Mairie de Saint-Aubin']) expect(await tab.words()).toContain(named);
  await tab.askForCode(channel);
  expect((await stage.world.calls(HELENE.mobile))[0]).toContain(action);
  await tab.typeCode(await stage.world.code(HELENE.mobile));
  // Whoever is called or written to again within 30 seconds waits.
  passSeconds(60);
}

describe('at 320 px in fr', () => {
  beforeAll(async () => {
    const organisations = organisationsIn(stage.world.poterne);
    const here = await organisations.create('Mairie de Saint-Aubin', '21140020200013');
    await organisations.join(here, HELENE, 'administrator');
    await organisations.join(here, ODILE, 'user');
  });

  test('E1 A5 a user is created, a contact changed and a right granted, each with a code that says so', () =>
    stage.visit({ locale: 'fr' }, async ({ tab }) => {
      await tab.go(`${stage.world.poterne.issuer('employeurs')}/organisation`);
      await tab.giveCredentials(HELENE);
      await tab.askForCode('sms');
      await tab.typeCode(await stage.world.code(HELENE.mobile));
      passSeconds(60);

      await tab.press('main a[href$="/users"]');
      await tab.press('main a[href$="/users/new"]');
      await tab.page.fill('#given_names', 'Zoé');
      await tab.page.fill('#family_name', 'Durand-Ozanne');
      await tab.page.fill('#email', 'zoe.do@mairie.example.test');
      await tab.press(MAIN_BUTTON);
      await tab.press(MAIN_BUTTON);
      await confirm(tab, 'voice', 'créer un utilisateur', 'Zoé Durand-Ozanne');
      expect(await tab.heading()).toBe(createText.fr.created.title('Zoé Durand-Ozanne'));

      await tab.press('main a[href$="/users"]');
      await tab.press('main a:has-text("GARNIER")');
      await tab.press('main a[href$="/contact"]');
      await tab.page.fill('#email', 'odile.garnier@mairie.example.test');
      await tab.press(MAIN_BUTTON);
      await confirm(tab, 'sms', 'modifier les coordonnées', 'Odile GARNIER');
      expect(await tab.words()).toContain(userText.fr.contactSet);

      await tab.press('main a[href$="/grant/consult-careers"]');
      await tab.press(MAIN_BUTTON);
      await confirm(tab, 'voice', 'accorder un droit', 'Consulter les carrières');
      expect(await tab.words()).toContain(actText.fr.acts.grant.done);
    }));
});
