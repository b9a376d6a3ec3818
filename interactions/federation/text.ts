/** Words of signing in by an upstream: FranceConnect+, FranceConnect, Net-entreprises (F1 to F5). */
import type { Locale } from '../../src/domain/realm.js';
import { type UpstreamFaultText, upstreamFaultText } from './fault_text.js';

export interface UnmatchedWords {
  readonly title: (upstreamName: string) => string;
  readonly what: (upstreamName: string) => readonly string[];
  readonly linkTitle?: string;
  readonly linkWhat?: (upstreamName: string) => string;
  readonly noAccountTitle?: string;
  readonly noAccountWhat?: string;
}

export interface FederationText {
  readonly failed: UpstreamFaultText;
  /** beside the title of `state`, where no step of this browser is known */
  readonly stray: string;
  readonly restart: string;
  readonly otherWay: string;
  readonly retry: (upstreamName: string) => string;
  readonly cancel: string;
  readonly unmatched: {
    readonly link: string;
    readonly uncertain: UnmatchedWords;
    readonly 'no-file': Readonly<Record<'pivot_identity' | 'siret_and_person', UnmatchedWords>>;
    readonly 'link-undone': UnmatchedWords;
    readonly 'account-closed': UnmatchedWords;
  };
  readonly link: {
    readonly title: (upstreamName: string) => string;
    readonly what: (upstreamName: string) => string;
    readonly told: (upstreamName: string) => string;
    readonly yes: string;
    readonly no: string;
  };
  readonly otherPerson: {
    readonly title: string;
    readonly what: (upstreamName: string) => string;
    readonly next: string;
    readonly leave: string;
  };
  readonly signOut: {
    readonly title: (upstreamName: string) => string;
    readonly what: (upstreamName: string) => string;
    readonly next: string;
  };
}

