/** Names and labels for inputs, from how a placeholder or a field is called. */

/** Words that say "put something here" and not what. */
const FILLERS: ReadonlySet<string> = new Set(
  'your my the a an any some insert enter replace with put paste here value actual real string example sample this of from todo x xx xxx echo n'.split(
    ' ',
  ),
);

/** `YOUR_CLIENT_ID`, `<your-client-id>`, `clientId` → `['client', 'id']`. At most five words. */
export function wordsIn(text: string): readonly string[] {
  return text
    .slice(0, 200)
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/([A-Z]{2,})([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '' && !/^x{2,}$/.test(word));
}

/** What a placeholder asks for; empty when it only says that something is asked for. */
export function meaningfulWords(text: string): readonly string[] {
  return wordsIn(text)
    .filter((word) => !FILLERS.has(word))
    .slice(0, 5);
}

/** `['client', 'id']` → `clientId`: a name that templates can use. */
export function nameFrom(words: readonly string[]): string {
  const name = words.map((word, index) => (index === 0 ? word : word.charAt(0).toUpperCase() + word.slice(1))).join('');
  return (/^[a-z]/.test(name) ? name : `value${name.charAt(0).toUpperCase()}${name.slice(1)}`).slice(0, 36);
}

const SPELLED: Readonly<Record<string, string>> = {
  id: 'ID',
  api: 'API',
  url: 'URL',
  pat: 'PAT',
  jwt: 'JWT',
  otp: 'OTP',
  email: 'e-mail',
  username: 'user name',
};

/** `['client', 'id']` → `Client ID`. */
export function labelFrom(words: readonly string[]): string {
  const label = words.map((word) => (Object.hasOwn(SPELLED, word) ? (SPELLED[word] ?? word) : word)).join(' ');
  return label === '' ? 'Value' : (label.charAt(0).toUpperCase() + label.slice(1)).slice(0, 60);
}
