import { isFresh, isOver, type Token } from '../domain/token';
import type { Method } from './definition';

/**
 * Whether a token can be filled now. One that can be asked for again is replaced a little early; a pasted one is used to its
 * last moment, because only a person can replace it.
 */
export function canBeFilled(method: Pick<Method, 'steps'>, token: Token, now: number): boolean {
  return method.steps.length === 0 ? !isOver(token, now) : isFresh(token, now);
}
