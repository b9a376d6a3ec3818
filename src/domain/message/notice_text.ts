/** Words of the notices (design: Messages; U2, C3, C4); each language has a file of its own. */
import type { Locale } from '../realm.js';
import { en } from './notice_text_en.js';
import { fr } from './notice_text_fr.js';
import type { NoticeText } from './notice_words.js';

export const noticeText: Readonly<Record<Locale, NoticeText>> = { fr, en };

/** The ways in which something was sent, asked for or given. */
export const waysText: Readonly<Record<Locale, Readonly<Record<string, string>>>> = {
  fr: { sms: 'par SMS', email: 'par e-mail', voice: 'par appel', letter: 'par courrier', desk: 'à un guichet' },
  en: { sms: 'by text message', email: 'by e-mail', voice: 'by telephone', letter: 'by letter', desk: 'at a desk' },
};
