import type { Input } from '../provider/definition';
import { labelFrom, meaningfulWords, nameFrom, wordsIn } from './names';
import { isExample, partsOf } from './placeholder';
import { isIdentityName, isSecretName, isSecretShape } from './secret';

/** Where a text stands: what its field or header is called, and whether it is a secret whatever it is called. */
export interface Place {
  readonly name: string;
  readonly always?: 'secret' | 'input' | undefined;
}

/** Collects the inputs of a request while its texts become templates. One placeholder is one input, wherever it stands. */
export class InputCollector {
  readonly inputs: Input[] = [];
  /** What the command already held for them. */
  readonly values: Record<string, string> = {};
  readonly #known = new Map<string, string>();

  /** The template for a text: placeholders, secrets and identities become inputs, the rest stays as it is. */
  template(text: string, place: Place): string {
    if (text === '') return '';
    if (isExample(text, place.name)) return this.#ask([], place, anyName(text, place) ?? '');
    const parts = partsOf(text);
    if (parts.some(({ kind }) => kind === 'placeholder')) {
      return parts.map((part) => (part.kind === 'literal' ? part.text : this.placeholder(part.text, place))).join('');
    }
    const secret = place.always === 'secret' || isSecretName(place.name) || isSecretShape(text);
    if (!secret && place.always !== 'input' && !isIdentityName(place.name)) return text;
    return this.#ask([], place, text);
  }

  /** The template for a placeholder as it was written. */
  placeholder(text: string, place: Place): string {
    const words = text.startsWith('$(') || text.startsWith('`') ? [] : meaningfulWords(text);
    return this.#ask(words, place, anyName(text, place) ?? '');
  }

  /** An input of its own making, such as the server's address. */
  add(input: Input): string {
    const name = this.#free(input.name);
    this.inputs.push({ ...input, name });
    return `{{inputs.${name}}}`;
  }

  /** Puts more into an input that is there already. */
  change(name: string, more: Partial<Input>): void {
    const at = this.inputs.findIndex((input) => input.name === name);
    const before = this.inputs[at];
    if (before) this.inputs[at] = { ...before, ...more };
  }

  #ask(said: readonly string[], place: Place, value: string): string {
    const words = said.length > 0 ? said : wordsIn(place.name).slice(0, 5);
    const key = JSON.stringify([words, value]);
    const before = this.#known.get(key);
    if (before !== undefined) return `{{inputs.${before}}}`;
    const called = words.join(' ');
    const secret =
      place.always === 'secret' || isSecretName(called) || isSecretName(place.name) || isSecretShape(value);
    const name = this.#free(nameFrom(words.length === 0 ? ['value'] : words));
    this.inputs.push({ name, label: labelFrom(words), ...(secret ? { secret: true as const } : {}) });
    this.#known.set(key, name);
    if (value !== '') this.values[name] = value;
    return `{{inputs.${name}}}`;
  }

  #free(wanted: string): string {
    const taken = (name: string) => this.inputs.some((input) => input.name === name);
    if (!taken(wanted)) return wanted;
    for (let number = 2; ; number += 1) if (!taken(`${wanted}${number}`)) return `${wanted}${number}`;
  }
}

/** Where any name does, ours: people see later where a token came from. */
function anyName(text: string, { name }: Place): string | undefined {
  const words = wordsIn(name);
  const before = words.at(-2);
  // `userName` and `firstName` are a person's; `tokenName` is not.
  const isOfToken = before === undefined || /^(token|key|pat)$/.test(before);
  return isOfToken && /^(name|label|title)$/.test(words.at(-1) ?? '') && /^\W{0,3}any[ _-]/i.test(text)
    ? 'Tokenfill'
    : undefined;
}
