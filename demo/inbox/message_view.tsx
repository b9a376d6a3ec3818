/** One message as its reader would see it: a mail, a bubble on a phone, what a voice says, a sheet of paper. */
import type { Language } from '../web/language.js';
import { findCode } from './find_code.js';
import type { Message } from './message.js';
import { smsLength } from './sms_length.js';
import { INBOX_TEXT } from './text.js';

function formatTime(at: string, language: Language): string {
  return new Intl.DateTimeFormat(language === 'fr' ? 'fr-FR' : 'en-GB', {
    dateStyle: 'medium',
    timeStyle: 'medium',
    timeZone: 'Europe/Paris',
  }).format(new Date(at));
}

/** The sender's name and address, split when the header has both: `Caf <ne-pas-repondre@example.test>`. */
function splitSender(from: string): { name: string; address: string } {
  const match = /^"?(.*?)"?\s*<([^<>]+)>$/.exec(from);
  return { name: match?.[1] ?? '', address: match?.[2] ?? from };
}

function Body(props: { readonly message: Message; readonly language: Language }) {
  const { message, language } = props;
  const text = INBOX_TEXT[language];
  if (message.channel === 'sms') {
    const length = smsLength(message.text);
    return (
      <>
        <p class="bubble">{message.text}</p>
        <p class="detail">{text.smsCost(length.parts, length.units, length.alphabet)}</p>
      </>
    );
  }
  if (message.channel === 'voice') {
    return (
      <figure class="call">
        <figcaption class="detail">{text.voiceIntro}</figcaption>
        <blockquote lang={message.language ?? undefined}>{message.text}</blockquote>
        <p>
          {/* call.js shows it where the browser can speak; who hears nothing reads */}
          <button type="button" class="quiet pick-up" hidden data-hang-up={text.hangUp} data-pick-up={text.pickUp}>
            {text.pickUp}
          </button>
        </p>
      </figure>
    );
  }
  if (message.channel === 'letter') {
    return (
      <>
        <p class="sheet">{message.text}</p>
        {message.pdf ? (
          <p class="detail">
            <a href={`/messages/${message.id}/letter.pdf`}>{text.openPdf}</a>
          </p>
        ) : null}
      </>
    );
  }
  return (
    <>
      <p class="mail">{message.text}</p>
      {message.html === null ? null : (
        <p class="detail">
          <a href={`/messages/${message.id}/html`}>{text.openHtml}</a>
        </p>
      )}
    </>
  );
}

export function MessageView(props: { readonly message: Message; readonly language: Language }) {
  const { message, language } = props;
  const text = INBOX_TEXT[language];
  const code = findCode(`${message.subject}\n${message.text}`);
  const sender = splitSender(message.from);
  const senderName = sender.name === '' ? sender.address : sender.name;
  const title =
    message.channel === 'email' || message.channel === 'letter'
      ? message.subject === ''
        ? text.noSubject
        : message.subject
      : senderName === ''
        ? text.unknownSender
        : senderName;
  return (
    <li>
      <article class={`message ${message.channel}`} aria-labelledby={`m-${message.id}`}>
        <p class="stamp">
          <span class="channel">{text.channels[message.channel]}</span>
          <time dateTime={message.at}>{formatTime(message.at, language)}</time>
        </p>
        <h2 id={`m-${message.id}`}>{title}</h2>
        <dl class="envelope">
          {message.channel === 'email' && sender.address !== '' ? (
            <div>
              <dt>{text.from}</dt>
              <dd>{sender.name === '' ? sender.address : `${sender.name} <${sender.address}>`}</dd>
            </div>
          ) : null}
          <div>
            <dt>{text.to}</dt>
            <dd>{message.to}</dd>
          </div>
        </dl>
        {code === undefined ? null : (
          <p class="code">
            <span>{text.code}</span> <strong>{code}</strong>
          </p>
        )}
        <Body message={message} language={language} />
      </article>
    </li>
  );
}
