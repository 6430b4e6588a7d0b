/** Names the wish to keep this origin's page authorized, while it waits for the browser's question as a connection's flow does. */
export function keepSubject(origin: string): string {
  return `keep:${origin}`;
}
