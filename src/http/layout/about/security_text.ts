/** What nobody will ever ask, how to recognise the site, and how to report a fraud (X3; design: Words). */
import type { Locale } from '../../../domain/realm.js';
import { type AboutFacts, type AboutPage, only } from './about_page.js';

const fr = ({ realm, site }: AboutFacts): AboutPage => ({
  title: 'Sécurité\u00a0: personne ne vous demandera jamais votre code',
  intro: 'Votre mot de passe et votre code ne servent qu’à vous, et seulement sur cette page.',
  sections: [
    {
      heading: 'Ce que nous ne demandons jamais',
      paragraphs: [],
      list: [
        'Votre code ou votre mot de passe, par téléphone, par e-mail, par SMS ou au guichet\u00a0: ni un conseiller, ni un technicien, ni la police n’en a besoin.',
        'Votre carte bancaire, ou un paiement pour débloquer votre compte.',
        'D’installer un programme, ou de partager votre écran.',
      ],
    },
    {
      heading: 'Reconnaître ce site',
      paragraphs: [`L’adresse de cette page commence par ${site}. Vérifiez-la en haut de votre navigateur.`],
      list: [
        'Ouvrez le portail depuis son adresse habituelle, pas depuis un lien reçu.',
        'Nos messages qui contiennent un code ne contiennent jamais de lien. Un message avec un code et un lien ne vient pas de nous.',
        'Un message qui annonce un changement peut avoir un lien «\u00a0Ce n’est pas moi\u00a0». Sa page ne demande ni mot de passe, ni code\u00a0; son adresse est celle-ci.',
        'Si vous recevez un code sans l’avoir demandé, ne le saisissez nulle part et ne le donnez à personne. Si cela se répète, appelez-nous.',
      ],
    },
    {
      heading: 'Vous avez donné votre code ou votre mot de passe\u00a0?',
      paragraphs: [
        'Appelez tout de suite la ligne d’aide écrite en bas de cette page, puis changez votre mot de passe. Ce n’est pas une faute\u00a0: les fraudeurs sont habiles, et chaque minute compte.',
      ],
    },
    {
      heading: 'Signaler un message ou un site suspect',
      paragraphs: [],
      list: [
        'Un SMS ou un appel\u00a0: transférez-le ou signalez-le au 33700 (33700.fr).',
        'Un e-mail\u00a0: signal-spam.fr. Un faux site\u00a0: phishing-initiative.fr.',
        'Vous êtes victime d’une fraude\u00a0: 17cyber.gouv.fr vous conseille, jour et nuit.',
        ...only(
          realm.statements.security !== null,
          `Vous avez trouvé une faille sur ces pages\u00a0: ${realm.statements.security}.`,
        ),
      ],
    },
    {
      heading: 'Sur un ordinateur partagé',
      paragraphs: [
        'N’enregistrez pas votre mot de passe. Déconnectez-vous à la fin, puis fermez toutes les fenêtres du navigateur.',
      ],
    },
  ],
});

const en = ({ realm, site }: AboutFacts): AboutPage => ({
  title: 'Security: nobody will ever ask you for your code',
  intro: 'Your password and your code are for you alone, and only on this page.',
  sections: [
    {
      heading: 'What we never ask for',
      paragraphs: [],
      list: [
        'Your code or your password, by telephone, by email, by text message or at a desk: no adviser, no technician and no police officer needs it.',
        'Your bank card, or a payment to unlock your account.',
        'To install a program, or to share your screen.',
      ],
    },
    {
      heading: 'Recognising this site',
      paragraphs: [`The address of this page begins with ${site}. Check it at the top of your browser.`],
      list: [
        'Open the portal from its usual address, not from a link you received.',
        'Our messages that contain a code never contain a link. A message with a code and a link is not from us.',
        'A message that tells of a change may have a link “It was not me”. Its page asks for no password and no code; its address is this one.',
        'If you receive a code that you did not ask for, do not enter it anywhere and do not give it to anybody. If it happens again, call us.',
      ],
    },
    {
      heading: 'You gave away your code or your password?',
      paragraphs: [
        'Call the help line at the bottom of this page at once, then change your password. You did nothing wrong: fraudsters are skilful, and every minute counts.',
      ],
    },
    {
      heading: 'Reporting a suspicious message or site',
      paragraphs: [],
      list: [
        'A text message or a call: forward it or report it to 33700 (33700.fr).',
        'An email: signal-spam.fr. A false site: phishing-initiative.fr.',
        'You are the victim of a fraud: 17cyber.gouv.fr gives advice, day and night.',
        ...only(
          realm.statements.security !== null,
          `You found a weakness in these pages: ${realm.statements.security}.`,
        ),
      ],
    },
    {
      heading: 'On a shared computer',
      paragraphs: ['Do not save your password. Sign out at the end, then close all the windows of the browser.'],
    },
  ],
});

export const text: Readonly<Record<Locale, (facts: AboutFacts) => AboutPage>> = { fr, en };
