// `npm start`: a browser with Tokenfill loaded, beside local copies of five providers. With no display, or with
// `--headless`, it walks every journey itself and prints what came of it.
import { installBrowsers, installDependencies, run, say, stop, tool } from './machine.mjs';

const hasDisplay = process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
const headless = process.argv.includes('--headless') || !hasDisplay;

installDependencies();
await installBrowsers(['chromium']);
say('Building the extension');
if (tool('wxt', ['build']) !== 0) stop('The build failed; its message is above.');
process.exit(run('node', ['--import', 'tsx', headless ? 'tests/commands/walk.ts' : 'tests/commands/show.ts']));
