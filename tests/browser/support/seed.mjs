// Fills a folder with the demonstration, for all files of tests to copy: making it takes longer than most of them.

import { startOver } from './demo.mjs';

const { stop } = await startOver(process.argv[2]);
await stop();
