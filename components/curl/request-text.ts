import type { Combined } from '../../lib/curl/combine';
import type { Step } from '../../lib/provider/definition';
import type { JsonTree } from '../../lib/provider/definition-parts';

/** A request in lines that people read; the templates in them are still templates. Pure. */
export function requestLines(step: Step): readonly string[] {
  return [`${step.method} ${step.url}`, ...headerLines(step), ...bodyLines(step)];
}

function headerLines({ headers = {}, authentication: proof }: Step): readonly string[] {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  if (proof?.type === 'basic') return [...lines, `Authorization: Basic ${proof.username}:${proof.password}`];
  return proof?.type === 'bearer' ? [...lines, `Authorization: Bearer ${proof.token}`] : lines;
}

function bodyLines({ body }: Step): readonly string[] {
  if (body === undefined || 'empty' in body) return [];
  if ('json' in body) return JSON.stringify(plainObject(body.json), null, 2).split('\n');
  return 'form' in body ? Object.entries(body.form).map(([name, value]) => `${name}=${value}`) : [];
}

function plainObject(fields: Readonly<Record<string, JsonTree>>): object {
  return Object.fromEntries(Object.entries(fields).map(([name, tree]) => [name, plain(tree)]));
}

function plain(tree: JsonTree): unknown {
  if (typeof tree === 'string') return tree;
  if ('object' in tree) return plainObject(tree.object);
  if ('list' in tree) return tree.list.map(plain);
  // What is typed, or else what is taken from the answer before.
  if ('first' in tree) return tree.first[0];
  return 'literal' in tree ? tree.literal : undefined;
}

/** A line in turns of text and the labels of what is filled in. */
export interface Piece {
  readonly kind: 'text' | 'input' | 'link';
  readonly text: string;
}

export function piecesOf(line: string, { inputs }: Pick<Combined, 'inputs'>): readonly Piece[] {
  return line.split(/(\{\{(?:inputs|steps)\.[\w.]+\}\})/).flatMap((part): readonly Piece[] => {
    const name = /^\{\{inputs\.(\w+)\}\}$/.exec(part)?.[1];
    if (name !== undefined) {
      return [{ kind: 'input', text: inputs.find((input) => input.name === name)?.label ?? name }];
    }
    if (part.startsWith('{{steps.')) return [{ kind: 'link', text: part }];
    return part === '' ? [] : [{ kind: 'text', text: part }];
  });
}
