/** The accessibility statement (X3): the parts that the French standard asks for, RGAA 4.1. */
import { conformityOf, type Locale } from '../../../domain/realm.js';
import { type AboutFacts, type AboutPage, longDate, only } from './about_page.js';

const fr = ({ realm }: AboutFacts): AboutPage => {
  const { operator, accessibility, audit, statedOn } = realm.statements;
  const [state, agreement] = {
    none: ['non conforme', 'non conformes'],
    partial: ['partiellement conforme', 'en conformité partielle'],
    full: ['totalement conforme', 'en conformité totale'],
  }[conformityOf(realm.statements)];
  return {
    title: 'Accessibilité',
    intro: `Déclaration d’accessibilité des pages de connexion\u00a0: ${state}.`,
    sections: [
      {
        heading: 'Notre engagement',
        paragraphs: [
          `${operator?.fr ?? 'L’organisme dont vous utilisez le portail'} s’engage à rendre ses pages accessibles, selon l’article 47 de la loi n° 2005-102 du 11 février 2005. Cette déclaration vaut pour les pages de connexion de «\u00a0${realm.name.fr}\u00a0», et non pour le portail lui-même ni pour les pages de FranceConnect ou d’un autre service.`,
        ],
      },
      {
        heading: 'État de conformité',
        paragraphs: [
          audit === null
            ? 'Ces pages sont non conformes avec le référentiel général d’amélioration de l’accessibilité (RGAA, version 4.1), car aucun audit de conformité n’a encore été réalisé.'
            : `Ces pages sont ${agreement} avec le référentiel général d’amélioration de l’accessibilité (RGAA, version 4.1). L’audit du ${longDate(audit.on, 'fr')}, réalisé par ${audit.by}, relève que ${audit.share}\u00a0% des critères sont respectés.`,
        ],
      },
      {
        heading: 'Ce qui est fait et vérifié',
        paragraphs: [
          'À chaque nouvelle version, chaque page est vérifiée en français et en anglais par un programme (axe-core), et les parcours sont faits au clavier.',
        ],
        list: [
          'Tout se fait au clavier, sur un petit téléphone et avec un texte agrandi deux fois.',
          'Les pages fonctionnent sans JavaScript et suivent vos réglages de couleurs et de mouvement.',
          'Vous pouvez coller un mot de passe ou un code, et utiliser un gestionnaire de mots de passe.',
        ],
      },
      {
        heading: 'Ce qui manque ou n’est pas encore vérifié',
        paragraphs: [],
        list: [
          ...only(
            audit === null,
            'Les critères qu’aucun programme ne sait juger, comme la clarté d’une consigne, n’ont pas été évalués par un expert ni par des personnes handicapées.',
          ),
          'Les parcours n’ont pas été essayés avec tous les lecteurs d’écran.',
          'Un code n’est valable que quelques minutes, par sécurité\u00a0: vous pouvez en demander un autre sans recommencer.',
        ],
      },
      {
        heading: 'Établissement de cette déclaration',
        paragraphs: [
          `Elle a été établie le ${longDate(statedOn, 'fr')}. Techniques utilisées\u00a0: HTML, CSS, JavaScript en complément. Outils\u00a0: axe-core et Chromium.`,
        ],
      },
      {
        heading: 'Retour d’information et contact',
        paragraphs: [
          accessibility === null
            ? 'Si une page vous bloque, appelez la ligne d’aide écrite en bas de cette page\u00a0: on vous aidera à vous connecter, ou à faire votre démarche autrement.'
            : `Si une page vous bloque, écrivez à ${accessibility} ou appelez la ligne d’aide écrite en bas de cette page\u00a0: on vous aidera à vous connecter, ou à faire votre démarche autrement.`,
        ],
      },
      {
        heading: 'Voies de recours',
        paragraphs: ['Si vous avez signalé un défaut et que la réponse ne vous satisfait pas, vous pouvez\u00a0:'],
        list: [
          'écrire au Défenseur des droits sur formulaire.defenseurdesdroits.fr\u00a0;',
          'appeler le Défenseur des droits au 09 69 39 00 00, ou rencontrer son délégué dans votre département\u00a0;',
          'lui envoyer un courrier, gratuit et sans timbre\u00a0: Défenseur des droits, Libre réponse 71120, 75342 Paris CEDEX 07.',
        ],
      },
    ],
  };
};

const en = ({ realm }: AboutFacts): AboutPage => {
  const { operator, accessibility, audit, statedOn } = realm.statements;
  const state = { none: 'not compliant', partial: 'partially compliant', full: 'fully compliant' }[
    conformityOf(realm.statements)
  ];
  return {
    title: 'Accessibility',
    intro: `Accessibility statement of the sign-in pages: ${state}.`,
    sections: [
      {
        heading: 'Our commitment',
        paragraphs: [
          `${operator?.en ?? 'The organisation whose portal you use'} undertakes to make its pages accessible, under article 47 of the French law no. 2005-102 of 11 February 2005. This statement covers the sign-in pages of “${realm.name.en}”, and neither the portal itself nor the pages of FranceConnect or of another service.`,
        ],
      },
      {
        heading: 'State of compliance',
        paragraphs: [
          audit === null
            ? 'These pages do not comply with the French accessibility standard (RGAA, version 4.1), because no compliance audit has been made yet.'
            : `These pages are ${state} with the French accessibility standard (RGAA, version 4.1). The audit of ${longDate(audit.on, 'en')}, made by ${audit.by}, finds that ${audit.share}% of the criteria are met.`,
        ],
      },
      {
        heading: 'What is done and checked',
        paragraphs: [
          'With each new version, every page is checked in French and in English by a program (axe-core), and the journeys are made with the keyboard.',
        ],
        list: [
          'Everything works with a keyboard, on a small phone and with text twice as large.',
          'The pages work without JavaScript and follow your settings for colours and motion.',
          'You can paste a password or a code, and use a password manager.',
        ],
      },
      {
        heading: 'What is missing or not checked yet',
        paragraphs: [],
        list: [
          ...only(
            audit === null,
            'The criteria that no program can judge, such as how clear an instruction is, were assessed neither by an expert nor by people with disabilities.',
          ),
          'The journeys were not tried with every screen reader.',
          'A code is good for a few minutes only, for security: you can ask for another one without starting again.',
        ],
      },
      {
        heading: 'How this statement was made',
        paragraphs: [
          `It was made on ${longDate(statedOn, 'en')}. Techniques used: HTML, CSS, JavaScript as an addition. Tools: axe-core and Chromium.`,
        ],
      },
      {
        heading: 'Feedback and contact',
        paragraphs: [
          accessibility === null
            ? 'If a page stops you, call the help line at the bottom of this page: you will be helped to sign in, or to do what you came for in another way.'
            : `If a page stops you, write to ${accessibility} or call the help line at the bottom of this page: you will be helped to sign in, or to do what you came for in another way.`,
        ],
      },
      {
        heading: 'Ways of appeal',
        paragraphs: ['If you reported a fault and the answer does not satisfy you, you can:'],
        list: [
          'write to the Défenseur des droits (the French ombudsman) at formulaire.defenseurdesdroits.fr;',
          'call the Défenseur des droits on 09 69 39 00 00, or meet the delegate of your département;',
          'send a letter, free and without a stamp: Défenseur des droits, Libre réponse 71120, 75342 Paris CEDEX 07.',
        ],
      },
    ],
  };
};

export const text: Readonly<Record<Locale, (facts: AboutFacts) => AboutPage>> = { fr, en };
