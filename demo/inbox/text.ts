/** Every sentence of the inbox, in French and in English. */
import type { Language } from '../web/language.js';
import type { MessageChannel } from './message.js';

interface InboxText {
  readonly title: string;
  readonly heading: string;
  readonly lead: string;
  readonly skip: string;
  readonly languages: string;
  readonly channels: Readonly<Record<MessageChannel, string>>;
  readonly allChannels: string;
  readonly filterByChannel: string;
  readonly recipient: string;
  readonly everybody: string;
  readonly show: string;
  readonly empty: { readonly title: string; readonly help: string };
  readonly noneForFilter: { readonly title: string; readonly link: string };
  readonly count: (n: number) => string;
  readonly clear: string;
  readonly live: { readonly on: string; readonly off: string; readonly pause: string; readonly resume: string };
  readonly from: string;
  readonly to: string;
  readonly noSubject: string;
  readonly code: string;
  readonly unknownSender: string;
  readonly smsCost: (parts: number, units: number, alphabet: string) => string;
  readonly voiceIntro: string;
  readonly pickUp: string;
  readonly hangUp: string;
  readonly openHtml: string;
  readonly openPdf: string;
  readonly addresses: string;
  readonly addressesHelp: string;
  readonly notFound: { readonly title: string; readonly help: string; readonly link: string };
}

const fr: InboxText = {
  title: 'Boîte de réception',
  heading: 'Messages reçus',
  lead: 'E-mails, SMS, appels et courriers de démonstration. Rien ne sort de cette machine.',
  skip: 'Aller aux messages',
  languages: 'Langue',
  channels: { email: 'E-mail', sms: 'SMS', voice: 'Appel', letter: 'Courrier' },
  allChannels: 'Tous',
  filterByChannel: 'Type de message',
  recipient: 'Destinataire',
  everybody: 'Tout le monde',
  show: 'Afficher',
  empty: {
    title: 'Aucun message pour le moment',
    help: 'Demandez un code sur la page de connexion\u00a0: il arrivera ici quelques secondes plus tard.',
  },
  noneForFilter: { title: 'Aucun message de ce type pour ce destinataire', link: 'Afficher tous les messages' },
  count: (n) => (n === 1 ? '1 message' : `${n} messages`),
  clear: 'Vider la boîte',
  live: {
    on: 'La page se met à jour toute seule.',
    off: 'La mise à jour automatique est arrêtée.',
    pause: 'Arrêter la mise à jour',
    resume: 'Reprendre la mise à jour',
  },
  from: 'De',
  to: 'À',
  noSubject: '(sans objet)',
  code: 'Code',
  unknownSender: 'Expéditeur inconnu',
  smsCost: (parts, units, alphabet) => `${parts} SMS, ${units} caractères, alphabet ${alphabet}`,
  voiceIntro: 'La voix dit\u00a0:',
  pickUp: 'Décrocher\u00a0: écouter l’appel',
  hangUp: 'Raccrocher',
  openHtml: 'Voir la version mise en page',
  openPdf: 'Voir le courrier tel qu’il est imprimé (PDF)',
  addresses: 'Adresses pour les programmes',
  addressesHelp: 'Serveur SMTP, passerelles SMS et vocale, et liste des messages en JSON\u00a0:',
  notFound: {
    title: 'Page introuvable',
    help: 'Ce message a peut-être été effacé.',
    link: 'Revenir à la boîte de réception',
  },
};

const en: InboxText = {
  title: 'Inbox',
  heading: 'Messages received',
  lead: 'Demonstration e-mails, text messages, calls and letters. Nothing leaves this machine.',
  skip: 'Skip to messages',
  languages: 'Language',
  channels: { email: 'E-mail', sms: 'Text message', voice: 'Call', letter: 'Letter' },
  allChannels: 'All',
  filterByChannel: 'Kind of message',
  recipient: 'Recipient',
  everybody: 'Everybody',
  show: 'Show',
  empty: {
    title: 'No message yet',
    help: 'Ask for a code on the sign-in page: it will arrive here a few seconds later.',
  },
  noneForFilter: { title: 'No message of this kind for this recipient', link: 'Show all messages' },
  count: (n) => (n === 1 ? '1 message' : `${n} messages`),
  clear: 'Empty the inbox',
  live: {
    on: 'This page updates by itself.',
    off: 'Automatic updates are off.',
    pause: 'Stop updating',
    resume: 'Resume updating',
  },
  from: 'From',
  to: 'To',
  noSubject: '(no subject)',
  code: 'Code',
  unknownSender: 'Unknown sender',
  smsCost: (parts, units, alphabet) =>
    `${parts} text ${parts === 1 ? 'message' : 'messages'}, ${units} characters, ${alphabet} alphabet`,
  voiceIntro: 'The voice says:',
  pickUp: 'Pick up: listen to the call',
  hangUp: 'Hang up',
  openHtml: 'See the formatted version',
  openPdf: 'See the letter as printed (PDF)',
  addresses: 'Addresses for programs',
  addressesHelp: 'SMTP server, SMS and voice gateways, and the list of messages in JSON:',
  notFound: {
    title: 'Page not found',
    help: 'This message may have been deleted.',
    link: 'Back to the inbox',
  },
};

export const INBOX_TEXT: Readonly<Record<Language, InboxText>> = { fr, en };
