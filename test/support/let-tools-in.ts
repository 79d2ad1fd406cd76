import { DETECTORS } from '../../server/core/detectors/index.ts';
import type { Family } from '../../shared/wire/judgement.ts';
import type { TestServer } from './server.ts';

const FAMILIES: readonly Family[] = ['automation', 'environment', 'hands'];

/** A driven browser is told by its tools, its surroundings and its hands; without those its logins are let in, and teach. */
export async function letToolsIn(server: TestServer): Promise<void> {
  const codes = DETECTORS.filter(it => FAMILIES.includes(it.family)).map(it => it.code);
  await server.cli('sites', 'detector', 'demo', ...codes, 'off');
}
