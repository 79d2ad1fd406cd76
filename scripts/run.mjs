// node scripts/run.mjs FILE [arguments…]: runs a TypeScript file of this project, after the guard.
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { guard } from './guard.mjs';

guard();
const [, , file = ''] = process.argv;
process.argv.splice(1, 2, resolve(file));
await import(pathToFileURL(resolve(file)).href);
