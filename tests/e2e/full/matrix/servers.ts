import { type ChildProcess, spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { build } from 'vite';
import { type Api, startApi } from '../../adapters/api';
import { OTHER_PAGES, swaggerUi } from '../../adapters/matrix-pages';
import { VERSIONS } from './rows';

const FOLDER = resolve(import.meta.dirname, '../../../pages');

export interface MatrixServers {
  readonly api: Api;
  /** Addresses of the frameworks' own pages, by name. */
  readonly frameworks: Readonly<Record<string, string>>;
  close(): Promise<void>;
}

/** The API with all its pages, and three frameworks with theirs. */
export async function startMatrix(): Promise<MatrixServers> {
  const versions = VERSIONS.map((version) => {
    const document = version.startsWith('3.0.') ? 'swagger-2' : 'every';
    return [`dist-${version}`, swaggerUi(version, document)] as const;
  });
  const api = await startApi({ ...OTHER_PAGES, ...Object.fromEntries(versions), react: await reactPage() });
  const { frameworks, child } = await startFrameworks(api.origin);
  return {
    api,
    frameworks,
    async close() {
      child.kill();
      await api.close();
    },
  };
}

async function reactPage() {
  const output = await build({
    root: FOLDER,
    configFile: false,
    logLevel: 'error',
    define: { 'process.env.NODE_ENV': '"production"' },
    build: {
      write: false,
      lib: { entry: 'react-page.mjs', formats: ['iife'], name: 'application' },
    },
  });
  const [first] = [output].flat();
  const chunk = first && 'output' in first ? first.output.find((one) => one.type === 'chunk') : undefined;
  const html = '<!doctype html><meta charset="utf-8"><div id="app"></div><script src="/react.js"></script>';
  return { html, script: chunk?.code ?? '' };
}

function startFrameworks(origin: string): Promise<{ frameworks: Record<string, string>; child: ChildProcess }> {
  const child = spawn(process.execPath, ['frameworks.mjs', origin], {
    cwd: FOLDER,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return new Promise((done, fail) => {
    child.once('error', fail);
    child.once('exit', () => fail(new Error('the frameworks’ pages did not start')));
    child.stdout.once('data', (line: Buffer) => done({ frameworks: JSON.parse(String(line)), child }));
  });
}
