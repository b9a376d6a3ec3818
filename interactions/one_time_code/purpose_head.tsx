/** The head of a code page: its title, what the code is for, and which action it is (A5). */
import type { VNode } from 'preact';
import type { Locale } from '../../src/domain/realm.js';
import { ActionFacts } from '../../src/http/layout/action_facts.js';
import { type Step, StepIndicator } from '../../src/http/layout/step_indicator.js';
import { type CodePurpose, purposeSentence } from './purpose.js';

interface PurposeHeadProps {
  readonly locale: Locale;
  readonly title: string;
  readonly step: Step;
  readonly purpose: CodePurpose;
  /** says what the code is for also where it only signs in */
  readonly always?: boolean;
}

export function PurposeHead({ locale, title, step, purpose, always = false }: PurposeHeadProps): VNode {
  const isSaid = always || purpose.fresh === true || purpose.purpose !== undefined;
  const { facts = [] } = purpose;
  return (
    <>
      <div class="head">
        <StepIndicator locale={locale} step={step} />
        <h1>{title}</h1>
        {isSaid ? (
          <p {...(purpose.purpose === undefined ? { class: 'muted' } : {})}>{purposeSentence(locale, purpose)}</p>
        ) : null}
      </div>
      <ActionFacts facts={facts} />
    </>
  );
}
