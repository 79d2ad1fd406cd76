import Mocha from 'mocha';
import { tally } from './tally.ts';

const { Base, Spec } = Mocha.reporters;
const { EVENT_TEST_PENDING } = Mocha.Runner.constants;

/** Mocha's spec output, then each skip with its reason. The last line, with the counts, is scripts/test.mjs's. */
class Reporter extends Spec {
  constructor(runner, options) {
    super(runner, options);
    this.pendingTests = [];
    runner.on(EVENT_TEST_PENDING, test => this.pendingTests.push(test));
  }

  epilogue() {
    super.epilogue();
    if (this.pendingTests.length > 0) {
      Base.consoleLog('  skipped:');
      for (const test of this.pendingTests) Base.consoleLog('  - %s: %s', test.fullTitle(), tally.reasonFor(test));
      Base.consoleLog();
    }
  }
}

// Mocha takes reporters with require(), which hands out this name of an ES module as the whole.
export { Reporter as 'module.exports' };
