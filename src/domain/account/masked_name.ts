/** A masked name: enough for its owner to recognise the account, too little to tell a passer-by who it is (U1, U2). */

/** The count of bullets is fixed, so that it tells no length. */
const HIDDEN = '•••••';

interface Named {
  readonly givenNames: readonly string[];
  readonly familyName: string;
}

/** `C••••• M•••••`: first letters of the first given name and of the family name. */
export function maskName({ givenNames, familyName }: Named): string {
  return initialsOf({ givenNames, familyName })
    .map((letter) => `${letter}${HIDDEN}`)
    .join(' ');
}

/** The same for a screen reader, which would spell the bullets out: `C. M.` */
export function spokenName(named: Named): string {
  return initialsOf(named)
    .map((letter) => `${letter}.`)
    .join(' ');
}

function initialsOf({ givenNames, familyName }: Named): readonly string[] {
  // By code point: half a surrogate pair would not display.
  return [givenNames[0] ?? '', familyName].map((name) => [...name.trim()][0] ?? '').filter((letter) => letter !== '');
}
