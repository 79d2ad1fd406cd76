import { sources } from '@fingerprintjs/fingerprintjs';
import { hash } from '../hash.ts';

export function math(values: () => object = sources.math): string {
  return hash(JSON.stringify(values()));
}
