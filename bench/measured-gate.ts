import { randomBytes } from 'node:crypto';
import { startServer, type TestServer } from '../test/support/server.ts';
import { type StoreName, startStore } from '../test/support/stores.ts';
import type { BareJob } from './bare-express.ts';
import type { Load } from './drive.ts';
import type { LoadJob } from './load-generator.ts';
import type { SeedJob } from './seeder.ts';
import { startWorker } from './worker-process.ts';

/** A gate over a store of its own, and bare Express beside it that gives the same answer; one generator drives both. */
export type MeasuredGate = {
  readonly server: TestServer;
  /** What the gate runs with. */
  readonly env: Readonly<Record<string, string>>;
  readonly port: number;
  /** The load, once nearly every one was answered well: a fast refusal is no pace. */
  readonly drive: (job: LoadJob) => Promise<Load>;
  /** Sends a job that answers nothing. */
  readonly tell: (job: LoadJob) => Promise<void>;
  /** Gives it accounts to know; the site's id. */
  readonly seed: (job: Omit<SeedJob, 'env'>) => Promise<string>;
  /** From the first call on it gives the answer that the gate gave last. */
  readonly barePort: () => Promise<number>;
  readonly bareRss: () => Promise<number>;
  readonly stop: () => Promise<void>;
};

/** The crowd's hands are drawn from one person's: of some thousands two are alike now and then, and the second is a replay. */
const FAILED_SHARE_MAX = 0.001;

export async function startMeasuredGate(name: StoreName): Promise<MeasuredGate> {
  const store = await startStore(name);
  const env = {
    SEKISHO_SECRET: randomBytes(32).toString('hex'),
    ...store.env,
  };
  const server = await startServer({ env });
  const generator = startWorker<LoadJob, Load | null>('load-generator.ts');
  const bare = startWorker<BareJob, number>('bare-express.ts');
  let listening: Promise<number> | null = null;
  return {
    server,
    env: { ...env, SEKISHO_DATA: server.dataFolder },
    port: Number(new URL(server.url).port),
    drive: async job => {
      const load = await generator.ask(job);
      if (load === null || load.failed > FAILED_SHARE_MAX * load.answered) {
        throw new Error(`${job.do}: ${load?.failed} of ${load?.answered} failed\n${server.output.stderr.slice(-2000)}`);
      }
      return load;
    },
    tell: async job => {
      await generator.ask(job);
    },
    seed: async job => {
      const seeder = startWorker<SeedJob, string>('seeder.ts');
      try {
        return await seeder.ask({ ...job, env: { ...env, SEKISHO_DATA: server.dataFolder } });
      } finally {
        await seeder.stop();
      }
    },
    barePort: () => {
      listening ??= lastAnswer(server).then(answer => bare.ask({ do: 'listen', answer }));
      return listening;
    },
    bareRss: () => bare.ask({ do: 'rss' }),
    stop: async () => {
      await generator.stop();
      await bare.stop();
      await server.stop();
      await store.stop();
    },
  };
}

/** As it went over the wire, for the peer to give. */
async function lastAnswer({ url, adminUrl }: TestServer): Promise<string> {
  const reply = await fetch(`${adminUrl ?? url}/v1/screenings?limit=1`, {
    headers: { authorization: 'Bearer sk_demo' },
  });
  const page = (await reply.json()) as { items: Record<string, unknown>[] };
  const { createdAt, domain, action, phase, channel, outcome, outcomes, ...answer } = page.items[0] ?? {};
  if (answer['verdict'] !== 'OK') throw new Error(`the sample visit is not OK: ${JSON.stringify(answer['reasons'])}`);
  return JSON.stringify(answer);
}
