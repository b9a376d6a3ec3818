/** « Je ne reçois pas le code »: what to check for each way, and the ways on (X3; design: Code). */
import { RING_SECONDS } from '../../../domain/message/speech.js';
import type { Locale } from '../../../domain/realm.js';
import { type AboutFacts, type AboutPage, channelsOf, only } from './about_page.js';

const fr = ({ realm, upstreams }: AboutFacts): AboutPage => {
  const { email, sms, voice } = channelsOf(realm);
  const hours = realm.recovery.barSeconds / 3600;
  const card = realm.codeCards;
  const hasApp = realm.authenticators !== null;
  return {
    title: 'Je ne reçois pas le code',
    intro:
      'Ce qu’il faut vérifier, et les autres moyens de continuer. Votre connexion n’est pas perdue pendant que vous lisez cette page.',
    sections: [
      ...only(email, {
        heading: 'Par e-mail',
        paragraphs: [],
        list: [
          'Regardez dans les courriers indésirables (spam), et dans chacune de vos boîtes.',
          'Attendez une minute ou deux\u00a0: un e-mail est parfois lent.',
          'La page du code montre le début et la fin de l’adresse. Si ce n’est plus la vôtre, prenez un autre moyen.',
        ],
      }),
      ...only(sms, {
        heading: 'Par SMS',
        paragraphs: [],
        list: [
          'Vérifiez que votre téléphone est allumé, qu’il capte et qu’il n’est pas en mode avion.',
          'Regardez dans les messages bloqués ou indésirables.',
          voice
            ? 'Les deux derniers chiffres du numéro sont écrits sur la page. Un téléphone fixe ne reçoit pas de SMS\u00a0: choisissez l’appel.'
            : 'Les deux derniers chiffres du numéro sont écrits sur la page. Un téléphone fixe ne reçoit pas de SMS.',
        ],
      }),
      ...only(voice, {
        heading: 'Par appel téléphonique',
        paragraphs: [],
        list: [
          'Vérifiez que la ligne est libre et que le téléphone sonne.',
          `Le téléphone sonne ${RING_SECONDS} secondes. Décrochez\u00a0: le code est dicté trois fois, lentement, sur un fixe comme sur un mobile.`,
          'Personne n’a décroché, ou le répondeur a pris l’appel\u00a0? Demandez un nouvel appel\u00a0: il dira un autre code.',
        ],
      }),
      ...only(hasApp, {
        heading: 'Par votre application',
        paragraphs: [],
        list: [
          'Ouvrez l’application et recopiez les 6 chiffres de ce compte\u00a0: ils changent toutes les 30 secondes, et rien n’est envoyé.',
          'Le code est refusé\u00a0? Réglez l’heure de votre téléphone sur automatique, puis prenez le code suivant.',
          'Le téléphone est perdu ou changé\u00a0? Prenez un code de secours, ou un autre moyen.',
        ],
      }),
      {
        heading: 'Quel code saisir\u00a0?',
        paragraphs: [
          `Celui du dernier message\u00a0: chaque nouveau code remplace l’ancien. Il est valable ${realm.codeLifeSeconds / 60}\u00a0minutes, pour ${realm.codeThrottle.triesPerCode} essais. Vous pouvez en redemander un après ${realm.codeThrottle.resendAfterSeconds}\u00a0secondes, ${realm.codeThrottle.sendsPerWindow}\u00a0fois par quart d’heure.`,
        ],
      },
      {
        heading: 'Si rien n’arrive',
        paragraphs: [
          'Revenez à la page du code et choisissez «\u00a0Recevoir le code autrement\u00a0». D’autres moyens existent\u00a0:',
        ],
        list: [
          ...only(upstreams.length > 0, `${upstreams.join(' ou ')}, proposé sur la page de connexion.`),
          ...only(
            hasApp,
            'Une application d’authentification, que vous ajoutez d’avance dans «\u00a0Gérer mon compte\u00a0»\u00a0: elle donne un code sans réseau.',
          ),
          `Une carte de ${card.size}\u00a0codes sur papier, envoyée par courrier à votre adresse postale\u00a0: elle remplace le téléphone et l’e-mail. Elle arrive en quelques jours.`,
          `Au guichet, avec une pièce d’identité\u00a0: un conseiller vérifie que c’est vous et vous remet un code sur papier, valable ${card.deskLifeSeconds / 3600}\u00a0heure.`,
          'Par téléphone, au numéro écrit en bas de cette page\u00a0: pour la carte, pour le guichet, ou si votre adresse ou votre numéro a changé.',
        ],
      },
      {
        heading: `Après un mot de passe oublié\u00a0: ${hours}\u00a0heures`,
        paragraphs: [
          `L’adresse ou le numéro qui vous a servi à retrouver votre mot de passe ne peut pas recevoir le code de connexion pendant ${hours}\u00a0heures. Sinon, une personne qui lit vos messages aurait à la fois le mot de passe et le code.`,
          'D’ici là\u00a0: un autre contact, un appareil où vous vous êtes déjà connecté, ou l’un des moyens ci-dessus.',
        ],
      },
      {
        heading: 'Attention',
        paragraphs: [
          'Ne donnez jamais un code à quelqu’un qui vous appelle pour «\u00a0vous aider à le recevoir\u00a0»\u00a0: ce n’est pas nous.',
        ],
      },
    ],
  };
};

