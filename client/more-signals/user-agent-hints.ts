import type { Missing } from '../../shared/wire/reading.ts';
import type { Signals } from '../../shared/wire/signals.ts';
import { property } from '../property.ts';

const VERSIONS_MAX = 10;
const FORMS_MAX = 8;
const ASKED = ['architecture', 'bitness', 'model', 'platformVersion', 'wow64', 'formFactors', 'fullVersionList'];

const said = (from: unknown, name: string, charsMax: number): string =>
  String(property(from, name) ?? '').slice(0, charsMax);
const listed = (from: unknown, name: string): readonly unknown[] => {
  const list = property(from, name);
  return Array.isArray(list) ? list : [];
};

/** The high-entropy part of UA-CH: Chromium alone, without asking the person. A policy of the page may forbid it. */
export async function userAgentHints(from: object = navigator): Promise<Signals['userAgentHints'] | Missing> {
  const data = property(from, 'userAgentData');
  const ask = property(data, 'getHighEntropyValues');
  if (typeof ask !== 'function') return { missing: 'unsupported' };
  try {
    const values: unknown = await Reflect.apply(ask, data, [ASKED]);
    const wow64 = property(values, 'wow64');
    return {
      architecture: said(values, 'architecture', 32),
      bitness: said(values, 'bitness', 8),
      model: said(values, 'model', 128),
      platformVersion: said(values, 'platformVersion', 32),
      wow64: typeof wow64 === 'boolean' ? wow64 : null,
      formFactors: listed(values, 'formFactors')
        .slice(0, FORMS_MAX)
        .map(it => String(it).slice(0, 32)),
      versions: listed(values, 'fullVersionList')
        .slice(0, VERSIONS_MAX)
        .map(it => ({ brand: said(it, 'brand', 64), version: said(it, 'version', 32) })),
    };
  } catch (error) {
    if (error instanceof DOMException && error.name === 'NotAllowedError') return { missing: 'blocked' };
    throw error;
  }
}
