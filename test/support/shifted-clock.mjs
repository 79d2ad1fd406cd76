// Loaded before a server's own code (NODE_OPTIONS=--import): its wall clock is off by as many milliseconds as the file says.
import { readFileSync, watchFile } from 'node:fs';

const file = process.env.TEST_CLOCK_FILE;
const now = Date.now;
let shift = 0;

function read() {
  try {
    shift = Number(readFileSync(file, 'utf8'));
  } catch {
    shift = 0;
  }
}

if (file !== undefined) {
  read();
  watchFile(file, { interval: 50, persistent: false }, read);
  Date.now = () => now() + shift;
}
