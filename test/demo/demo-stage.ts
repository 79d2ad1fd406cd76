import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { demoRouter } from '../../demo/router.ts';
import type { ScreeningQuestion, ScreeningReply } from '../../sdk/node/index.ts';
import { screeningRequestSchema } from '../../shared/wire/screening.ts';

export type DemoStage = {
  readonly url: string;
  /** What the bank asked, each held to the wire's schema. */
  readonly asked: ScreeningQuestion[];
  readonly stop: () => Promise<void>;
};

/** The demo bank in an app of its own, with a stand-in for Sekisho that answers as told. */
export async function demoStage(answer: (question: ScreeningQuestion) => ScreeningReply): Promise<DemoStage> {
  const asked: ScreeningQuestion[] = [];
  const app = express();
  app.use(
    '/demo',
    demoRouter({
      siteKey: 'pk_demo',
      agentPath: '/agent.js',
      modulePath: '/agent.esm.js',
      signals: [],
      sekisho: {
        screen: async question => {
          screeningRequestSchema.parse(question);
          asked.push(question);
          return answer(question);
        },
      },
    }),
  );
  const server = app.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
