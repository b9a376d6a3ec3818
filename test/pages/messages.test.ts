/** What a person reads in a message (I4; design: Messages). */
import { describe, expect, test } from '@jest/globals';
import { gsm7Length, toGsm7 } from '../../src/domain/message/gsm7.js';
import { oneTimeCodeMessage } from '../../src/domain/message/one_time_code.js';
import { spoken } from '../../src/domain/message/speech.js';

const LOCALES = ['fr', 'en'] as const;
const CHANNELS = ['email', 'sms', 'voice'] as const;
const INPUT = {
  realmName: 'Mon Compte',
  portalName: 'Plateforme employeurs',
  code: '042917',
  lifeMinutes: 10,
  originHost: 'connexion.example.test',
  helpTelephone: '05 56 11 33 33',
};

describe.each(LOCALES)('%s', (locale) => {
  test.each(CHANNELS)('I4 the %s names the portal, says never to give the code away, and holds no link', (channel) => {
    const { text, html = '' } = oneTimeCodeMessage({ ...INPUT, channel, locale });
    for (const body of [text, ...(html === '' ? [] : [html])]) {
      expect(body).toContain('Plateforme employeurs');
      expect(body).toMatch(/Ne le donnez à personne|Give it to nobody/);
      expect(body).not.toMatch(/https?:|www\.|<a |href/);
    }
  });

  test('I4 the SMS fits one message of the short alphabet and ends with the origin-bound line', () => {
    const { text } = oneTimeCodeMessage({ ...INPUT, channel: 'sms', locale });
    expect(gsm7Length(text)).toBeLessThanOrEqual(160);
    expect(text.startsWith('042917')).toBe(true);
    expect(text.split('\n').slice(-2)).toEqual(['', '@connexion.example.test #042917']);
    expect(text).toMatch(/10 min/);
  });

  test('A5 a long action drops what can be dropped, and stays within the alphabet', () => {
    const purpose = 'modifier vos coordonnées bancaires et l’adresse à laquelle vos reçus sont envoyés';
    const { text } = oneTimeCodeMessage({ ...INPUT, channel: 'sms', locale, purpose, accountLabel: 'C•••• M•••••' });
    expect(gsm7Length(text)).toBeDefined();
    expect(text).toContain('coordonnées bancaires');
    expect(text).toMatch(/Ne le donnez à personne|Give it to nobody/);
    expect(text.endsWith('\n\n@connexion.example.test #042917')).toBe(true);
  });

  test('I4 the e-mail starts with the code, and its subject says portal and purpose without it', () => {
    const { subject = '', text, html = '' } = oneTimeCodeMessage({ ...INPUT, channel: 'email', locale });
    expect(text.startsWith('042917\n')).toBe(true);
    expect(html.indexOf('042917')).toBeGreaterThan(0);
    expect(subject).toContain('Plateforme employeurs');
    expect(subject).not.toContain('042917');
    expect(text).toContain('05 56 11 33 33');
    const words = html
      .replace(/<title>.*?<\/title>|<[^>]+>/g, '')
      .replace(/\s+/g, ' ')
      .replaceAll('&#39;', "'")
      .trim();
    expect(words).toBe(text.replace(/\s+/g, ' ').trim());
  });

  test('I4 the voice says the code three times, digit by digit', () => {
    const { text } = oneTimeCodeMessage({ ...INPUT, channel: 'voice', locale });
    expect(text.split('0, 4, 2, 9, 1, 7')).toHaveLength(4);
    expect(text).not.toContain('042917');
  });

  test('I4 a synthetic voice gets the same words with a pause after each digit, and nothing of it is markup', () => {
    const portalName = '<audio src="x"/> & co';
    const { text } = oneTimeCodeMessage({ ...INPUT, portalName, channel: 'voice', locale });
    const ssml = spoken(text, 'fr-FR');
    expect(ssml.split('0<break time="700ms"/>4<break')).toHaveLength(4);
    expect(ssml.replace(/<break[^>]*>|<\/?speak[^>]*>/g, '')).not.toMatch(/[<>]/);
    expect(ssml).toContain('&amp; co');
  });

  test('S6 a hostile name breaks neither the e-mail’s header nor its HTML', () => {
    const portalName = '<b>x</b>\r\nBcc: victim@example.test';
    const { subject = '', html = '' } = oneTimeCodeMessage({ ...INPUT, portalName, channel: 'email', locale });
    expect(subject).not.toMatch(/[\r\n]/);
    expect(html).not.toContain('<b>');
    expect(oneTimeCodeMessage({ ...INPUT, portalName, channel: 'sms', locale }).text.split('\n')).toHaveLength(3);
  });
});

test('I4 a text outside the short alphabet becomes the nearest one within it', () => {
  expect(toGsm7('Prénom « garçon » d’être à Œuf…')).toBe('Prénom " garcon " d\'etre à OEuf...');
  expect(gsm7Length('reçu')).toBeUndefined();
  expect(gsm7Length('€')).toBe(2);
});
