/** An environment that production accepts, with secrets of this run alone. */
import { generateSecrets } from '../../src/config/development_secrets.js';

export const REALM_IDS = ['allocataires', 'employeurs'] as const;

export async function productionEnvironment(): Promise<Record<string, string>> {
  return {
    ...(await generateSecrets()),
    ISSUER: 'https://connexion.example',
    DATABASE_URL: 'postgresql://poterne:hidden@db.example/poterne',
    REDIS_URL: 'redis://cache.example:6379',
    SMTP_URL: 'smtp://mail.example:25',
    SMS_HTTP_URL: 'https://sms.example/send',
    VOICE_HTTP_URL: 'https://voice.example/call',
  };
}
