/** Inputs that hold several values. */

/** The entries of a `list` input: one a line (or separated by commas), blanks dropped. */
export function listOf(text: string): readonly string[] {
  return text
    .split(/[\n,]/)
    .map((item) => item.trim())
    .filter((item) => item !== '');
}

/** The entries of a `parameters` input, `name=value` one a line; undefined when a line is something else or comes twice. */
export function parametersOf(text: string): readonly (readonly [name: string, value: string])[] | undefined {
  const lines = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const pairs = lines.map((line) => /^([A-Za-z0-9_.:~-]{1,100})\s*=\s*(.+)$/.exec(line));
  const entries = pairs.flatMap((match) => (match?.[1] && match[2] ? [[match[1], match[2]] as const] : []));
  const names = new Set(entries.map(([name]) => name));
  return entries.length === lines.length && names.size === lines.length ? entries : undefined;
}