export const text: Readonly<Record<Locale, FederationText>> = {
  fr: {
    failed: upstreamFaultText.fr,
    stray:
      'Elle a commencé dans un autre navigateur, a déjà servi, ou a attendu trop longtemps. Retournez sur le site où vous vouliez aller, puis connectez-vous de nouveau.',
    restart: 'Recommencer la connexion',
    otherWay: 'Me connecter autrement',
    retry: (u) => `Réessayer avec ${u}`,
    cancel: 'Revenir au portail',
    unmatched: {
      link: 'Rattacher mon compte',
      uncertain: {
        title: () => 'Rattachez votre compte une seule fois',
        what: (u) => [
          `${u} a confirmé votre identité. Mais nous n’avons pas pu retrouver votre dossier avec certitude.`,
          `Prouvez une fois que le compte est à vous\u00a0: votre numéro, votre mot de passe, puis un code. Ensuite, ${u} suffira.`,
        ],
      },
      'no-file': {
        pivot_identity: {
          title: () => 'Nous n’avons pas trouvé de dossier à cette identité',
          what: (u) => [
            `${u} a bien confirmé votre identité. Mais aucun dossier ne porte ces nom, prénoms, date et lieu de naissance.`,
          ],
          linkTitle: 'Vous avez déjà un compte\u00a0?',
          linkWhat: (u) =>
            `Votre identité y est peut-être écrite autrement. Prouvez une fois qu’il est à vous, et ${u} suffira ensuite.`,
          noAccountTitle: 'Vous n’avez pas encore de compte\u00a0?',
          noAccountWhat:
            'Faites votre première demande sur le portail. Rien de ce que vous venez de faire n’est conservé.',
        },
        siret_and_person: {
          title: () => 'Nous n’avons pas trouvé de compte à ce nom',
          what: (u) => [
            `${u} a bien confirmé votre identité. Mais aucun compte n’est ouvert à votre nom pour cet établissement (SIRET).`,
          ],
          linkTitle: 'Vous avez déjà un compte\u00a0?',
          linkWhat: (u) => `Prouvez une fois qu’il est à vous, et ${u} suffira ensuite, avec un code.`,
          noAccountTitle: 'Vous n’avez pas encore de compte\u00a0?',
          noAccountWhat: 'Demandez-le à l’administrateur de votre organisme.',
        },
      },
      'link-undone': {
        title: (u) => `${u} n’ouvre plus votre compte`,
        what: (u) => [
          'Le lien entre cette identité et votre compte a été défait ou remplacé.',
          `Pour le rétablir, prouvez une fois que le compte est à vous\u00a0: votre numéro, votre mot de passe, puis un code. Ensuite, ${u} suffira.`,
        ],
      },
      'account-closed': {
        title: () => 'Ce compte n’est pas ouvert',
        what: (u) => [
          `${u} a bien confirmé votre identité, mais le compte ne permet pas de se connecter. Appelez-nous.`,
        ],
      },
    },
    link: {
      title: (u) => `Rattacher ${u} à votre compte\u00a0?`,
      what: (u) =>
        `Vous venez de prouver que ce compte est à vous. Une fois l’identité rattachée, ${u} suffira pour vous connecter.`,
      told: () => 'Vous en serez averti, et vous pourrez défaire ce lien dans «\u00a0Gérer mon compte\u00a0».',
      yes: 'Rattacher et continuer',
      no: 'Continuer sans rattacher',
    },
    otherPerson: {
      title: 'Cette identité n’est pas celle du titulaire du compte',
      what: (u) =>
        `L’identité confirmée par ${u} et celle du compte ne sont pas celles d’une même personne. Nous ne pouvons pas les rattacher.`,
      next: 'Si c’est une erreur dans votre dossier, appelez-nous pour la corriger.',
      leave: 'Continuer sans rattacher',
    },
    signOut: {
      title: (u) => `Déconnexion de ${u}`,
      what: (u) => `Votre connexion ici est fermée. Nous fermons aussi celle de ${u}, puis vous revenez au portail.`,
      next: 'Continuer',
    },
  },
  en: {
    failed: upstreamFaultText.en,
    stray:
      'It started in another browser, was already used, or waited too long. Go back to the site you were heading for, then sign in again.',
    restart: 'Start signing in again',
    otherWay: 'Sign in another way',
    retry: (u) => `Try again with ${u}`,
    cancel: 'Go back to the portal',
    unmatched: {
      link: 'Link my account',
      uncertain: {
        title: () => 'Link your account, once',
        what: (u) => [
          `${u} confirmed your identity. But we could not find your file with certainty.`,
          `Prove once that the account is yours: your number, your password, then a code. From then on, ${u} is enough.`,
        ],
      },
      'no-file': {
        pivot_identity: {
          title: () => 'We found no file under this identity',
          what: (u) => [
            `${u} did confirm your identity. But no file bears this name, these given names, this date and place of birth.`,
          ],
          linkTitle: 'Do you already have an account?',
          linkWhat: (u) =>
            `Your identity may be written differently there. Prove once that it is yours, and from then on ${u} is enough.`,
          noAccountTitle: 'You have no account yet?',
          noAccountWhat: 'Make your first request on the portal. Nothing of what you have just done is kept.',
        },
        siret_and_person: {
          title: () => 'We found no account under this name',
          what: (u) => [
            `${u} did confirm your identity. But no account is open in your name for this establishment (SIRET).`,
          ],
          linkTitle: 'Do you already have an account?',
          linkWhat: (u) => `Prove once that it is yours, and from then on ${u} is enough, with a code.`,
          noAccountTitle: 'You have no account yet?',
          noAccountWhat: 'Ask your organisation’s administrator for one.',
        },
      },
      'link-undone': {
        title: (u) => `${u} no longer opens your account`,
        what: (u) => [
          'The link between this identity and your account was undone or replaced.',
          `To restore it, prove once that the account is yours: your number, your password, then a code. From then on, ${u} is enough.`,
        ],
      },
      'account-closed': {
        title: () => 'This account is not open',
        what: (u) => [`${u} did confirm your identity, but the account does not allow signing in. Call us.`],
      },
    },
    link: {
      title: (u) => `Link ${u} to your account?`,
      what: (u) =>
        `You have just proved that this account is yours. Once the identity is linked, ${u} is enough to sign in.`,
      told: () => 'You will be told, and you can undo this link in “Manage my account”.',
      yes: 'Link and continue',
      no: 'Continue without linking',
    },
    otherPerson: {
      title: 'This identity is not the account holder’s',
      what: (u) => `The identity confirmed by ${u} and the account’s are not those of one person. We cannot link them.`,
      next: 'If your file is wrong, call us to have it corrected.',
      leave: 'Continue without linking',
    },
    signOut: {
      title: (u) => `Signing out of ${u}`,
      what: (u) => `You are signed out here. We also sign you out of ${u}, then you go back to the portal.`,
      next: 'Continue',
    },
  },
};
