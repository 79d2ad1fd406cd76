import { setTimeout as pause } from 'node:timers/promises';
import { fileSpool } from '../../server/adapters/file-spool.ts';
import { sampleRecord, sampleSpooled } from '../contract/sample-record.ts';

/**
 * node spool-process.ts FOLDER keep|drain|erase NAME: keeps answers without end, drains slowly, or erases one account after the other,
 * and writes a line for each when it is done: `kept ID`, `restored ID`, `erased REF`. It is there to be killed.
 */
const [folder = '', does = '', name = ''] = process.argv.slice(2);
const MANY = Number.MAX_SAFE_INTEGER;
const limits = { linesMax: MANY, bytesMax: MANY, segmentBytesMax: 64 * 1024, keepMsMax: 10_000, atOnceMax: 4 };
const spool = fileSpool(folder, { ...limits, onSetAside: () => {} });

async function keepOn(lane: number): Promise<never> {
  for (let n = 0; ; n++) {
    const id = `${name}-${lane}-${n}`;
    await spool.keep(sampleSpooled({ record: sampleRecord({ id }) }));
    process.stdout.write(`kept ${id}\n`);
  }
}

async function eraseOn(): Promise<void> {
  for (const ref of name.split(',')) {
    await spool.erase('site-1', [ref], async () => {});
    process.stdout.write(`erased ${ref}\n`);
  }
}

if (does === 'keep') await Promise.all(Array.from({ length: 8 }, (_, lane) => keepOn(lane)));
else if (does === 'erase') await eraseOn();
else {
  await spool.drain(async ({ record }) => {
    process.stdout.write(`restored ${record.id}\n`);
    await pause(5);
  });
  process.stdout.write('drained\n');
}
