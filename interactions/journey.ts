/** A journey beside the sign-in, kept for one browser, which stands at one of its steps (C4, C5). */
import type { Interaction } from '../src/http/interaction.js';

export interface Journey {
  readonly step: string;
}

export type AtStep<Kept extends Journey, Step extends Kept['step']> = Kept & { readonly step: Step };

/** Where this browser's journey stands, if it is there. */
export async function journeyAt<Kept extends Journey, Step extends Kept['step']>(
  journeys: { find(request: string): Promise<Kept | undefined> },
  { request }: Interaction,
  step: Step,
): Promise<AtStep<Kept, Step> | undefined> {
  const kept = await journeys.find(request);
  return kept?.step === step ? (kept as AtStep<Kept, Step>) : undefined;
}
