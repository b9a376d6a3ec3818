/** A person signs in from a portal, on a small phone, in each language; and without script, pointer or patience. */
import { describe, expect, test } from '@jest/globals';
import { DEMONSTRATION_ACTIONS } from '../../demo/actions.js';
import { PORTAL_TEXT } from '../../demo/portal/text.js';
import { text as loginText } from '../../interactions/login/text.js';
import { text as codeText } from '../../interactions/one_time_code/text.js';
import { passSeconds } from '../harness/moving_time.js';
import { CLAIRE, HELENE, LUCIEN } from '../harness/scenario.js';
import { focused, tabTo } from './keyboard.js';
import { setStage, testOnce } from './stage.js';
import { ACTION_BUTTON, CANCEL, SEND_BUTTON, SENSITIVE_ACTION, WAY_ON } from './tab.js';
import type { Visit } from './visit.js';

const stage = setStage('browser_sign_in');

describe.each(['fr', 'en'] as const)('at 320 px in %s', (locale) => {
  const inOneLanguage = testOnce(locale);
  const code = codeText[locale];
  const portal = PORTAL_TEXT[locale];

  const visiting = (journey: (visit: Visit) => Promise<void>, withScript = true) =>
    stage.visit({ locale, withScript }, journey);

  test('I1 I2 a person signs in with NIR, password and an e-mailed code', () =>
    visiting(async ({ tab }) => {
      await tab.startSignIn(stage.world.caf);
      expect(await tab.heading()).toBe(loginText[locale].title.first);
      await tab.giveCredentials(CLAIRE);
      expect(await tab.heading()).toBe(code.choose.title);
      await tab.askForCode('email');
      expect(await tab.heading()).toBe(code.enter.title);
      expect(await tab.words()).toContain('c•••••');
      await tab.typeCode(await stage.world.code(CLAIRE.email));
      expect(await tab.heading()).toBe(portal.hello('Claire MARTIN'));
      expect(await tab.words()).toContain('pwd, otp, mail');
    }));

  inOneLanguage('I3 I4 an employer’s agent signs in with a login and a code by SMS', () =>
    visiting(async ({ tab }) => {
      await tab.startSignIn(stage.world.peps);
      await tab.giveCredentials(HELENE);
      expect(await tab.heading()).toBe(code.choose.title);
      await tab.askForCode('sms');
      await tab.typeCode(await stage.world.code(HELENE.mobile));
      expect(await tab.words()).toContain('pwd, otp, sms, mfa');
      expect(await tab.words()).toContain('two-factor');
    }),
  );

  inOneLanguage('A1 A5 a sensitive action asks for a new code alone, and says what it is for', () =>
    visiting(async ({ tab }) => {
      await tab.startSignIn(stage.world.caf);
      await tab.giveCredentials(CLAIRE);
      await tab.askForCode('email');
      await tab.typeCode(await stage.world.code(CLAIRE.email));
      passSeconds(60);
      await tab.press(SENSITIVE_ACTION);
      await tab.press(ACTION_BUTTON);
      expect(await tab.heading()).toBe(code.why.confirm);
      const [action] = DEMONSTRATION_ACTIONS;
      expect(await tab.words()).toContain(code.why.purpose(action?.label[locale] ?? '', 'Mon Compte'));
      expect(await tab.words()).toContain('2606');
      await tab.askForCode('sms');
      await tab.typeCode(await stage.world.code(CLAIRE.mobile));
      expect(await tab.words()).toContain(portal.action.done);
    }),
  );

  inOneLanguage('X1 without JavaScript the whole journey works, up to the confirmed action', () =>
    visiting(async ({ tab }) => {
      await tab.startSignIn(stage.world.caf);
      await tab.giveCredentials({ identifier: '2 84 05 88 321 025', password: CLAIRE.password });
      await tab.askForCode('sms');
      await tab.typeCode('12');
      expect(await tab.words()).toContain(code.enter.errors['code-format']);
      await tab.typeCode(await stage.world.code(CLAIRE.mobile));
      expect(await tab.heading()).toBe(portal.hello('Claire MARTIN'));
      passSeconds(60);
      await tab.press(SENSITIVE_ACTION);
      await tab.press(ACTION_BUTTON);
      await tab.askForCode('email');
      await tab.typeCode(await stage.world.code(CLAIRE.email));
      expect(await tab.words()).toContain(portal.action.done);
    }, false),
  );

  inOneLanguage('X2 the keyboard alone signs in, its focus always visible', () =>
    visiting(async ({ tab }) => {
      const { keyboard } = tab.page;
      await tab.go(`${stage.world.caf}/?lang=${locale}`);
      await tabTo(tab.page, 'a[href="/connexion"]');
      await tab.arrive(() => keyboard.press('Enter'));
      await tabTo(tab.page, '#identifier');
      await keyboard.type(CLAIRE.identifier);
      await tabTo(tab.page, '#password');
      await keyboard.type(CLAIRE.password);
      await tab.arrive(() => keyboard.press('Enter'));
      await tabTo(tab.page, 'input[type=radio]');
      await keyboard.press('Space');
      await tabTo(tab.page, SEND_BUTTON);
      await tab.arrive(() => keyboard.press('Enter'));
      await tabTo(tab.page, '#code');
      await keyboard.type(await stage.world.code(CLAIRE.email));
      await tab.arrive(() => keyboard.press('Enter'));
      expect(await tab.heading()).toBe(portal.hello('Claire MARTIN'));
    }),
  );

  test('I1 X2 a mistake is told at the top of the page, focused, and what was typed stays', () =>
    visiting(async ({ tab }) => {
      await tab.startSignIn(stage.world.caf);
      await tab.giveCredentials({ identifier: '2841588321025', password: '1234' });
      expect(await focused(tab.page)).toBe('alert');
      await tab.page.keyboard.press('Tab');
      await tab.page.keyboard.press('Enter');
      expect(await focused(tab.page)).toBe('identifier');
      expect(await tab.page.inputValue('#identifier')).toBe('2 84 15 88 321 025');
      expect(await tab.page.inputValue('#password')).toBe('');
      await tab.giveCredentials({ identifier: CLAIRE.identifier, password: '99999999' });
      expect(await focused(tab.page)).toBe('alert');
      expect(await tab.words()).toContain(loginText[locale].wrongPair.number);
      await tab.giveCredentials({ identifier: CLAIRE.allocataire ?? '', password: CLAIRE.password });
      expect(await tab.heading()).toBe(code.choose.title);
    }));

  inOneLanguage('X1 the language switch keeps the step, and the code that was sent', () =>
    visiting(async ({ tab }) => {
      const other = codeText[locale === 'fr' ? 'en' : 'fr'];
      await tab.startSignIn(stage.world.caf);
      await tab.switchLanguage();
      await tab.switchLanguage();
      await tab.giveCredentials(CLAIRE);
      await tab.askForCode('email');
      await tab.switchLanguage();
      expect(await tab.heading()).toBe(other.enter.title);
      await tab.typeCode('000000');
      expect(await tab.words()).toContain(other.enter.errors['wrong-code'](4));
      await tab.typeCode(await stage.world.code(CLAIRE.email));
      expect(await tab.heading()).toBe(portal.hello('Claire MARTIN'));
    }),
  );

  inOneLanguage('I2 somebody without a channel reads whom to call, and goes back to the portal', () =>
    visiting(async ({ tab }) => {
      await tab.startSignIn(stage.world.caf);
      await tab.giveCredentials(LUCIEN);
      expect(await tab.heading()).toBe(code.noChannel.title);
      expect(await tab.page.locator('main a[href="tel:3230"]').count()).toBe(1);
      await tab.press(WAY_ON);
      expect(await tab.heading()).toBe(portal.problems.access_denied.title);
    }),
  );

  inOneLanguage('I2 « Revenir au portail » leads back from each step, and the portal says so', () =>
    visiting(async ({ tab }) => {
      await tab.startSignIn(stage.world.caf);
      await tab.press(CANCEL);
      expect(await tab.heading()).toBe(portal.problems.access_denied.title);
      await tab.press(WAY_ON);
      await tab.giveCredentials(CLAIRE);
      await tab.askForCode('email');
      await tab.press(CANCEL);
      expect(await tab.heading()).toBe(portal.problems.access_denied.title);
    }),
  );
});
