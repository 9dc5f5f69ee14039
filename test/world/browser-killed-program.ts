import { NightBrowser } from '../../src/world/browser.ts';
import { forgetful } from '../../src/world/evidence.ts';
import { openGate } from '../../src/world/gate.ts';

/** Opens one page that never ends; started by the test that kills it. */
const [, , replica = '', tmpDir = ''] = process.argv;
const browser = new NightBrowser({
  sandbox: 'on',
  replica,
  allowPrivate: [],
  tmpDir,
  configDir: tmpDir,
  pages: 1,
  evidence: forgetful,
  now: () => Temporal.Now.instant(),
  log: () => {},
});
await browser
  .forPlatform('example', ['www.example.test'], openGate, () => {}, new AbortController().signal)
  .visit({ url: 'https://www.example.test/', capture: () => true, done: () => false });
