/** The file that a person downloads (S5, U1): JSON in pieces, with what each of its keys means first. Pure. */

const DAY = new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeZone: 'Europe/Paris' });

/** `mes-donnees-2026-11-27.json`. @param at milliseconds since the epoch; the day of Paris */
export function fileName(stem: string, at: number): string {
  return `${stem}-${DAY.format(at)}.json`;
}

/** A section, or an entry of a long one, a piece: the whole is one JSON object. */
export function* jsonPieces(content: Readonly<Record<string, unknown>>): Generator<string> {
  let before = '{';
  for (const [name, value] of Object.entries(content)) {
    yield `${before}\n${JSON.stringify(name)}: `;
    before = ',';
    if (Array.isArray(value) && value.length > 0) yield* listPieces(value);
    else yield JSON.stringify(value, null, 1);
  }
  yield before === '{' ? '{}\n' : '\n}\n';
}

function* listPieces(values: readonly unknown[]): Generator<string> {
  for (const [index, value] of values.entries()) yield `${index === 0 ? '[' : ','}\n${JSON.stringify(value, null, 1)}`;
  yield '\n]';
}
