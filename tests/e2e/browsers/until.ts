/** Asks again and again until there is an answer. @throws Error that says what did not come, and what was there instead */
export async function until<Answer>(
  question: () => Promise<Answer | undefined | null>,
  what: string,
  { timeout = 20_000, instead = async () => '' } = {},
): Promise<Answer> {
  const end = Date.now() + timeout;
  for (;;) {
    const answer = await question();
    if (answer !== undefined && answer !== null) return answer;
    if (Date.now() > end) throw new Error(`No ${what} within ${timeout} ms. ${await instead()}`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}
