import assert from 'node:assert/strict';
import { evidenceOf, heldAgainst } from '../../support/evidence-of.ts';
import { PEOPLE, type Person } from '../../support/people.ts';
import { withSignals } from '../../support/person-facts.ts';

const STILL = { stack: 0, name: 1, getter: 0, prototype: 0 };
const READ = { ...STILL, stack: 1, name: 2 };

const where = (page: typeof STILL, worker: typeof STILL | null, person: Person = PEOPLE.plainChromium) =>
  evidenceOf('console-read', withSignals({ consoleReader: { nameFirst: true, page, worker } }, {}, person))?.facts[
    'where'
  ];

describe('detector console-read', () => {
  it('is held against people with their developer tools open, and nobody else', () => {
    assert.deepEqual(heldAgainst('console-read'), ['devToolsReading', 'devToolsReadingUndocked']);
  });

  it('says where it was read', () => {
    assert.equal(where(READ, READ), 'page and worker');
    assert.equal(where(READ, null), 'page');
    assert.equal(where(STILL, READ), 'worker');
    assert.equal(where(STILL, STILL), undefined);
  });

  it('is told by either of the two looks alone: a tool may hide one', () => {
    assert.equal(where({ ...STILL, stack: 1 }, null), 'page');
    assert.equal(where({ ...STILL, name: 2 }, null), 'page');
  });

  it('knows what Firefox does by itself: its workers look into objects, its pages do not', () => {
    const still = { stack: 0, name: 0, getter: 0, prototype: 0 };
    const worker = { ...still, name: 1, getter: 1 };
    assert.equal(where(still, worker, PEOPLE.plainFirefox), undefined);
    assert.equal(where({ ...still, getter: 1 }, worker, PEOPLE.plainFirefox), 'page');
    assert.equal(where({ ...still, prototype: 1 }, worker, PEOPLE.plainFirefox), 'page');
  });

  it('is in shadow where it was not measured, and unknown in Safari', () => {
    const signals = { consoleReader: { nameFirst: true, page: READ, worker: READ } };
    assert.equal(evidenceOf('console-read', withSignals(signals, {}, PEOPLE.chromeOnWindows))?.shadow, true);
    assert.equal(where(READ, READ, PEOPLE.safariOnMac), undefined);
  });
});