const en = ({ realm, upstreams }: AboutFacts): AboutPage => {
  const { email, sms, voice } = channelsOf(realm);
  const hours = realm.recovery.barSeconds / 3600;
  const card = realm.codeCards;
  const hasApp = realm.authenticators !== null;
  return {
    title: 'I am not receiving the code',
    intro: 'What to check, and the other ways to go on. Your sign-in is not lost while you read this page.',
    sections: [
      ...only(email, {
        heading: 'By email',
        paragraphs: [],
        list: [
          'Look in the junk mail (spam), and in each of your mailboxes.',
          'Wait a minute or two: an email is sometimes slow.',
          'The code’s page shows the beginning and the end of the address. If it is no longer yours, take another way.',
        ],
      }),
      ...only(sms, {
        heading: 'By text message',
        paragraphs: [],
        list: [
          'Check that your phone is on, has a signal and is not in flight mode.',
          'Look in the blocked or junk messages.',
          voice
            ? 'The last two digits of the number are on the page. A landline receives no text messages: choose the call.'
            : 'The last two digits of the number are on the page. A landline receives no text messages.',
        ],
      }),
      ...only(voice, {
        heading: 'By telephone call',
        paragraphs: [],
        list: [
          'Check that the line is free and that the phone rings.',
          `The phone rings for ${RING_SECONDS} seconds. Pick up: the code is read out three times, slowly, on a landline as on a mobile.`,
          'Nobody picked up, or the answering machine took the call? Ask for another call: it will say another code.',
        ],
      }),
      ...only(hasApp, {
        heading: 'By your app',
        paragraphs: [],
        list: [
          'Open the app and copy the 6 digits of this account: they change every 30 seconds, and nothing is sent.',
          'The code is refused? Set the time of your phone to automatic, then take the next code.',
          'The phone is lost or changed? Take a backup code, or another way.',
        ],
      }),
      {
        heading: 'Which code to enter?',
        paragraphs: [
          `The one of the last message: each new code replaces the one before. It is good for ${realm.codeLifeSeconds / 60} minutes and ${realm.codeThrottle.triesPerCode} tries. You can ask for another one after ${realm.codeThrottle.resendAfterSeconds} seconds, ${realm.codeThrottle.sendsPerWindow} times in a quarter of an hour.`,
        ],
      },
      {
        heading: 'If nothing comes',
        paragraphs: ['Go back to the code’s page and choose “Receive the code another way”. There are other ways:'],
        list: [
          ...only(upstreams.length > 0, `${upstreams.join(' or ')}, offered on the sign-in page.`),
          ...only(
            hasApp,
            'An authenticator app, which you add beforehand in “Manage my account”: it gives a code without a network.',
          ),
          `A card of ${card.size} codes on paper, sent by post to your address: it takes the place of the phone and the email. It comes within a few days.`,
          `At a desk, with an identity document: an adviser checks that it is you and gives you a code on paper, good for ${card.deskLifeSeconds / 3600} hour.`,
          'By telephone, at the number at the bottom of this page: for the card, for the desk, or if your address or your number has changed.',
        ],
      },
      {
        heading: `After a forgotten password: ${hours} hours`,
        paragraphs: [
          `The address or number by which you got a new password cannot receive the sign-in code for ${hours} hours. Otherwise somebody who reads your messages would have both the password and the code.`,
          'Until then: another contact, a device on which you have signed in before, or one of the ways above.',
        ],
      },
      {
        heading: 'Beware',
        paragraphs: ['Never give a code to somebody who calls you “to help you receive it”: it is not us.'],
      },
    ],
  };
};

export const text: Readonly<Record<Locale, (facts: AboutFacts) => AboutPage>> = { fr, en };
