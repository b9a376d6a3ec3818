/** The first page of a simulated sign-in: which identity provider, which person, and the ways out. */
import type { EidasLevel } from '../../src/domain/federation/upstream.js';
import { reachesEidas } from '../../src/domain/federation/upstream.js';
import { type PageFrame, renderSimulatorPage } from './layout.js';
import type { SimulatedPerson } from './people.js';
import { SIMULATOR_TEXT } from './text.js';
import { WaysOut } from './ways_out.js';

export interface Choice {
  readonly service: string;
  /** where the forms of this request live */
  readonly base: string;
  /** the identity providers on offer, one per level; none where the platform has no levels */
  readonly levels: readonly EidasLevel[];
  readonly asked: EidasLevel | undefined;
  readonly people: readonly SimulatedPerson[];
}

export function renderChoice(frame: PageFrame, choice: Choice): string {
  const text = SIMULATOR_TEXT[frame.language];
  return renderSimulatorPage(
    frame,
    text.choose.title,
    <>
      <h1>{text.choose.title}</h1>
      <p class="lead">{text.choose.asks(choice.service)}</p>
      <form method="post" action={choice.base}>
        {choice.levels.length === 0 ? null : <Providers frame={frame} choice={choice} />}
        <People frame={frame} people={choice.people} />
        <p class="actions">
          <button type="submit" name="suite" value="continuer">
            {text.choose.go}
          </button>
          <button type="submit" name="suite" value="modifier" class="quiet">
            {text.choose.edit}
          </button>
        </p>
      </form>
      <WaysOut language={frame.language} base={choice.base} />
    </>,
  );
}

function Providers({ frame, choice }: { readonly frame: PageFrame; readonly choice: Choice }) {
  const text = SIMULATOR_TEXT[frame.language].choose;
  return (
    <fieldset class="choices">
      <legend>{text.provider}</legend>
      {choice.levels.map((level) => {
        const reaches = choice.asked === undefined || reachesEidas(level, choice.asked);
        return (
          <label key={level}>
            <input type="radio" name="niveau" value={level} required checked={level === choice.asked} />
            <span>
              {text.levels[level]}
              {reaches ? null : <small>{text.lower}</small>}
            </span>
          </label>
        );
      })}
    </fieldset>
  );
}

function People({ frame, people }: { readonly frame: PageFrame; readonly people: readonly SimulatedPerson[] }) {
  const text = SIMULATOR_TEXT[frame.language].choose;
  return (
    <fieldset class="choices people">
      <legend>{text.person}</legend>
      <div>
        {people.map(({ id, identity, note }, index) => (
          <label key={id}>
            <input type="radio" name="personne" value={id} required checked={index === 0} />
            <span>
              {identity.givenNames.join(' ')} {identity.familyName}
              <small>{note[frame.language]}</small>
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
