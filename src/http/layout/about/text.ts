/** Words of the three pages that every footer links to (X3). General and true of every realm. */
import type { Locale } from '../../../domain/realm.js';

export type AboutTopic = 'accessibility' | 'personal-data' | 'security';

export interface AboutSection {
  readonly heading: string;
  readonly paragraphs: readonly string[];
  readonly list?: readonly string[];
}

export interface AboutPage {
  readonly title: string;
  readonly intro: string;
  readonly sections: readonly AboutSection[];
}

export interface AboutText {
  readonly pages: Readonly<Record<AboutTopic, AboutPage>>;
  readonly back: string;
}

export const text: Readonly<Record<Locale, AboutText>> = {
  fr: {
    back: 'Pour revenir à votre connexion, utilisez le bouton «\u00a0Précédent\u00a0» de votre navigateur\u00a0: rien n’est perdu.',
    pages: {
      accessibility: {
        title: 'Accessibilité',
        intro: 'Ces pages de connexion sont faites pour que chacun puisse s’en servir.',
        sections: [
          {
            heading: 'Ce que nous faisons',
            paragraphs: [
              'Nous suivons le référentiel général d’amélioration de l’accessibilité (RGAA 4.1) et les règles internationales WCAG 2.2, niveau AA.',
            ],
            list: [
              'Tout se fait au clavier, avec un lecteur d’écran, sur un petit téléphone et avec un texte agrandi deux fois.',
              'Les pages fonctionnent sans JavaScript et suivent vos réglages de couleurs et de mouvement.',
              'Vous pouvez coller un mot de passe ou un code, et utiliser un gestionnaire de mots de passe.',
              'Quand un code expire, un autre peut être demandé sans recommencer.',
            ],
          },
          {
            heading: 'Où nous en sommes',
            paragraphs: [
              'Chaque page est vérifiée automatiquement à chaque nouvelle version, en français et en anglais. Cette vérification ne voit pas tout\u00a0: elle ne remplace pas un audit de conformité.',
            ],
          },
          {
            heading: 'Une difficulté\u00a0?',
            paragraphs: [
              'Appelez la ligne d’aide écrite en bas de cette page\u00a0: on vous aidera à vous connecter, ou à faire votre démarche autrement.',
              'Si la réponse ne vous satisfait pas, vous pouvez vous adresser au Défenseur des droits, par téléphone au 09 69 39 00 00 ou sur defenseurdesdroits.fr.',
            ],
          },
        ],
      },
      'personal-data': {
        title: 'Données personnelles',
        intro: 'Ce que cette page de connexion sait de vous, pourquoi, et vos droits.',
        sections: [
          {
            heading: 'Ce qui est utilisé',
            paragraphs: ['Uniquement ce qu’il faut pour vérifier que c’est bien vous\u00a0:'],
            list: [
              'votre identifiant (numéro de sécurité sociale, numéro d’allocataire ou identifiant d’entreprise)\u00a0: le numéro de sécurité sociale est conservé chiffré\u00a0;',
              'votre mot de passe, conservé sous une forme qui ne permet pas de le relire\u00a0;',
              'vos adresses e-mail et numéros de téléphone, pour vous envoyer un code\u00a0;',
              'l’historique de vos connexions, pour repérer celles qui ne viennent pas de vous.',
            ],
          },
          {
            heading: 'Ce qui est transmis',
            paragraphs: [
              'Le portail que vous ouvrez reçoit les seules informations qu’il a le droit de demander. Votre mot de passe et vos codes ne lui sont jamais transmis.',
            ],
          },
          {
            heading: 'Cookies',
            paragraphs: [
              'Seuls sont posés les cookies nécessaires à la connexion et à la langue choisie. Il n’y a ni publicité, ni mesure d’audience, ni contenu venu d’un autre site.',
            ],
          },
          {
            heading: 'Combien de temps',
            paragraphs: [
              'L’historique des événements de sécurité est gardé 12 mois, sauf autre durée fixée par votre organisme. Une connexion s’éteint d’elle-même, au plus tard dans la journée.',
            ],
          },
          {
            heading: 'Vos droits',
            paragraphs: [
              'Vous pouvez demander à voir, à corriger ou à faire effacer vos données, ou à en limiter l’usage. Adressez-vous au délégué à la protection des données de l’organisme dont vous utilisez le portail, ou appelez la ligne d’aide. Vous pouvez aussi saisir la CNIL (cnil.fr).',
            ],
          },
        ],
      },
      security: {
        title: 'Sécurité\u00a0: personne ne vous demandera jamais votre code',
        intro: 'Votre mot de passe et votre code ne servent qu’à vous, et seulement sur cette page.',
        sections: [
          {
            heading: 'À retenir',
            paragraphs: [],
            list: [
              'Ne donnez votre code à personne\u00a0: ni à un conseiller, ni à un proche, ni à la police. Aucun de nos agents ne vous le demandera.',
              'Nos messages qui contiennent un code ne contiennent jamais de lien. Un message avec un lien n’est pas un code envoyé par nous.',
              'Si vous recevez un code sans l’avoir demandé, ne le saisissez nulle part et ne le donnez à personne.',
              'Ouvrez le portail depuis son adresse habituelle, pas depuis un lien reçu.',
            ],
          },
          {
            heading: 'Vous avez donné votre code ou votre mot de passe\u00a0?',
            paragraphs: [
              'Appelez tout de suite la ligne d’aide écrite en bas de cette page. Ce n’est pas une faute\u00a0: les fraudeurs sont habiles, et chaque minute compte.',
            ],
          },
          {
            heading: 'Quelqu’un vous aide\u00a0?',
            paragraphs: [
              'Cette personne peut rester à côté de vous et vous expliquer. C’est vous qui saisissez le mot de passe et le code, et vous qui les gardez.',
            ],
          },
          {
            heading: 'Sur un ordinateur partagé',
            paragraphs: ['Déconnectez-vous à la fin, puis fermez toutes les fenêtres du navigateur.'],
          },
        ],
      },
    },
  },
  en: {
    back: 'To return to your sign-in, use the “Back” button of your browser: nothing is lost.',
    pages: {
      accessibility: {
        title: 'Accessibility',
        intro: 'These sign-in pages are made so that everybody can use them.',
        sections: [
          {
            heading: 'What we do',
            paragraphs: [
              'We follow the French accessibility standard (RGAA 4.1) and the international WCAG 2.2 guidelines, level AA.',
            ],
            list: [
              'Everything works with a keyboard, with a screen reader, on a small phone and with text twice as large.',
              'The pages work without JavaScript and follow your settings for colours and motion.',
              'You can paste a password or a code, and use a password manager.',
              'When a code expires, another one can be asked for without starting again.',
            ],
          },
          {
            heading: 'Where we are',
            paragraphs: [
              'Each page is checked automatically in every new version, in French and in English. This check does not see everything: it is no substitute for a conformity audit.',
            ],
          },
          {
            heading: 'A difficulty?',
            paragraphs: [
              'Call the help line at the bottom of this page: you will be helped to sign in, or to do what you came for in another way.',
              'If the answer does not satisfy you, you can turn to the Défenseur des droits (the French ombudsman), by telephone on 09 69 39 00 00 or at defenseurdesdroits.fr.',
            ],
          },
        ],
      },
      'personal-data': {
        title: 'Personal data',
        intro: 'What this sign-in page knows about you, why, and your rights.',
        sections: [
          {
            heading: 'What is used',
            paragraphs: ['Only what is needed to check that it is you:'],
            list: [
              'your identifier (social security number, beneficiary number or employer’s identifier): the social security number is kept encrypted;',
              'your password, kept in a form that cannot be read back;',
              'your email addresses and telephone numbers, to send you a code;',
              'the history of your sign-ins, to notice those that do not come from you.',
            ],
          },
          {
            heading: 'What is passed on',
            paragraphs: [
              'The portal you open receives only the information it has the right to ask for. Your password and your codes are never passed on to it.',
            ],
          },
          {
            heading: 'Cookies',
            paragraphs: [
              'Only the cookies needed for signing in and for the chosen language are set. There is no advertising, no audience measurement and no content from another site.',
            ],
          },
          {
            heading: 'How long',
            paragraphs: [
              'The history of security events is kept for 12 months, unless your organisation sets another period. A sign-in ends by itself, within the day at the latest.',
            ],
          },
          {
            heading: 'Your rights',
            paragraphs: [
              'You can ask to see, correct or erase your data, or to limit its use. Write to the data protection officer of the organisation whose portal you use, or call the help line. You can also turn to the CNIL (cnil.fr), the French data protection authority.',
            ],
          },
        ],
      },
      security: {
        title: 'Security: nobody will ever ask you for your code',
        intro: 'Your password and your code are for you alone, and only on this page.',
        sections: [
          {
            heading: 'To remember',
            paragraphs: [],
            list: [
              'Give your code to nobody: not to an adviser, not to a relative, not to the police. None of our staff will ask you for it.',
              'Our messages that contain a code never contain a link. A message with a link is not a code sent by us.',
              'If you receive a code that you did not ask for, do not enter it anywhere and do not give it to anybody.',
              'Open the portal from its usual address, not from a link you received.',
            ],
          },
          {
            heading: 'You gave away your code or your password?',
            paragraphs: [
              'Call the help line at the bottom of this page at once. You did nothing wrong: fraudsters are skilful, and every minute counts.',
            ],
          },
          {
            heading: 'Is somebody helping you?',
            paragraphs: [
              'This person can stay beside you and explain. You are the one who enters the password and the code, and the one who keeps them.',
            ],
          },
          {
            heading: 'On a shared computer',
            paragraphs: ['Sign out at the end, then close all the windows of the browser.'],
          },
        ],
      },
    },
  },
};
