/** Reading mails as they travel: RFC 5322 headers, RFC 2047 words, RFC 2045 encodings, RFC 2046 multiparts. */
import { describe, expect, test } from '@jest/globals';
import { decodeEncodedWords } from '../../demo/inbox/encoded_words.js';
import { readMail, wordsOfHtml } from '../../demo/inbox/mime_message.js';

function mail(...lines: string[]): Buffer {
  return Buffer.from(lines.join('\r\n'), 'utf8');
}

describe('RFC 2047 encoded words', () => {
  test('quoted-printable and base64 words are read in their charset', () => {
    expect(decodeEncodedWords('=?UTF-8?Q?Votre_code_=C3=A0_6_chiffres?=')).toBe('Votre code à 6 chiffres');
    expect(decodeEncodedWords('=?utf-8?B?w4lsw6lvbm9yZQ==?= <e@example.test>')).toBe('Éléonore <e@example.test>');
    expect(decodeEncodedWords('=?iso-8859-1?q?=E9t=E9?=')).toBe('été');
  });

  test('white space between two encoded words disappears, and a character cut in two comes out whole', () => {
    expect(decodeEncodedWords('=?UTF-8?Q?caf=C3?= =?UTF-8?Q?=A9?=')).toBe('café');
    expect(decodeEncodedWords('=?UTF-8?Q?a?= b =?UTF-8?Q?c?=')).toBe('a b c');
  });

  test('an ordinary header is left as it is', () => {
    expect(decodeEncodedWords('Your code = 12?')).toBe('Your code = 12?');
  });
});

describe('MIME messages', () => {
  test('a folded subject and a multipart/alternative nested in a multipart/mixed give text and HTML', () => {
    const read = readMail(
      mail(
        'From: =?UTF-8?Q?Mon_Compte?= <ne-pas-repondre@example.test>',
        'Subject: =?UTF-8?Q?Mon_Compte_:_votre?=',
        ' =?UTF-8?Q?_code?=',
        'Content-Type: multipart/mixed; boundary="outer"',
        '',
        'preamble',
        '--outer',
        'Content-Type: multipart/alternative;',
        ' boundary=inner',
        '',
        '--inner',
        'Content-Type: text/plain; charset=utf-8',
        'Content-Transfer-Encoding: quoted-printable',
        '',
        'Votre code : 123456. Il est valable=',
        ' 15 minutes, d=C3=A9j=C3=A0.  ',
        '--inner',
        'Content-Type: text/html; charset="utf-8"',
        'Content-Transfer-Encoding: base64',
        '',
        Buffer.from('<p>Votre code : <b>123456</b></p>').toString('base64'),
        '--inner--',
        '--outer',
        'Content-Type: text/plain',
        'Content-Disposition: attachment; filename=a.txt',
        '',
        'not the text',
        '--outer--',
        'epilogue',
      ),
    );
    expect(read).toEqual({
      from: 'Mon Compte <ne-pas-repondre@example.test>',
      subject: 'Mon Compte : votre code',
      text: 'Votre code : 123456. Il est valable 15 minutes, déjà.',
      html: '<p>Votre code : <b>123456</b></p>',
      key: null,
    });
  });

  test('8-bit text, a bare message and a message without a body are read', () => {
    expect(readMail(mail('Subject: é', '', 'à bientôt')).text).toBe('à bientôt');
    expect(readMail(mail('Subject: é', '', 'à bientôt')).subject).toBe('é');
    expect(readMail(mail('Subject: nothing')).text).toBe('');
  });

  test('a mail with HTML alone is read as its words', () => {
    const read = readMail(
      mail('Content-Type: text/html; charset=utf-8', '', '<h1>Code</h1><p>123&nbsp;456 &amp; merci</p>'),
    );
    expect(read.text).toBe('Code\n123\u00a0456 & merci');
    expect(wordsOfHtml('<style>p{color:red}</style>a<br>b&#233;&#xE9;&unknown;')).toBe('a\nbéé&unknown;');
  });
});
