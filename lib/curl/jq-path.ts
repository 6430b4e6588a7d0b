/** The dotted path that a `jq` behind the command takes the token from: `jq -r '.data["access_token"]'` → `data.access_token`. */
export function jqPath(rest: string): string | undefined {
  const filter =
    /^[\s\S]{0,200}?\|\s*jq\s+(?:-\w+\s+|--[\w-]+\s+){0,5}(?:'([^'\n]{1,200})'|"([^"\n]{1,200})"|(\S{1,200}))/.exec(
      rest.slice(0, 1_000),
    );
  const text = (filter?.[1] ?? filter?.[2] ?? filter?.[3] ?? '').trim();
  if (!/^\.[\w.[\]"'-]+$/.test(text)) return undefined;
  const path = text
    .replace(/\[["']?([\w-]+)["']?\]/g, '.$1')
    .split('.')
    .filter((key) => key !== '')
    .join('.');
  return path === '' ? undefined : path;
}
