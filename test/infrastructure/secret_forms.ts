/**
 * The ways one secret may be written in a log: as it is, in JSON, in a URL, in base64, and numbers with or without a
 * telephone's prefix or a NIR's key.
 */
export interface SecretForm {
  readonly text: string;
  /** said when it is found */
  readonly form: string;
  /** what must not touch it on either side, for it to be the secret and not a part of something else */
  readonly apartFrom?: RegExp;
  /** a number that people write in groups */
  readonly isLongNumber?: true;
}

const WORD = /[0-9A-Za-z]/;
/** from this length on, a secret is not found by chance inside something else */
const UNMISTAKABLE = 10;
const NIR = /^[12378][0-9]{4}[0-9AB]{2}[0-9]{6}(?:[0-9]{2})?$/;
const TELEPHONE = /^(?:\+33|0033|0)[1-9][0-9]{8}$/;

/** @returns every form to search for, each once */
export function secretForms(value: string): readonly SecretForm[] {
  const forms = [
    ...(NIR.test(value) ? nirForms(value) : []),
    ...(TELEPHONE.test(value) ? telephoneForms(value) : []),
    ...plainForms(value),
  ];
  return [...new Map(forms.toReversed().map((form) => [form.text, form])).values()].reverse();
}

function plainForms(value: string): SecretForm[] {
  const apart = value.length < UNMISTAKABLE || /^[0-9]+$/.test(value) ? { apartFrom: WORD } : {};
  const escaped = JSON.stringify(value).slice(1, -1);
  const percent = encodeURIComponent(value);
  return [
    { text: value, form: 'as it is', ...apart },
    { text: value.toLowerCase(), form: 'in lower case', ...apart },
    { text: escaped, form: 'in JSON', ...apart },
    { text: JSON.stringify(escaped).slice(1, -1), form: 'in JSON twice', ...apart },
    { text: percent, form: 'percent-encoded', ...apart },
    { text: percent.replaceAll('%20', '+'), form: 'form-encoded', ...apart },
    ...base64Forms(value),
  ];
}

/** Base64 of the value wherever it starts in the encoded text (`Basic`, a cookie, a JWT's part). */
function base64Forms(value: string): SecretForm[] {
  if (value.length < 6) return [];
  const bytes = Buffer.from(value, 'utf8');
  return [0, 1, 2].flatMap((offset) => {
    const encoded = Buffer.concat([Buffer.alloc(offset), bytes])
      .toString('base64')
      .replaceAll('=', '');
    // the characters at either end also hold bits of the neighbours
    const start = Math.ceil((offset * 4) / 3);
    const partial = (offset + bytes.length) % 3 === 0 ? 0 : 1;
    const text = encoded.slice(start, encoded.length - partial);
    return text.length < 7 ? [] : [text, text.replaceAll('+', '-').replaceAll('/', '_')].map(asBase64);
  });
}

function asBase64(text: string): SecretForm {
  return { text, form: 'in base64' };
}

/** A NIR is its 13 characters: a key may follow. */
function nirForms(value: string): SecretForm[] {
  return [{ text: value.slice(0, 13), form: 'as a NIR', isLongNumber: true }];
}

function telephoneForms(value: string): SecretForm[] {
  const national = value.slice(-9);
  return [`33${national}`, `0033${national}`, `330${national}`, `0${national}`, national].map((text) => ({
    text,
    form: 'as a telephone number',
    apartFrom: WORD,
    isLongNumber: true,
  }));
}
