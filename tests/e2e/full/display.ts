import { type ChildProcess, spawn, spawnSync } from 'node:child_process';

/** A virtual screen with a keyboard: what headless browsers cannot show (permission prompts, shortcut keys) needs one. */
export interface Display {
  readonly name: string;
  /** Presses keys as a person would, `xdotool key` names. */
  press(...keys: string[]): void;
  stop(): void;
}

export function startDisplay(number: number): Display {
  const name = `:${number}`;
  const server: ChildProcess = spawn('Xvfb', [name, '-screen', '0', '1400x1000x24'], { stdio: 'ignore' });
  const env = { ...process.env, DISPLAY: name };
  return {
    name,
    press: (...keys) => {
      const { status } = spawnSync('xdotool', ['key', '--delay', '120', ...keys], { env });
      if (status !== 0) throw new Error('xdotool could not press keys');
    },
    stop: () => void server.kill(),
  };
}
