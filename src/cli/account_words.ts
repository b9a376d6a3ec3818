/** An account as lines for a terminal: what the look-up of the API answers, one fact a line (O4). */

/** @param shown as JSON would say it */
export function shownAccount(shown: Readonly<Record<string, unknown>>): string {
  return Object.entries(shown)
    .flatMap(([name, value]) => linesOf(name.replaceAll('_', ' '), value))
    .join('\n');
}

function linesOf(name: string, value: unknown): readonly string[] {
  if (Array.isArray(value)) {
    if (value.length === 0) return [`${label(name)}none`];
    return value.map((each) => `${label(name)}${inWords(each)}`);
  }
  if (name === 'lanes')
    return Object.entries(value as object).map(([lane, state]) => `${label(`lane, ${lane}`)}${inWords(state)}`);
  return [`${label(name)}${inWords(value)}`];
}

function label(name: string): string {
  return `${name}:`.padEnd(20);
}

function inWords(value: unknown): string {
  if (value === null) return 'none';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value !== 'object') return String(value);
  return Object.entries(value)
    .filter(([name]) => name !== 'id')
    .map(([name, part]) =>
      ['kind', 'masked', 'state'].includes(name) ? String(part) : `${name.replaceAll('_', ' ')} ${inWords(part)}`,
    )
    .join(', ');
}
