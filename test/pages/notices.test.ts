/** What a person reads in a notice or a letter (U2, C3, C4, C8; design: Messages). */
import { describe, expect, test } from '@jest/globals';
import { renderLetterPdf } from '../../src/adapters/system/letter_pdf.js';
import { REALMS } from '../../src/config/realms.js';
import { type LetterFacts, letterAsText, letterContent } from '../../src/domain/letter/letter.js';
import { LETTER_EVENTS } from '../../src/domain/letter/text.js';
import { gsm7Length } from '../../src/domain/message/gsm7.js';
import { noticesMessage, type ToldNotice } from '../../src/domain/message/notice.js';
import { noticePause } from '../../src/domain/message/notice_retry.js';
import { isContestable, NOTICE_KINDS } from '../../src/domain/message/notice_rules.js';
import { ACCOUNT_EVENTS, MEMBERSHIP_EVENTS } from '../../src/domain/message/notice_words.js';
import type { Contact } from '../../src/ports/account/account_store.js';
import { noticesTo } from '../../src/services/notice/tell_person.js';

const LOCALES = ['fr', 'en'] as const;
const CHANNELS = ['email', 'sms', 'voice'] as const;
const EXPIRES = Date.UTC(2027, 0, 22, 12);
const CASES = [
  ...NOTICE_KINDS.filter((kind) => kind !== 'account_event' && kind !== 'membership_event').map((kind) => ({
    kind,
    event: '',
  })),
  ...ACCOUNT_EVENTS.map((event) => ({ kind: 'account_event' as const, event })),
  ...MEMBERSHIP_EVENTS.map((event) => ({ kind: 'membership_event' as const, event })),
];
const INPUT = {
  realmName: 'Espace employeurs',
  helpTelephone: '05 56 11 33 33',
  data: {
    ...{ label: 'C••••• M•••••', expiresAt: EXPIRES, masked: '06 •• •• •• 78', hours: 48, by: 'letter' },
    ...{ browser: 'Firefox', portal: 'Mon portail', at: EXPIRES, upstream: 'FranceConnect+' },
    organisation: 'Communauté d’agglomération de la Vallée de l’Arve',
    right: 'Consulter et payer les cotisations',
    login: 'h.leroy',
    days: 30,
    count: 12,
  },
};

/** The message of one thing that is told. */
function noticeMessage({ kind, data, secret, ...common }: ToldNotice & Parameters<typeof noticesMessage>[1]) {
  return noticesMessage([{ kind, data, secret }], common);
}

