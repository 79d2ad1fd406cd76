import assert from 'node:assert/strict';
import { ServerClock } from '../../../server/adapters/redis/server-clock.ts';

describe('ServerClock', () => {
  it('knows nothing before the first reply', () => {
    assert.equal(new ServerClock().at(1000), null);
  });

  it('believes the reply that came the fastest, and is never ahead of the server', () => {
    const clock = new ServerClock();
    // The server is 5000 ms ahead of us; replies take 40, 2 and 300 ms to come.
    clock.saw(6000, 1040);
    assert.equal(clock.at(2000), 6960);
    clock.saw(6500, 1502);
    assert.equal(clock.at(2000), 6998);
    clock.saw(7000, 2300);
    assert.equal(clock.at(2000), 6998);
  });

  it('follows a server that set its clock forwards at once, backwards within some seconds', () => {
    const clock = new ServerClock();
    clock.saw(20_000, 10_000);
    clock.saw(80_100, 10_100);
    assert.equal(clock.at(10_200), 80_200);
    for (let now = 10_200; now <= 35_000; now += 200) clock.saw(now + 500, now);
    assert.equal(clock.at(35_000), 35_500);
  });
});
