/** Words of the page that asks for a passkey alone (I6). */
import type { Locale } from '../../src/domain/realm.js';

export interface PasskeyAloneText {
  readonly title: string;
  /** an action that the portal names, or none */
  readonly purpose: (purpose: string, portalName: string) => string;
  readonly why: (portalName: string) => string;
  /** where the browser cannot */
  readonly needed: string;
  readonly without: string;
}

export const passkeyText: Readonly<Record<Locale, PasskeyAloneText>> = {
  fr: {
    title: 'Confirmez que c’est bien vous',
    purpose: (purpose, portalName) =>
      `Il faut votre empreinte, votre visage ou le code de votre appareil pour ${purpose} sur ${portalName}.`,
    why: (portalName) =>
      `Il faut votre empreinte, votre visage ou le code de votre appareil pour continuer vers ${portalName}.`,
    needed:
      'Ce navigateur ne permet pas d’utiliser une clé d’accès ici. Continuez sans, ou prenez l’appareil qui la garde.',
    without: 'Continuer sans empreinte ni visage',
  },
  en: {
    title: 'Confirm that it is you',
    purpose: (purpose, portalName) =>
      `Your fingerprint, your face or your device’s screen lock is needed to ${purpose} on ${portalName}.`,
    why: (portalName) =>
      `Your fingerprint, your face or your device’s screen lock is needed to go on to ${portalName}.`,
    needed: 'This browser cannot use a passkey here. Go on without it, or take the device that holds it.',
    without: 'Go on without fingerprint or face',
  },
};
