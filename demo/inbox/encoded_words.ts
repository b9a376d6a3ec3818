/** Reads header values with encoded words (RFC 2047), as every non-ASCII subject and sender name travels. */

/** Bytes in a named charset to text; an unknown charset is read as UTF-8 rather than lost. */
export function decodeCharset(bytes: Uint8Array, charset: string): string {
  try {
    return new TextDecoder(charset).decode(bytes);
  } catch {
    return new TextDecoder('utf-8').decode(bytes);
  }
}

function decodeQ(text: string): Buffer {
  const latin = text
    .replace(/_/g, ' ')
    .replace(/=([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(latin, 'latin1');
}

/**
 * @param value an unfolded header value
 * @returns the text a mail reader shows
 */
export function decodeEncodedWords(value: string): string {
  const word = /=\?([^?*\s]+)(?:\*[^?]*)?\?([bBqQ])\?([^?\s]*)\?=/g;
  let text = '';
  let position = 0;
  let run: { charset: string; bytes: Buffer[] } | undefined;
  const flush = () => {
    if (run !== undefined) text += decodeCharset(Buffer.concat(run.bytes), run.charset);
    run = undefined;
  };
  for (const match of value.matchAll(word)) {
    const [whole, charset = 'utf-8', encoding = 'B', payload = ''] = match;
    const between = value.slice(position, match.index);
    // white space between two encoded words is not shown (§6.2); a character cut between them still comes out whole
    if (run === undefined || between.trim() !== '' || run.charset !== charset.toLowerCase()) {
      const adjacent = run !== undefined && between.trim() === '';
      flush();
      if (!adjacent) text += between;
      run = { charset: charset.toLowerCase(), bytes: [] };
    }
    run.bytes.push(encoding.toUpperCase() === 'B' ? Buffer.from(payload, 'base64') : decodeQ(payload));
    position = match.index + whole.length;
  }
  flush();
  return text + value.slice(position);
}
