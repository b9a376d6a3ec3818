/** The simulator's home: the platforms it plays, who is registered, and how each behaves. */
import { type PageFrame, renderSimulatorPage } from './layout.js';
import { MISBEHAVIOURS, type Misbehaviour } from './misbehaviours.js';
import { SIMULATOR_TEXT } from './text.js';

export interface PlatformCard {
  readonly id: string;
  readonly name: string;
  readonly issuer: string;
  readonly clientId: string | undefined;
  readonly misbehaviour: Misbehaviour | undefined;
}

export function renderHome(frame: PageFrame, cards: readonly PlatformCard[]): string {
  const text = SIMULATOR_TEXT[frame.language].home;
  return renderSimulatorPage(
    frame,
    text.title,
    <>
      <h1>{text.title}</h1>
      <p class="lead">{text.body}</p>
      {cards.map((card) => (
        <Card key={card.id} frame={frame} card={card} />
      ))}
    </>,
  );
}

function Card({ frame, card }: { readonly frame: PageFrame; readonly card: PlatformCard }) {
  const text = SIMULATOR_TEXT[frame.language].home;
  return (
    <section class="panel" aria-labelledby={card.id}>
      <h2 id={card.id}>{card.name}</h2>
      {card.misbehaviour === undefined ? null : <p class="warning">{text.dishonest}</p>}
      <dl>
        <dt>{text.issuer}</dt>
        <dd>
          <code>{card.issuer}</code>
        </dd>
        <dt>{text.service}</dt>
        <dd>{card.clientId === undefined ? text.noService : <code>{card.clientId}</code>}</dd>
      </dl>
      <form method="post" action={`/comportement/${card.id}`} class="behaviour">
        <p class="field">
          <label for={`${card.id}-how`}>{text.misbehaviour}</label>
          <select id={`${card.id}-how`} name="comportement">
            <option value="">{text.honest}</option>
            {MISBEHAVIOURS.map(({ id, says }) => (
              <option key={id} value={id} selected={id === card.misbehaviour} lang="en">
                {id}: {says}
              </option>
            ))}
          </select>
        </p>
        <button type="submit" class="quiet" aria-label={`${text.apply} – ${card.name}`}>
          {text.apply}
        </button>
      </form>
    </section>
  );
}
