/** What an option of curl means to us. @see https://curl.se/docs/manpage.html */
export type Meaning =
  | 'method'
  | 'url'
  | 'header'
  | 'data'
  | 'raw'
  | 'encode'
  | 'json'
  | 'user'
  | 'bearer'
  | 'cookie'
  | 'get'
  | 'insecure'
  /** Has a value that changes nothing for us: a file to write to, a time. */
  | 'value'
  /** Changes nothing for us. */
  | 'nothing'
  /** Would be another request without it. */
  | 'unsupported';

const MEANINGS: Readonly<Partial<Record<Meaning, string>>> = {
  method: '-X --request',
  url: '--url',
  header: '-H --header',
  data: '-d --data --data-ascii --data-binary',
  raw: '--data-raw',
  encode: '--data-urlencode',
  json: '--json',
  user: '-u --user',
  bearer: '--oauth2-bearer',
  cookie: '-b --cookie',
  get: '-G --get',
  insecure: '-k --insecure',
  value:
    '-o --output -m --max-time --connect-timeout -A --user-agent -e --referer -w --write-out -c --cookie-jar -D --dump-header ' +
    '--retry --retry-delay --retry-max-time --max-redirs --limit-rate --cacert --capath --tls-max --ciphers --resolve ' +
    '--connect-to --interface --dns-servers --stderr --trace --trace-ascii -y -Y -z -r --range -x --proxy --proxy-user ' +
    '-U --noproxy --expect100-timeout --keepalive-time',
  unsupported:
    '-F --form --form-string -T --upload-file -I --head -K --config --next --aws-sigv4 --digest --ntlm --negotiate --anyauth ' +
    '-E --cert --key --cert-type --key-type --pass --unix-socket --socks5 --socks5-hostname --krb --netrc -n --netrc-file',
};

const BY_NAME: ReadonlyMap<string, Meaning> = new Map(
  Object.entries(MEANINGS).flatMap(([meaning, names]) => names.split(' ').map((name) => [name, meaning as Meaning])),
);

const WITH_VALUE: ReadonlySet<Meaning> = new Set([
  'method',
  'url',
  'header',
  'data',
  'raw',
  'encode',
  'json',
  'user',
  'bearer',
  'cookie',
  'value',
]);

/** One option with its value, or a word that is none. */
export interface Option {
  readonly meaning: Meaning | 'word';
  /** As written, for messages. */
  readonly name: string;
  readonly value: string;
}

/** Words as options: `-X POST`, `-XPOST`, `-sSL`, `--request POST`, `--request=POST`. Unknown ones change nothing for us. */
export function optionsOf(words: readonly string[]): readonly Option[] {
  const found: Option[] = [];
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? '';
    const next = words[at + 1];
    const taken = word.startsWith('--') ? longOption(word, next) : shortOptions(word, next);
    found.push(...taken.options);
    if (taken.usedNext) at += 1;
  }
  return found;
}

interface Taken {
  readonly options: readonly Option[];
  readonly usedNext: boolean;
}

function longOption(word: string, next: string | undefined): Taken {
  const [, name = word, inline] = /^(--[a-z0-9-]+)=([\s\S]*)$/.exec(word) ?? [];
  const meaning = BY_NAME.get(name) ?? 'nothing';
  const takes = WITH_VALUE.has(meaning);
  const usedNext = takes && inline === undefined;
  return { options: [{ meaning, name, value: inline ?? (takes ? (next ?? '') : '') }], usedNext };
}

function shortOptions(word: string, next: string | undefined): Taken {
  if (!word.startsWith('-') || word === '-') {
    return { options: word === '' ? [] : [{ meaning: 'word', name: word, value: word }], usedNext: false };
  }
  const options: Option[] = [];
  for (let at = 1; at < Math.min(word.length, 20); at += 1) {
    const name = `-${word[at]}`;
    const meaning = BY_NAME.get(name) ?? 'nothing';
    const attached = word.slice(at + 1);
    if (!WITH_VALUE.has(meaning)) {
      options.push({ meaning, name, value: '' });
      continue;
    }
    options.push({ meaning, name, value: attached === '' ? (next ?? '') : attached });
    return { options, usedNext: attached === '' };
  }
  return { options, usedNext: false };
}
