/** « Ne plus demander de code sur ce poste »: the box below a code that is typed (I3). */
import type { VNode } from 'preact';
import type { Locale } from '../../domain/realm.js';

/** What the form posts. */
export const TRUST_FIELD = 'trust';

interface TrustWords {
  readonly label: (days: number) => string;
  readonly hint: string;
}

const trustWords: Readonly<Record<Locale, TrustWords>> = {
  fr: {
    label: (days) => `Ne plus demander de code sur ce poste pendant ${days}\u00a0jours`,
    hint: 'Décochez si d’autres personnes se servent de ce poste.',
  },
  en: {
    label: (days) => `Do not ask for a code on this computer for ${days} days`,
    hint: 'Untick this box if other people use this computer.',
  },
};

export interface OfferedTrust {
  readonly days: number;
  /** as the person left it, on a page that comes back */
  readonly ticked: boolean;
}

export function TrustBox({ locale, offer }: { locale: Locale; offer: OfferedTrust | undefined }): VNode | null {
  if (offer === undefined) return null;
  const { label, hint } = trustWords[locale];
  return (
    <div class="field">
      <label class="card" for="trust">
        <input
          type="checkbox"
          id="trust"
          name={TRUST_FIELD}
          value="yes"
          checked={offer.ticked}
          aria-describedby="trust-hint"
        />
        <span>{label(offer.days)}</span>
      </label>
      <p id="trust-hint" class="hint">
        {hint}
      </p>
    </div>
  );
}
