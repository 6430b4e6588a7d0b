import { resolve } from 'node:path';
import { build } from 'vite';

const ROOT = resolve(import.meta.dirname, '../../..');

/** An adapter as one script that leaves its default export in `globalThis.tokenfillAdapter`, minified as it is shipped. */
export async function bundleAdapter(id: string): Promise<string> {
  const output = await build({
    root: ROOT,
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      minify: true,
      lib: { entry: `lib/adapters/${id}.ts`, formats: ['iife'], name: 'tokenfillAdapter' },
    },
  });
  const [first] = [output].flat();
  const chunk = first && 'output' in first ? first.output[0] : undefined;
  if (!chunk) throw new Error(`vite made no script of lib/adapters/${id}.ts`);
  return chunk.code;
}
