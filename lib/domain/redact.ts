const DETAIL_LENGTH = 300;
/** Shorter texts are too common to hide: a word would lose its letters. */
const SHORTEST = 4;
/** Control characters, and the invisible ones that reorder text (bidi), which an attacker's server could use to mislead. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is removed
const UNPRINTABLE = /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]+/g;

/** A server's words made fit to show: printable, at most 300 characters, and without any of `secrets` in any usual spelling. */
export function scrub(text: string, secrets: readonly string[]): string {
  const hidden = [...new Set(secrets.filter((secret) => secret.length >= SHORTEST).flatMap(spellingsOf))];
  const longestFirst = hidden.filter((form) => form.length >= SHORTEST).sort((a, b) => b.length - a.length);
  const clean = longestFirst.reduce((rest, form) => rest.split(form).join('•••'), text);
  return clean.replace(UNPRINTABLE, ' ').trim().slice(0, DETAIL_LENGTH);
}

/** A secret as a server may repeat it: as typed, in an address or form, in hex, and in base64 wherever it stands in it. */
function spellingsOf(secret: string): readonly string[] {
  const bytes = new TextEncoder().encode(secret);
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  const base64 = [0, 1, 2].map((offset) => base64Inside(bytes, offset));
  return [
    ...[secret, encodeURIComponent(secret), new URLSearchParams({ s: secret }).toString().slice(2)],
    ...[hex, hex.toUpperCase()],
    ...base64.flatMap((form) => [form, form.replaceAll('+', '-').replaceAll('/', '_')]),
  ];
}

/** The characters of a base64 text that depend on these bytes alone, when `offset` other bytes stand before them in a group. */
function base64Inside(bytes: Uint8Array, offset: number): string {
  const text = btoa(String.fromCharCode(...new Uint8Array(offset), ...bytes));
  const start = Math.ceil((offset * 8) / 6);
  return text.slice(start, Math.floor(((offset + bytes.length) * 8) / 6));
}
