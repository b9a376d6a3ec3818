/** Words of the linked identities, and of undoing one (U1, F4). */
import type { Locale } from '../../../domain/realm.js';
import { plural } from '../../../http/layout/plural.js';
import type { LinkProof } from '../../../ports/federation/identity_link_store.js';
import type { OwnMeans } from '../own_means.js';

export interface IdentitiesText {
  readonly summary: (count: number) => string;
  /** the link of an address is nobody's, or another account's */
  readonly noLink: string;
  readonly identities: {
    readonly title: string;
    readonly what: Readonly<Record<OwnMeans, string>>;
    readonly active: string;
    readonly since: string;
    readonly lastUse: string;
    readonly proof: string;
    readonly proofs: Readonly<Record<LinkProof, Readonly<Record<OwnMeans, string>>>>;
    readonly undo: (upstreamName: string) => string;
    readonly none: string;
    readonly purpose: (upstreamName: string) => string;
    readonly how: (upstreamName: string) => string;
    readonly ended: (count: number) => string;
    readonly undone: (day: string) => string;
    readonly suspended: (day: string) => string;
  };
  readonly undo: {
    readonly title: (upstreamName: string) => string;
    readonly closes: (upstreamName: string) => string;
    readonly instead: Readonly<Record<OwnMeans, string>>;
    readonly again: (upstreamName: string) => string;
    readonly told: string;
    readonly no: (upstreamName: string) => string;
  };
  readonly undone: {
    readonly title: (upstreamName: string) => string;
    readonly already: (upstreamName: string) => string;
    readonly when: (moment: string) => string;
    readonly elsewhere: (moment: string) => string;
    readonly from: Readonly<Record<OwnMeans, string>>;
    readonly again: string;
    readonly how: Readonly<Record<OwnMeans, (upstreamName: string) => string>>;
  };
}

export const text: Readonly<Record<Locale, IdentitiesText>> = {
  fr: {
    summary: (count) => (count === 0 ? 'aucune' : plural(count, 'identité rattachée', 'identités rattachées')),
    noLink: 'Ce lien n’est pas, ou n’est plus, sur votre compte.',
    identities: {
      title: 'Identités rattachées',
      what: {
        number: 'Elles ouvrent votre compte sans votre numéro ni votre mot de passe.',
        login: 'Elles ouvrent votre compte sans votre identifiant ni votre mot de passe.',
      },
      active: 'Rattachée à votre compte',
      since: 'Depuis le',
      lastUse: 'Dernière utilisation',
      proof: 'Preuve',
      proofs: {
        match: {
          number: 'Votre état civil est le même des deux côtés.',
          login: 'Votre établissement et votre nom sont les mêmes des deux côtés.',
        },
        local_proof: {
          number: 'Vous avez donné votre numéro, votre mot de passe et un code.',
          login: 'Vous avez donné votre identifiant, votre mot de passe et un code.',
        },
      },
      undo: (u) => `Ne plus utiliser ${u}`,
      none: 'Aucune identité n’est rattachée à votre compte.',
      purpose: (u) => `${u} vous permet de vous connecter ici avec une identité déjà vérifiée ailleurs.`,
      how: (u) => `Pour rattacher ${u}, choisissez-le à votre prochaine connexion.`,
      ended: (count) => (count > 1 ? `Anciens liens (${count})` : 'Ancien lien (1)'),
      undone: (day) => `Retirée le ${day}`,
      suspended: (day) => `Remplacée par une autre identité le ${day}`,
    },
    undo: {
      title: (u) => `Ne plus utiliser ${u}\u00a0?`,
      closes: (u) => `${u} n’ouvrira plus ce compte.`,
      instead: {
        number: 'Vous vous connecterez avec votre numéro, votre mot de passe et un code.',
        login: 'Vous vous connecterez avec votre identifiant, votre mot de passe et un code.',
      },
      again: (u) => `Pour rattacher de nouveau ${u}, il faudra les donner une fois.`,
      told: 'Nous vous préviendrons sur chacun de vos contacts.',
      no: (u) => `Garder ${u}`,
    },
    undone: {
      title: (u) => `${u} n’ouvre plus votre compte`,
      already: (u) => `${u} n’ouvrait déjà plus votre compte`,
      when: (moment) => `C’est fait depuis le ${moment}.`,
      elsewhere: (moment) => `Le lien a été retiré le ${moment}, depuis une autre page ou un autre appareil.`,
      from: {
        number: 'Connectez-vous avec votre numéro, votre mot de passe et un code.',
        login: 'Connectez-vous avec votre identifiant, votre mot de passe et un code.',
      },
      again: 'Si vous changez d’avis',
      how: {
        number: (u) =>
          `À votre prochaine connexion, choisissez ${u}, puis donnez une fois votre numéro, votre mot de passe et un code.`,
        login: (u) =>
          `À votre prochaine connexion, choisissez ${u}, puis donnez une fois votre identifiant, votre mot de passe et un code.`,
      },
    },
  },
  en: {
    summary: (count) => (count === 0 ? 'none' : plural(count, 'linked identity', 'linked identities')),
    noLink: 'That link is not, or no longer, on your account.',
    identities: {
      title: 'Linked identities',
      what: {
        number: 'They open your account without your number or your password.',
        login: 'They open your account without your user name or your password.',
      },
      active: 'Linked to your account',
      since: 'Since',
      lastUse: 'Last used',
      proof: 'Proof',
      proofs: {
        match: {
          number: 'Your civil identity is the same on both sides.',
          login: 'Your organisation and your name are the same on both sides.',
        },
        local_proof: {
          number: 'You gave your number, your password and a code.',
          login: 'You gave your user name, your password and a code.',
        },
      },
      undo: (u) => `Stop using ${u}`,
      none: 'No identity is linked to your account.',
      purpose: (u) => `${u} lets you sign in here with an identity already verified elsewhere.`,
      how: (u) => `To link ${u}, choose it the next time you sign in.`,
      ended: (count) => (count > 1 ? `Former links (${count})` : 'Former link (1)'),
      undone: (day) => `Removed on ${day}`,
      suspended: (day) => `Replaced by another identity on ${day}`,
    },
    undo: {
      title: (u) => `Stop using ${u}?`,
      closes: (u) => `${u} will no longer open this account.`,
      instead: {
        number: 'You will sign in with your number, your password and a code.',
        login: 'You will sign in with your user name, your password and a code.',
      },
      again: (u) => `To link ${u} again, you will have to give them once.`,
      told: 'We will tell you on each of your contacts.',
      no: (u) => `Keep ${u}`,
    },
    undone: {
      title: (u) => `${u} no longer opens your account`,
      already: (u) => `${u} already no longer opened your account`,
      when: (moment) => `Done on ${moment}.`,
      elsewhere: (moment) => `The link was removed on ${moment}, from another page or another device.`,
      from: {
        number: 'Sign in with your number, your password and a code.',
        login: 'Sign in with your user name, your password and a code.',
      },
      again: 'If you change your mind',
      how: {
        number: (u) => `The next time you sign in, choose ${u}, then give your number, your password and a code once.`,
        login: (u) =>
          `The next time you sign in, choose ${u}, then give your user name, your password and a code once.`,
      },
    },
  },
};
