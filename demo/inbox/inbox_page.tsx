/** The inbox's page: what arrived, newest first, with its filters; it stays current with or without script. */
import { type DocumentProps, LanguageSwitch, renderDocument } from '../web/document.js';
import type { Language } from '../web/language.js';
import { MESSAGE_CHANNELS, type Message, type MessageChannel } from './message.js';
import { MessageView } from './message_view.js';
import { INBOX_TEXT } from './text.js';

const REFRESH_SECONDS = 4;

export interface InboxPage {
  readonly language: Language;
  readonly languageAddresses: Readonly<Record<Language, string>>;
  readonly messages: readonly Message[];
  readonly recipients: readonly string[];
  readonly channel: MessageChannel | undefined;
  readonly to: string | undefined;
  readonly paused: boolean;
  readonly revision: string;
  readonly machineAddresses: readonly string[];
}

/** Address of the inbox with these filters, those left out not filtering. */
function inboxAddress(filter: {
  readonly channel?: MessageChannel | undefined;
  readonly to?: string | undefined;
  readonly paused?: boolean;
}): string {
  const parameters = new URLSearchParams();
  if (filter.channel !== undefined) parameters.set('channel', filter.channel);
  if (filter.to !== undefined) parameters.set('to', filter.to);
  if (filter.paused === true) parameters.set('paused', '1');
  const query = parameters.toString();
  return query === '' ? '/' : `/?${query}`;
}

function Filters(props: { readonly page: InboxPage }) {
  const { page } = props;
  const text = INBOX_TEXT[page.language];
  const choices: ReadonlyArray<readonly [MessageChannel | undefined, string]> = [
    [undefined, text.allChannels],
    ...MESSAGE_CHANNELS.map((channel) => [channel, text.channels[channel]] as const),
  ];
  return (
    <div class="filters">
      <nav aria-label={text.filterByChannel}>
        <ul class="chips">
          {choices.map(([channel, name]) => (
            <li key={name}>
              <a
                href={inboxAddress({ channel, to: page.to, paused: page.paused })}
                aria-current={channel === page.channel ? 'true' : undefined}
              >
                {name}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <form method="get" action="/" class="recipient">
        {page.channel === undefined ? null : <input type="hidden" name="channel" value={page.channel} />}
        {page.paused ? <input type="hidden" name="paused" value="1" /> : null}
        <label for="to">{text.recipient}</label>
        <select id="to" name="to">
          <option value="">{text.everybody}</option>
          {page.recipients.map((recipient) => (
            <option key={recipient} value={recipient} selected={recipient === page.to}>
              {recipient}
            </option>
          ))}
        </select>
        <button type="submit" class="quiet">
          {text.show}
        </button>
      </form>
    </div>
  );
}

function Messages(props: { readonly page: InboxPage }) {
  const { page } = props;
  const text = INBOX_TEXT[page.language];
  if (page.messages.length > 0) {
    return (
      <ol class="messages">
        {page.messages.map((message) => (
          <MessageView key={message.id} message={message} language={page.language} />
        ))}
      </ol>
    );
  }
  const filtered = page.channel !== undefined || page.to !== undefined;
  return (
    <div class="empty">
      <svg viewBox="0 0 64 48" aria-hidden="true" width="64" height="48">
        <rect x="2" y="2" width="60" height="44" rx="6" fill="none" stroke="currentColor" stroke-width="3" />
        <path d="M5 7l27 21L59 7" fill="none" stroke="currentColor" stroke-width="3" />
      </svg>
      <h2>{filtered ? text.noneForFilter.title : text.empty.title}</h2>
      <p>
        {filtered ? <a href={inboxAddress({ paused: page.paused })}>{text.noneForFilter.link}</a> : text.empty.help}
      </p>
    </div>
  );
}

/** The tools that change with the list, replaced together with it by `live.js`. */
function ListHead(props: { readonly page: InboxPage }) {
  const { page } = props;
  const text = INBOX_TEXT[page.language];
  return (
    <div class="tools">
      <p class="count">{text.count(page.messages.length)}</p>
      {page.messages.length === 0 ? null : (
        <form method="post" action="/empty">
          <button type="submit" class="quiet">
            {text.clear}
          </button>
        </form>
      )}
    </div>
  );
}

export function renderInbox(page: InboxPage): string {
  const text = INBOX_TEXT[page.language];
  const props: DocumentProps = {
    language: page.language,
    title: text.title,
    skipLink: text.skip,
    head: (
      <>
        {page.paused ? null : (
          <>
            <noscript>
              <meta http-equiv="refresh" content={String(REFRESH_SECONDS)} />
            </noscript>
            <script src="/live.js" defer />
          </>
        )}
        <script src="/call.js" defer />
      </>
    ),
    children: (
      <>
        <header class="top">
          <div class="inner">
            <p class="brand">
              <svg viewBox="0 0 64 48" aria-hidden="true" width="32" height="24">
                <rect x="2" y="2" width="60" height="44" rx="6" fill="none" stroke="currentColor" stroke-width="5" />
                <path d="M5 7l27 21L59 7" fill="none" stroke="currentColor" stroke-width="5" />
              </svg>
              <a href="/">{text.title}</a>
            </p>
            <LanguageSwitch language={page.language} label={text.languages} addresses={page.languageAddresses} />
          </div>
        </header>
        <main id="content" class="inner">
          <h1>{text.heading}</h1>
          <p class="lead">{text.lead}</p>
          <Filters page={page} />
          <section id="list" data-revision={page.revision} aria-live="polite" aria-label={text.heading}>
            <ListHead page={page} />
            <Messages page={page} />
          </section>
        </main>
        <footer class="inner">
          <p>
            {page.paused ? text.live.off : text.live.on}{' '}
            <a href={inboxAddress({ channel: page.channel, to: page.to, paused: !page.paused })}>
              {page.paused ? text.live.resume : text.live.pause}
            </a>
          </p>
          <details>
            <summary>{text.addresses}</summary>
            <p>{text.addressesHelp}</p>
            <ul>
              {page.machineAddresses.map((address) => (
                <li key={address}>
                  <code>{address}</code>
                </li>
              ))}
            </ul>
          </details>
        </footer>
      </>
    ),
  };
  return renderDocument(props);
}

export function renderNotFound(language: Language, languageAddresses: Readonly<Record<Language, string>>): string {
  const text = INBOX_TEXT[language];
  return renderDocument({
    language,
    title: `${text.notFound.title}, ${text.title}`,
    skipLink: text.skip,
    children: (
      <main id="content" class="inner">
        <LanguageSwitch language={language} label={text.languages} addresses={languageAddresses} />
        <h1>{text.notFound.title}</h1>
        <p>{text.notFound.help}</p>
        <p>
          <a href="/">{text.notFound.link}</a>
        </p>
      </main>
    ),
  });
}
