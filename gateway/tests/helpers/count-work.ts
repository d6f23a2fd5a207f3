import { Session } from 'node:inspector/promises';

/**
 * Counts what a function does: how often any function, branch or body of a loop is entered meanwhile, in all code that is
 * not native. The same each time, whatever the machine.
 */
export async function countWork(run: () => unknown): Promise<number> {
  const session = new Session();
  session.connect();
  try {
    await session.post('Profiler.enable');
    await session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });
    await run();
    const { result } = await session.post('Profiler.takePreciseCoverage');
    let work = 0;
    for (const { functions } of result)
      for (const { ranges } of functions) for (const { count } of ranges) work += count;
    return work;
  } finally {
    await session.post('Profiler.stopPreciseCoverage');
    session.disconnect();
  }
}
