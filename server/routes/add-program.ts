import { programSchema, programViewSchema } from '../../shared/wire/programs.ts';
import { BODY_PROBLEMS, KEY_PROBLEMS } from '../errors.ts';
import { putProgram } from '../flows/manage-programs.ts';
import { LIMITS } from '../limits.ts';
import { backendEndpoint } from './endpoint.ts';

export const addProgram = backendEndpoint({
  method: 'post',
  path: '/v1/programs',
  summary: {
    ja: 'プログラム（検索エンジン、電代業、エージェント）を、接続元・証明書・公開鍵とともに登録します。同じ名前は上書きします。1秒以内に全体で有効になります',
    en: 'Registers a program (search engine, account aggregator, agent) with its networks, certificates or keys; the same name again replaces it. It holds everywhere within a second',
  },
  listener: 'admin',
  lane: 'console',
  scope: 'manage',
  problems: [...KEY_PROBLEMS, ...BODY_PROBLEMS, 'programs-full', 'busy', 'records-away'],
  body: { schema: programSchema, bytesMax: LIMITS.programBodyBytesMax },
  reply: programViewSchema,
  handle: async ({ gate, site, body }) => ({ body: await putProgram(gate.ports, site, body) }),
});
