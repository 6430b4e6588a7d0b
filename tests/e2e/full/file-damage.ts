import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Chance } from './chance';

/** What can become of the folder in which `storage.local` lies. */

type Damage = (folder: string) => void;

/** Every file in which values lie, in the order of their names. */
const dataFiles = (folder: string) =>
  readdirSync(folder)
    .filter((name) => /\.(log|ldb)$/.test(name))
    .sort();

const rewrite =
  (change: (bytes: Buffer) => Buffer): Damage =>
  (folder) => {
    for (const name of dataFiles(folder)) writeFileSync(join(folder, name), change(readFileSync(join(folder, name))));
  };
const cutOff = (keep: number): Damage => rewrite((bytes) => bytes.subarray(0, Math.floor(bytes.length * keep)));
const flip = (count: number, upTo: Chance['upTo']): Damage =>
  rewrite((bytes) => {
    const flipped = Buffer.from(bytes);
    for (let done = 0; done < count; done += 1) {
      const at = upTo(bytes.length - 1);
      flipped[at] = (flipped[at] ?? 0) ^ (1 << upTo(7));
    }
    return flipped;
  });
const remove =
  (pattern: RegExp): Damage =>
  (folder) => {
    for (const name of readdirSync(folder).filter((one) => pattern.test(one))) rmSync(join(folder, name));
  };

/** Every kind of damage, by what it leaves. */
export const damages = (upTo: Chance['upTo']): readonly (readonly [string, Damage])[] => [
  ['its folder is gone', (folder) => rmSync(folder, { recursive: true })],
  ['its data is gone', remove(/\.(log|ldb)$/)],
  ['its list of files is gone', remove(/^(CURRENT|MANIFEST)/)],
  ['its list of files is noise', (folder) => writeFileSync(join(folder, 'CURRENT'), 'noise\n')],
  ...[0, 0.3, 0.6, 0.9].map((keep) => [`${keep * 100} % of its data is left`, cutOff(keep)] as const),
  ...[1, 8, 64, 1_000].map((count) => [`${count} bits are flipped`, flip(count, upTo)] as const),
];
