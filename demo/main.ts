/** `npm start` (O1): starts the demonstration and says where to click and who to sign in as. */
import { refuseToStart, stopOnSignal } from '../src/http/server.js';
import { type Demonstration, startDemonstration } from './start.js';

const DRAIN_SECONDS = 2;

try {
  const demonstration = await startDemonstration(process.env);
  process.stdout.write(`${announcement(demonstration)}\n`);
  stopOnSignal(demonstration.server, DRAIN_SECONDS, {
    onDrain: () => demonstration.startDraining(),
    onStopped: () => demonstration.close(),
  });
} catch (error) {
  refuseToStart(error);
}

function announcement({
  config,
  inboxUrl,
  simulatorUrl,
  bankDetailsUrl,
  callCentreUrl,
  kioskUrl,
  portalUrls,
  people,
  backOffice,
}: Demonstration): string {
  const lines = ['', 'Poterne is ready (development mode, loopback only). Open:', ''];
  for (const [url, name, realm] of [
    [portalUrls.caf, 'portal of the allocataires', 'allocataires'],
    [portalUrls.peps, 'portal of the employeurs', 'employeurs'],
  ] as const) {
    lines.push(`  ${url}   ${name}; sign in as:`);
    for (const { label, identifier, password, note } of people[realm]) {
      lines.push(`      ${label.padEnd(24)} ${identifier.padEnd(20)} ${(password ?? '–').padEnd(22)} ${note.en}`);
    }
    lines.push('');
  }
  lines.push(`  ${simulatorUrl}   simulator of FranceConnect+, FranceConnect and Net-entreprises`);
  lines.push(`  ${inboxUrl}   inbox: every e-mail and SMS that was sent`, '');
  lines.push(`  ${kioskUrl}   public kiosk: sign in on it, or with a phone`, '');
  lines.push(`  ${callCentreUrl}   an adviser's screen: asks who is calling, by the allocataire number`, '');
  lines.push(`  ${bankDetailsUrl}   API that the first portal changes bank details at`, '');
  lines.push('  npm run app   a mobile app on the command line, in another terminal (docs/mobile_app.md)', '');
  const [origin = ''] = [...config.issuers.values()].map((issuer) => new URL(issuer).origin);
  lines.push(`  ${origin}/api/v1/docs   back-office API; client ${backOffice.clientId}, its secret is in`);
  lines.push(`      ${backOffice.secretFile} (docs/api.md shows how to call it)`, '');
  for (const issuer of config.issuers.values()) lines.push(`  ${issuer}/.well-known/openid-configuration`);
  lines.push('', `  logs: ${config.LOG_FILE}    stop: Ctrl+C`, '');
  return lines.join('\n');
}
