import type { Sites } from '../../ports/sites.ts';
import { sqlSites } from '../sql/sites.ts';
import { type EmbeddedSql, sqliteStore } from './dialect.ts';

export const embeddedSites = (db: EmbeddedSql): Sites => sqlSites(sqliteStore(db));
