/** What is known of a person, why, for how long, and the person’s rights (X3, S5): every period is the setting that rules. */
import type { Locale } from '../../../domain/realm.js';
import { type AboutFacts, type AboutPage, only, period, YEAR_SECONDS } from './about_page.js';

const fr = ({ realm, upstreams, auditRetentionDays }: AboutFacts): AboutPage => {
  const { operator, dataProtection } = realm.statements;
  const isPublic = realm.identifierKinds.includes('nir');
  const years = realm.passwordLifeSeconds / YEAR_SECONDS;
  return {
    title: 'Données personnelles',
    intro: 'Ce que ces pages de connexion savent de vous, pourquoi, combien de temps, et vos droits.',
    sections: [
      {
        heading: 'Qui en répond, et pourquoi',
        paragraphs: [
          `${operator?.fr ?? 'L’organisme dont vous utilisez le portail'} répond de ces données. Elles servent à une seule chose\u00a0: vérifier que c’est bien vous, et protéger votre compte. C’est une mission d’intérêt public, et la sécurité que la loi demande (RGPD, articles 6 et 32).`,
        ],
      },
      {
        heading: 'Ce qui est utilisé',
        paragraphs: [],
        list: [
          isPublic
            ? 'votre numéro de sécurité sociale et votre numéro d’allocataire\u00a0: le premier est conservé chiffré\u00a0;'
            : 'votre identifiant, et l’établissement pour lequel vous agissez\u00a0;',
          'votre identité, telle que votre organisme la connaît\u00a0;',
          'votre mot de passe, sous une forme qui ne permet pas de le relire\u00a0;',
          'vos adresses e-mail et numéros de téléphone, pour vous envoyer un code ou vous prévenir\u00a0;',
          'l’historique de vos connexions, pour repérer celles qui ne viennent pas de vous.',
        ],
      },
      {
        heading: 'Qui les reçoit',
        paragraphs: [
          'Le portail que vous ouvrez reçoit les seules informations qu’il a le droit de demander. Vos mots de passe et vos codes ne lui sont jamais transmis. Nos prestataires d’envoi reçoivent l’adresse ou le numéro et le message.',
          ...only(
            upstreams.length > 0,
            `Si vous passez par ${upstreams.join(' ou ')}, ce service apprend que vous vous connectez ici, et nous recevons de lui votre identité.`,
          ),
        ],
      },
      {
        heading: 'Combien de temps',
        paragraphs: [],
        list: [
          'votre compte\u00a0: tant que votre dossier existe\u00a0; il est effacé ou fermé à la demande de votre organisme\u00a0;',
          ...only(years > 0, `votre mot de passe\u00a0: ${years}\u00a0ans, puis vous en choisissez un autre\u00a0;`),
          `un code\u00a0: ${realm.codeLifeSeconds / 60}\u00a0minutes\u00a0; nous ne le gardons pas\u00a0;`,
          `une connexion\u00a0: elle s’éteint après ${realm.session.idleSeconds / 60}\u00a0minutes sans rien faire, et après ${realm.session.absoluteSeconds / 3600}\u00a0heures dans tous les cas\u00a0; une application peut rester connectée 90 jours\u00a0;`,
          `l’historique de sécurité\u00a0: ${period(auditRetentionDays, 'fr')}\u00a0; ce qui vous y désigne est chiffré avec une clé à vous seul, détruite quand vos données sont effacées\u00a0;`,
          'les messages et les lettres que nous vous avons envoyés\u00a0: 90 jours.',
        ],
      },
      {
        heading: 'Cookies',
        paragraphs: [
          'Seuls sont posés les cookies nécessaires\u00a0: la connexion en cours, la langue choisie (1 an), et un numéro au hasard qui permet de reconnaître votre navigateur (400 jours). Si vous demandez qu’aucun code ne soit demandé sur votre poste, un autre le retient (7 jours). Il n’y a ni publicité, ni mesure d’audience, ni contenu venu d’un autre site.',
        ],
      },
      {
        heading: 'Vos droits',
        paragraphs: [
          'Vous pouvez demander à voir vos données, à les corriger, à en limiter l’usage, à vous y opposer ou à les faire effacer, et dire ce qu’elles deviendront après votre décès. Ce que la loi oblige à garder l’est jusqu’à son terme. Dans «\u00a0Gérer mon compte\u00a0», vous les téléchargez vous-même.',
          dataProtection === null
            ? 'Adressez-vous au délégué à la protection des données de votre organisme, ou appelez la ligne d’aide écrite en bas de cette page\u00a0: elle vous dira où écrire.'
            : `Écrivez au délégué à la protection des données\u00a0: ${dataProtection}. Vous pouvez aussi appeler la ligne d’aide écrite en bas de cette page.`,
          'Si la réponse ne vous satisfait pas, vous pouvez saisir la CNIL (cnil.fr).',
        ],
      },
    ],
  };
};