describe.each(LOCALES)('%s', (locale) => {
  test.each(CASES)(
    'U2 $kind $event: every channel says what happened and whom to call, without any link',
    ({ kind, event }) => {
      for (const channel of CHANNELS) {
        const data = { ...INPUT.data, ...(event ? { event } : {}) };
        const secret = kind === 'provisional_password' || kind === 'invitation' ? 'kT7w-Qm4z-Rb' : null;
        const { subject, text, html = '' } = noticeMessage({ ...INPUT, kind, data, channel, locale, secret });
        for (const body of [text, html]) expect(body).not.toMatch(/https?:|www\.|<a |href|undefined|NaN/);
        expect(text).toContain('Espace employeurs');
        expect(subject !== undefined).toBe(channel === 'email');
        if (channel === 'sms') expect(gsm7Length(text)).toBeLessThanOrEqual(160);
        else expect(text.replace(/\s/g, '')).toContain('0556113333');
        // An invitation is written, never called.
        if (secret && !(kind === 'invitation' && channel === 'voice')) expect(text).toContain(secret);
      }
    },
  );

  test.each(NOTICE_KINDS.filter(isContestable))(
    'U2 %s can be contested: by a link in an e-mail, by an address and a reference in an SMS and in a call',
    (kind) => {
      const page = 'https://connexion.example.test/employeurs/not-me';
      const common = { ...INPUT, kind, locale, secret: null };
      const address = `${page}/opaque-token`;
      const mail = noticeMessage({ ...common, channel: 'email', notMe: { address } });
      expect(mail.text.split('\n')).toContain(address);
      expect(mail.html).toContain(`<a href="${address}"`);
      expect(mail.text).not.toMatch(/sans lien|without any link/);
      const reference = 'K7Q4M-ZRB2W';
      const sms = noticeMessage({ ...common, channel: 'sms', notMe: { address: page, reference } });
      expect(sms.text).toContain(`connexion.example.test/employeurs/not-me`);
      expect(sms.text).toContain(reference);
      expect(gsm7Length(sms.text)).toBeLessThanOrEqual(2 * 153);
      const call = noticeMessage({ ...common, channel: 'voice', notMe: { address: page, reference: '4 8 2, 9 5 0' } });
      expect(call.text.split('4 8 2, 9 5 0')).toHaveLength(3);
      expect(call.text).not.toContain('http');
    },
  );

  test('U2 a contest that an agent takes up says that they will call, on every channel', () => {
    for (const channel of CHANNELS) {
      const data = { ...INPUT.data, by: 'agent' };
      const { text } = noticeMessage({ ...INPUT, kind: 'contested', data, channel, locale, secret: null });
      expect(text).toMatch(/un conseiller va vous appeler|an adviser will call you/);
      if (channel === 'sms') expect(gsm7Length(text)).toBeLessThanOrEqual(160);
    }
  });

  test('U2 several things are one message: a subject for all, each said once, one way to contest', () => {
    const told = (['device_new', 'contact_added', 'password_changed'] as const).map((kind) => ({
      ...{ kind, data: INPUT.data, secret: null },
    }));
    const notMe = { address: 'https://connexion.example.test/employeurs/not-me/t', reference: 'K7Q4M-ZRB2W' };
    const of = (channel: (typeof CHANNELS)[number]) => noticesMessage(told, { ...INPUT, locale, channel, notMe });
    const mail = of('email');
    expect(mail.subject).toMatch(/changements sur votre compte|changes to your account/);
    expect(mail.text.match(/^– /gm)).toHaveLength(3);
    expect(mail.text.split(notMe.address)).toHaveLength(2);
    expect(of('voice').text.split('Firefox')).toHaveLength(2);
    const { text } = of('sms');
    expect(gsm7Length(text)).toBeLessThanOrEqual(160);
    expect(text).toContain(notMe.reference);
  });

  const LETTERS: ReadonlyArray<Partial<LetterFacts>> = [
    { kind: 'identifier', secret: '1234567' },
    { kind: 'provisional_password', secret: '73190452', data: { expiresAt: EXPIRES } },
    {
      kind: 'code_card',
      data: { name: 'A7F2', expiresAt: EXPIRES },
      codes: Array.from({ length: 20 }, (_, index) => ({ number: index + 1, code: String(300_000 + index) })),
    },
    { kind: 'password_expires', data: { expiresAt: EXPIRES } },
    ...LETTER_EVENTS.map((event) => ({ kind: 'account_event' as const, data: { event } })),
  ];
  test.each(LETTERS)(
    'C8 the letter $kind $data fits one page, tagged, with language and title, and is the same each time',
    async (facts) => {
      for (const realm of REALMS) {
        const content = letterContent(letterFacts({ ...facts, locale, realm }));
        const text = letterAsText(content);
        expect(text).toContain('88000 ÉPINAL');
        expect(text).toContain(realm.help.telephone);
        expect(text).not.toMatch(/https?:|undefined|NaN/);
        for (const given of [facts.secret, ...(facts.codes ?? []).map(({ code }) => code)])
          if (given) expect(text).toContain(given);
        const { bytes, pages } = await renderLetterPdf(content, EXPIRES);
        expect(pages).toBe(1);
        const pdf = bytes.toString('latin1');
        for (const mark of ['/MarkInfo', '/StructTreeRoot', '/DisplayDocTitle true', `/Lang (${locale}-`])
          expect(pdf).toContain(mark);
        expect((await renderLetterPdf(content, EXPIRES)).bytes.equals(bytes)).toBe(true);
      }
    },
  );
});

