import type { CDPSession, Page } from 'playwright-core';

/** What a page takes up when all that is no longer needed is gone. */
export interface PageSize {
  readonly nodes: number;
  readonly heapBytes: number;
}

/** Measures by the debugging protocol, after garbage was collected. */
export async function measurePage(page: Page): Promise<PageSize> {
  const tools: CDPSession = await page.context().newCDPSession(page);
  // What finalisers let go is collected by the next round.
  for (let round = 0; round < 3; round += 1) await tools.send('HeapProfiler.collectGarbage');
  const { usedSize } = await tools.send('Runtime.getHeapUsage');
  const nodes = await page.evaluate<number>("document.getElementsByTagName('*').length");
  await tools.detach();
  return { nodes, heapBytes: usedSize };
}

/** Scrolls from above to below, a screen at a time; answers how long each frame took, in milliseconds, the shortest first. */
export async function scrollThrough(page: Page, screens: number): Promise<readonly number[]> {
  const frames = await page.evaluate<number[]>(`(async () => {
    const frames = [];
    const end = document.documentElement.scrollHeight - innerHeight;
    let last = await new Promise(requestAnimationFrame);
    for (let screen = 0; screen <= ${screens}; screen += 1) {
      scrollTo(0, (end * screen) / ${screens});
      const now = await new Promise(requestAnimationFrame);
      frames.push(now - last);
      last = now;
    }
    return frames;
  })()`);
  return frames.sort((a, b) => a - b);
}
