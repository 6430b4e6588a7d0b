// `npm run week`: a simulated week in a real browser beside the local providers, as figures. `-- --firefox`: a day in Firefox.
import { installBrowsers, installDependencies, say, stop, tool } from './machine.mjs';

const firefox = process.argv.includes('--firefox');
installDependencies();
await installBrowsers([firefox ? 'firefox' : 'chromium']);
say('Building the extension');
if (tool('wxt', firefox ? ['build', '-b', 'firefox'] : ['build']) !== 0)
  stop('The build failed; its message is above.');
say('A week; each line is a day of work');
const only = ['tests/e2e/full/week.test.ts', '--testNamePattern', firefox ? 'in Firefox' : 'in Chromium'];
const how = [
  'run',
  '--config',
  'tests/vitest.config.ts',
  '--project',
  'e2e',
  ...only,
  '--disableConsoleIntercept=true',
];
process.exit(tool('vitest', how, { TOKENFILL_FULL: '1' }));
