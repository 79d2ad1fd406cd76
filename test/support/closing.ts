type Job = () => Promise<unknown>;

/**
 * Call it in a `describe`: what is handed to the function it returns is closed after the suite, or after each test, the last opened
 * first. A job that fails does not keep the others from running.
 */
export function closing(when: 'after' | 'afterEach' = 'after'): (job: Job) => void {
  const jobs: Job[] = [];
  const hook = when === 'after' ? after : afterEach;
  hook(async () => {
    const errors: unknown[] = [];
    for (const job of jobs.splice(0).reverse()) await job().catch(error => errors.push(error));
    if (errors.length > 0) throw new AggregateError(errors, 'not everything could be closed');
  });
  return job => {
    jobs.push(job);
  };
}
