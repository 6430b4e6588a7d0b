import { resolve } from 'node:path';
import { build } from 'vite';

const ROOT = resolve(import.meta.dirname, '../../..');

/** An adapter as one script that leaves its default export in `globalThis.tokenfillAdapter`. */
export const bundleAdapter = (id: string) => bundleScript(`lib/adapters/${id}.ts`, 'tokenfillAdapter');

/** A module as one script that leaves what it exports in a global of that name, minified as it is shipped. */
export async function bundleScript(entry: string, name: string): Promise<string> {
  const output = await build({
    root: ROOT,
    configFile: false,
    logLevel: 'error',
    build: { write: false, minify: true, lib: { entry, formats: ['iife'], name } },
  });
  const [first] = [output].flat();
  const chunk = first && 'output' in first ? first.output[0] : undefined;
  if (!chunk) throw new Error(`vite made no script of ${entry}`);
  return chunk.code;
}
