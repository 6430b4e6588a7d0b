import { existsSync, mkdirSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** A policy as an administrator puts it onto a Linux machine: a real file where the real browser looks. */
export interface PolicyFile {
  put(policy: object): void;
  /** Takes the file away again, and every folder that had to be made for it. */
  remove(): void;
}

const CHROMIUM = '/etc/chromium/policies/managed';
const FIREFOX = ['/usr/lib/firefox-esr/distribution', '/usr/lib/firefox/distribution'];

export function chromiumPolicy(extensionId: () => string): PolicyFile {
  const path = join(CHROMIUM, `tokenfill-test-${process.pid}.json`);
  return policyFile(path, (policy) => ({ '3rdparty': { extensions: { [extensionId()]: policy } } }));
}

/** @throws Error when there is a policy of somebody else's: Firefox reads one file only */
export function firefoxPolicy(extensionId: string): PolicyFile {
  const folder = FIREFOX.find((candidate) => existsSync(dirname(candidate)));
  if (!folder) throw new Error(`No Firefox in ${FIREFOX.map(dirname).join(' or ')}: its policy has no place.`);
  const path = join(folder, 'policies.json');
  if (existsSync(path)) throw new Error(`${path} is there already. This test does not touch it; move it away first.`);
  return policyFile(path, (policy) => ({ policies: { '3rdparty': { Extensions: { [extensionId]: policy } } } }));
}

function policyFile(path: string, content: (policy: object) => object): PolicyFile {
  const made = makeFolders(dirname(path));
  return {
    put: (policy) => writeFileSync(path, JSON.stringify(content(policy), null, 2)),
    remove: () => {
      rmSync(path, { force: true });
      for (const folder of made) rmdirSync(folder);
    },
  };
}

/** The folders that were not there, the innermost first. */
function makeFolders(folder: string): readonly string[] {
  if (existsSync(folder)) return [];
  const above = makeFolders(dirname(folder));
  try {
    mkdirSync(folder);
  } catch (error) {
    throw new Error(`A policy can only be put there by root: ${folder} could not be made.`, { cause: error });
  }
  return [folder, ...above];
}
