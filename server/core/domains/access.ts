import { DETECTORS } from '../detectors/index.ts';
import { REASON_WORDS } from '../reason-words.ts';
import type { Domain } from './domain.ts';

/** Logins and what is done after them: is it a program, is it the owner? */
export const access: Domain = { name: 'access', detectors: DETECTORS, words: REASON_WORDS };
