/** An IBAN as people type it (ISO 13616): spaces and lower case tolerated, its check digits verified modulo 97. */

/** @returns the IBAN without spaces, or undefined when it is none */
export function readIban(typed: string): string | undefined {
  const iban = typed
    .slice(0, 64)
    .replace(/[\s.-]/g, '')
    .toUpperCase();
  if (!/^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/.test(iban)) return undefined;
  // France's has 27 characters; other lengths are left to the bank.
  if (iban.startsWith('FR') && iban.length !== 27) return undefined;
  const moved = iban.slice(4) + iban.slice(0, 4);
  const digits = moved.replace(/[A-Z]/g, (letter) => String(letter.charCodeAt(0) - 55));
  return BigInt(digits) % 97n === 1n ? iban : undefined;
}

/** What may be shown of it. */
export function last4Of(iban: string): string {
  return iban.slice(-4);
}