const en = ({ realm, upstreams, auditRetentionDays }: AboutFacts): AboutPage => {
  const { operator, dataProtection } = realm.statements;
  const isPublic = realm.identifierKinds.includes('nir');
  const years = realm.passwordLifeSeconds / YEAR_SECONDS;
  return {
    title: 'Personal data',
    intro: 'What these sign-in pages know about you, why, for how long, and your rights.',
    sections: [
      {
        heading: 'Who answers for it, and why',
        paragraphs: [
          `${operator?.en ?? 'The organisation whose portal you use'} answers for these data. They serve one thing only: to check that it is you, and to protect your account. This is a task in the public interest, and the security that the law asks for (GDPR, articles 6 and 32).`,
        ],
      },
      {
        heading: 'What is used',
        paragraphs: [],
        list: [
          isPublic
            ? 'your social security number and your beneficiary number: the former is kept encrypted;'
            : 'your identifier, and the establishment for which you act;',
          'your identity, as your organisation knows it;',
          'your password, in a form that cannot be read back;',
          'your email addresses and telephone numbers, to send you a code or to warn you;',
          'the history of your sign-ins, to notice those that do not come from you.',
        ],
      },
      {
        heading: 'Who receives it',
        paragraphs: [
          'The portal you open receives only the information it has the right to ask for. Your passwords and your codes are never passed on to it. Those who carry our messages receive the address or number and the message.',
          ...only(
            upstreams.length > 0,
            `If you come by ${upstreams.join(' or ')}, that service learns that you sign in here, and we receive your identity from it.`,
          ),
        ],
      },
      {
        heading: 'How long',
        paragraphs: [],
        list: [
          'your account: as long as your file exists; it is erased or closed when your organisation asks for it;',
          ...only(years > 0, `your password: ${years} years, then you choose another one;`),
          `a code: ${realm.codeLifeSeconds / 60} minutes; we do not keep it;`,
          `a sign-in: it ends after ${realm.session.idleSeconds / 60} minutes without doing anything, and after ${realm.session.absoluteSeconds / 3600} hours in any case; an app can stay signed in for 90 days;`,
          `the history of security events: ${period(auditRetentionDays, 'en')}; what names you there is encrypted with a key of yours alone, destroyed when your data are erased;`,
          'the messages and letters that we sent you: 90 days.',
        ],
      },
      {
        heading: 'Cookies',
        paragraphs: [
          'Only the cookies that are needed are set: the sign-in under way, the chosen language (1 year), and a random number by which your browser is recognised (400 days). If you ask for no code on your computer, another one remembers it (7 days). There is no advertising, no audience measurement and no content from another site.',
        ],
      },
      {
        heading: 'Your rights',
        paragraphs: [
          'You can ask to see your data, to correct them, to limit their use, to object to it or to have them erased, and say what becomes of them after your death. What the law orders to be kept is kept until its term. In “Manage my account” you download them yourself.',
          dataProtection === null
            ? 'Turn to the data protection officer of your organisation, or call the help line at the bottom of this page: it will tell you where to write.'
            : `Write to the data protection officer: ${dataProtection}. You can also call the help line at the bottom of this page.`,
          'If the answer does not satisfy you, you can turn to the CNIL (cnil.fr), the French data protection authority.',
        ],
      },
    ],
  };
};

export const text: Readonly<Record<Locale, (facts: AboutFacts) => AboutPage>> = { fr, en };
