import { listImportedSchema, listImportSchema } from '../../shared/wire/lists.ts';
import { BODY_PROBLEMS, KEY_PROBLEMS } from '../errors.ts';
import { importLists as bringIn } from '../flows/lists-csv.ts';
import { LIMITS } from '../limits.ts';
import { backendEndpoint } from './endpoint.ts';

export const importLists = backendEndpoint({
  method: 'post',
  path: '/v1/lists/csv',
  summary: {
    ja: 'CSV を取り込みます。`dryRun`（既定）は結果だけを返します。削除や期限切れの項目は、取り込んでも戻りません',
    en: 'Brings a CSV in; `dryRun` (the default) only says what would be done. What was deleted or has expired stays so',
  },
  listener: 'admin',
  lane: 'console',
  scope: 'manage',
  problems: [...KEY_PROBLEMS, ...BODY_PROBLEMS, 'lists-full', 'busy', 'records-away'],
  body: { schema: listImportSchema, bytesMax: LIMITS.listImportBodyBytesMax },
  reply: listImportedSchema,
  handle: async ({ gate, site, body }) => ({ body: await bringIn(gate.ports, site, body) }),
});
