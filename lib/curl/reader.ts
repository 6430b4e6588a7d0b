import { TokenfillError } from '../domain/errors';

/** A command taken apart as its shell would. */
export interface Words {
  readonly words: readonly string[];
  /** What follows the command: pipes, further commands. */
  readonly rest: string;
}

/** Collects words while one of the shells' rules reads characters. Each character is read once: nothing here can hang. */
export class WordReader {
  readonly words: string[] = [];
  at = 0;
  #word: string | undefined;

  constructor(readonly text: string) {}

  get done(): boolean {
    return this.at >= this.text.length;
  }

  get char(): string {
    return this.text[this.at] ?? '';
  }

  /** True between words: an operator or a comment can begin here. */
  get between(): boolean {
    return this.#word === undefined;
  }

  add(text: string): void {
    this.#word = (this.#word ?? '') + text;
  }

  endWord(): void {
    if (this.#word !== undefined) this.words.push(this.#word);
    this.#word = undefined;
  }

  /** Everything up to an end mark, which is passed over. @throws TokenfillError `curl_unreadable` */
  until(end: string): string {
    const found = this.text.indexOf(end, this.at);
    if (found < 0) throw unclosed(end);
    const text = this.text.slice(this.at, found);
    this.at = found + end.length;
    return text;
  }

  /**
   * Whether the command goes on after the line break at `at`: after a mark of continuation always, otherwise when the next line with
   * anything on it begins with an option. Documentation loses such marks, and puts blank lines behind them.
   */
  goesOn(marked: 'marked' | 'unmarked'): boolean {
    const rest = /\S/.exec(this.text.slice(this.at, this.at + 400))?.[0];
    if (rest === undefined) return false;
    return marked === 'marked' || rest === '-';
  }

  finish(): Words {
    this.endWord();
    return { words: this.words, rest: this.text.slice(this.at) };
  }
}

export function unclosed(mark: string): TokenfillError {
  return new TokenfillError('curl_unreadable', { detail: mark });
}
