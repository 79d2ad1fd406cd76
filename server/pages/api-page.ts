import type { Language, Words } from '../../shared/wire/words.ts';
import type { OpenApi } from '../openapi.ts';

export const apiPage = (document: OpenApi, language: Language): string => `${document.info.title} ${language}`;
export type { Words };
