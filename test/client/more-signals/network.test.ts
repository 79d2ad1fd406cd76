import assert from 'node:assert/strict';
import { network } from '../../../client/more-signals/network.ts';
import { SIGNALS } from '../../../shared/wire/signals.ts';

const timing = (requestStart: number, responseStart: number, nextHopProtocol = 'h2') => ({
  name: 'https://gate.example/agent.js',
  requestStart,
  responseStart,
  nextHopProtocol,
});

describe('client: the network signal', () => {
  it('measures the quickest of our own requests, and leaves out what came from a cache', () => {
    const connection = { effectiveType: '4g', rtt: 50, downlink: 10, saveData: false };
    const signal = network(connection, [timing(10, 43.21), timing(50, 71.26), timing(80, 80), timing(0, 0, '')]);
    assert.deepEqual(SIGNALS.network.shape.parse(signal), {
      type: null,
      effectiveType: '4g',
      rttMs: 50,
      downlinkMbps: 10,
      saveData: false,
      measuredMs: 21.3,
      protocol: 'h2',
    });
  });

  it('is unknown where the browser says nothing', () => {
    const { measuredMs, protocol, rttMs, saveData } = network(undefined, []);
    assert.deepEqual([measuredMs, protocol, rttMs, saveData], [null, null, null, null]);
  });

  it('fits the wire where the connection is without end', () => {
    const signal = network({ downlink: Number.POSITIVE_INFINITY, rtt: -1 }, []);
    assert.deepEqual([signal.downlinkMbps, signal.rttMs], [1e6, null]);
  });
});
