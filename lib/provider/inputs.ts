import { isTokenfillError, TokenfillError } from '../domain/errors';
import { parseBaseUrl, parseEndpoint } from '../domain/origin';
import type { Input } from './definition';
import { listOf, parametersOf } from './lists';
import { expandText } from './template';

type Values = Readonly<Record<string, string>>;

/** What is wrong with which input. */
export interface InputProblem {
  readonly name: string;
  readonly problem: 'missing' | 'invalid';
}

/**
 * Pasted values made what the method needs: outer space removed, two values pasted as one split, texts that do not belong
 * to a value (`Bearer `) stripped. Case is never touched (Panaya's user name). Pure.
 */
export function cleanInputs(inputs: readonly Input[], typed: Values): Record<string, string> {
  const values: Record<string, string> = {};
  for (const input of inputs) values[input.name] = (typed[input.name] ?? '').trim();
  for (const input of inputs) Object.assign(values, splitValue(input, values[input.name] ?? ''));
  for (const input of inputs) values[input.name] = stripValue(input, values);
  for (const input of inputs) if (!isAsked(input, values)) values[input.name] = '';
  return values;
}

/** Whether an input has a meaning with these values of the others. */
export function isAsked({ when }: Input, values: Values): boolean {
  return !when || when.is.includes(values[when.input] ?? '');
}

function splitValue(input: Input, value: string): Record<string, string> {
  const rule = input.split;
  if (!rule || !startsWith(value, rule.prefix ?? '')) return {};
  const rest = value.slice(rule.prefix?.length ?? 0).trim();
  const joined = rule.base64 ? decodeBase64(rest) : rest;
  const colon = joined?.indexOf(':') ?? -1;
  if (joined === undefined || colon < 1) return {};
  const [first, second] = [joined.slice(0, colon), joined.slice(colon + 1)];
  if (second === '' || (rule.first === 'email' && !first.includes('@'))) return {};
  return { [rule.into[0]]: first, [rule.into[1]]: second };
}

function stripValue(input: Input, values: Values): string {
  const value = values[input.name] ?? '';
  const prefix = (input.strip ?? [])
    .map((template) => expandText(template, { inputs: values }))
    .find((text) => text.trim().length > 1 && startsWith(value, text));
  return prefix === undefined ? value : value.slice(prefix.length).trim();
}

function startsWith(value: string, prefix: string): boolean {
  return value.slice(0, prefix.length).toLowerCase() === prefix.toLowerCase();
}

function decodeBase64(text: string): string | undefined {
  try {
    const bytes = Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** What keeps these (cleaned) values from being used; empty when nothing does. */
export function inputProblems(inputs: readonly Input[], values: Values): readonly InputProblem[] {
  return inputs.flatMap((input): readonly InputProblem[] => {
    const value = values[input.name] ?? '';
    if (!isAsked(input, values)) return [];
    if (value === '') return input.optional ? [] : [{ name: input.name, problem: 'missing' }];
    return isValid(input, value) ? [] : [{ name: input.name, problem: 'invalid' }];
  });
}

function isValid(input: Input, value: string): boolean {
  switch (input.type) {
    case 'url':
      return parseBaseUrl(value) !== undefined;
    case 'endpoint':
      return parseEndpoint(value) !== undefined;
    case 'parameters':
      return parametersOf(value) !== undefined;
    case 'email':
      return /^\S+@\S+$/.test(value);
    case 'date':
      return /^\d{4}-\d{2}-\d{2}$/.test(value) && !Number.isNaN(Date.parse(value));
    case 'choice':
      return input.choices?.some((choice) => choice.value === value) ?? false;
    case 'list':
      return listOf(value).length > 0;
    case 'number': {
      const whole = /^-?\d{1,9}$/.test(value) ? Number(value) : Number.NaN;
      return whole >= (input.min ?? Number.MIN_SAFE_INTEGER) && whole <= (input.max ?? Number.MAX_SAFE_INTEGER);
    }
    default:
      return true;
  }
}

/**
 * Runs; a request that lacks an input names it as its form does.
 *
 * @throws TokenfillError `inputs_missing` with the input's label, and whatever `run` throws
 */
export async function namingInputs<T>(inputs: readonly Input[], run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    if (!isTokenfillError(error) || error.failure.code !== 'inputs_missing') throw error;
    const { detail } = error.failure;
    const label = inputs.find(({ name }) => name === detail)?.label ?? detail;
    throw new TokenfillError('inputs_missing', { detail: label }, error);
  }
}

/** @throws TokenfillError `inputs_missing`, `input_invalid` */
export function requireInputs(inputs: readonly Input[], values: Values): void {
  const [first] = inputProblems(inputs, values);
  if (!first) return;
  const label = inputs.find((input) => input.name === first.name)?.label ?? first.name;
  throw new TokenfillError(first.problem === 'missing' ? 'inputs_missing' : 'input_invalid', { detail: label });
}
