import { API_PROBES } from '../../shared/probes.ts';
import { property } from '../property.ts';

const STYLE = 'css:';

/** `Set.union` is a method of Set or of its instances; `css:field-sizing` a property of style sheets. Nothing is called. */
function has(probe: string, view: object, supports: (property: string) => boolean): boolean {
  if (probe.startsWith(STYLE)) return supports(probe.slice(STYLE.length));
  const [name = '', member] = probe.split('.');
  const owner = property(view, name);
  if (member === undefined || owner === undefined) return owner !== undefined;
  const instance = property(owner, 'prototype');
  return (
    Object(owner) === owner &&
    (member in Object(owner) || (Object(instance) === instance && member in Object(instance)))
  );
}

/** Bits as hexadecimal digits, the first probe in the highest place of the first digit. */
export function apis(
  view: object = globalThis,
  supports: (property: string) => boolean = it => CSS.supports(it, 'initial'),
): string {
  let digits = '';
  for (let at = 0; at < API_PROBES.length; at += 4) {
    let digit = 0;
    for (let bit = 0; bit < 4; bit += 1) {
      const probe = API_PROBES[at + bit];
      digit = digit * 2 + (probe !== undefined && has(probe, view, supports) ? 1 : 0);
    }
    digits += digit.toString(16);
  }
  return digits;
}
