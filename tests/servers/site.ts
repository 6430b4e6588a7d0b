import type { Answer, Exchange, Handler } from './exchange';

/** One provider on one host. */
export interface Site {
  readonly answer: Handler;
  /** A success of the provider's shape with a number or an object where the token belongs (fault `wrong-type`). */
  wrongType(exchange: Exchange): unknown;
}

/** Sites without a token of their own still answer the fault with something. */
export const siteWithoutTokens = (answer: (exchange: Exchange) => Answer | Promise<Answer>): Site => ({
  answer,
  wrongType: () => ({ token: 12_345 }),
});
