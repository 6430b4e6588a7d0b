import { wordsIn } from './names';

/** What is a secret, by how it is called and by what it looks like. */

const SECRET_WORDS: ReadonlySet<string> = new Set(
  'password passwd pwd pass passphrase passcode secret token key apikey credential credentials assertion authorization auth pin otp pat jwt signature hash'.split(
    ' ',
  ),
);
/** Last words of names that are about a secret and none: `token_type`, `key_id`, `secret_name`. */
const ABOUT: ReadonlySet<string> = new Set(
  'type types id ids name names uri url endpoint expiry expires in at ttl days duration lifetime audience scope format count limit method version alg algorithm mode'.split(
    ' ',
  ),
);

/** Whether something called so is a secret: `client_secret`, `x-api-key`, `YOUR_TOKEN`; not `token_type`. */
export function isSecretName(name: string): boolean {
  const words = wordsIn(name);
  const last = words.at(-1) ?? '';
  if (words.join(' ') === 'secret id') return true;
  return !ABOUT.has(last) && words.some((word) => SECRET_WORDS.has(word));
}

/** Whether something called so says who asks: different for each user, and no secret. */
export function isIdentityName(name: string): boolean {
  const text = wordsIn(name).join(' ');
  return /^(client id|app id|application id|consumer id|username|user name|user|login|email|e mail|user email|account|account id|tenant|tenant id|role id)$/.test(
    text,
  );
}

const PREFIXES =
  /^(gh[pousr]_|github_pat_|glpat-|sk[-_]|pk[-_]|rk[-_]|xox[abpr]-|AKIA|ASIA|AIza|ya29\.|SG\.|shpat_|dop_v1_|hf_|npm_)[\w.-]{8,}/;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Whether a text looks like a generated secret, whatever it is called: a JWT, a known prefix, a long random text. */
export function isSecretShape(text: string): boolean {
  if (/^eyJ[\w-]{5,}\.[\w-]+\.[\w-]*$/.test(text) || PREFIXES.test(text)) return true;
  if (!/^[\w+/=~-]{24,}$/.test(text) || UUID.test(text)) return false;
  return /\d/.test(text) && /[a-z]/i.test(text) && bitsPerCharacter(text) > 3.2;
}

/** Shannon entropy of a text's own characters. */
function bitsPerCharacter(text: string): number {
  const counts = new Map<string, number>();
  for (const char of text) counts.set(char, (counts.get(char) ?? 0) + 1);
  const shares = [...counts.values()].map((count) => count / text.length);
  return -shares.reduce((sum, share) => sum + share * Math.log2(share), 0);
}
