// What every play stands on: a demonstration of its own and a browser, there before the first test and gone after the last.

import { after, before } from 'node:test';

import { openBrowser } from './browser.mjs';
import { startDemo } from './demo.mjs';

/** Sets the stage of a file of tests: `demo` and `browser` are there once its tests run. */
export function setStage() {
  const stage = {};
  before(async () => {
    stage.demo = await startDemo();
    stage.browser = await openBrowser();
  });
  after(async () => {
    await stage.browser?.close();
    await stage.demo?.stop();
  });
  return stage;
}