function letterFacts(changes: Partial<LetterFacts>): LetterFacts {
  const [realm] = REALMS;
  if (!realm) throw new Error('no realm');
  return {
    id: '4f2a9c1b-0000-4000-8000-000000000000',
    kind: 'identifier',
    locale: 'fr',
    realm,
    person: { givenNames: ['Claire'], familyName: 'MARTIN' },
    address: {
      lines: ['1 rue X', 'Bât. B', 'Appt 3', 'Le Bourg', 'cinquième'],
      postcode: '88000',
      city: 'Épinal',
      country: 'Suisse',
    },
    date: EXPIRES,
    data: {},
    secret: null,
    codes: [],
    ...changes,
  };
}

test('C8 a letter without what it carries is not printed, nor a secret that a font could not show', async () => {
  expect(() => letterContent(letterFacts({ kind: 'provisional_password' }))).toThrow();
  expect(() => letterContent(letterFacts({ kind: 'code_card' }))).toThrow();
  await expect(
    (async () =>
      renderLetterPdf(letterContent(letterFacts({ kind: 'provisional_password', secret: 'é→1' })), EXPIRES))(),
  ).rejects.toThrow('does not print');
});

test('U2 everybody is told on each verified contact, on its own channel; a secret goes to one place alone', () => {
  const contact = (id: string, kind: Contact['kind'], verified = true) => ({
    id,
    kind,
    value: `${kind} of ${id}`,
    verified,
  });
  const account = {
    id: 'person',
    realm: 'allocataires',
    locale: 'en' as const,
    givenNames: ['Claire'],
    familyName: 'MARTIN',
    contacts: [contact('1', 'email'), contact('2', 'mobile'), contact('3', 'landline'), contact('4', 'email', false)],
  };
  const told = (news: Partial<Parameters<typeof noticesTo>[1]>) =>
    noticesTo(account, { kind: 'password_changed', dedupe: 7, ...news });
  const channels = (news: Parameters<typeof told>[0]) =>
    told(news).map(({ channel, destination }) => `${channel} to ${destination}`);
  expect(channels({})).toEqual(['email to email of 1', 'sms to mobile of 2']);
  expect(channels({ voice: true })).toHaveLength(3);
  expect(channels({ except: ['2'] })).toEqual(['email to email of 1']);
  expect(channels({ secret: 's', only: { contact: '2', channel: 'sms' } })).toEqual(['sms to mobile of 2']);
  expect(() => told({ secret: 's' })).toThrow();
  expect(told({})[0]).toMatchObject({ locale: 'en', data: { label: 'C••••• M•••••' } });
  expect(new Set(told({ voice: true }).map(({ dedupeKey }) => dedupeKey)).size).toBe(3);
  // The channel that carried the code of this sign-in is told only where there is no other.
  expect(channels({ carrier: '1' })).toEqual(['sms to mobile of 2']);
  expect(channels({ carrier: '1', except: ['2'] })).toEqual(['email to email of 1']);
  // One name for what happened in all copies; what nobody else can have done has none.
  expect(new Set(told({}).map(({ event }) => event)).size).toBe(1);
  expect(told({ kind: 'password_expires' })[0]?.event).toBeUndefined();
  // A key lies in clear: it names no contact.
  for (const { dedupeKey, destination } of told({})) expect(dedupeKey).not.toContain(destination);
});

test('U2 a refused notice is tried again more and more rarely, and given up within a day', () => {
  const pauses = Array.from({ length: 20 }, (_, index) => noticePause(index + 1));
  const real = pauses.filter((pause) => pause !== null);
  expect(real.toSorted((a, b) => a - b)).toEqual(real);
  expect(real.reduce((sum, pause) => sum + pause)).toBeLessThanOrEqual(24 * 3_600_000);
  expect(pauses.at(-1)).toBeNull();
});
