import { PerformanceObserver } from 'node:perf_hooks';
import { getHeapSpaceStatistics, getHeapStatistics, setFlagsFromString } from 'node:v8';

const mebibyte = 1024 * 1024;

/** Of new objects; V8 has two halves of this size, and is full when one of them is. */
const halfBytes = 16 * mebibyte;

/** The same of threads that begin later, from the first. Whether their room may grow is not told apart from this thread's. */
const halfBytesOfThreads = 8 * mebibyte;

/** Heaps above it grow as V8 thinks best: to collect them often costs more than it saves. */
const smallHeapBytes = 128 * mebibyte;

/** By how much the old objects of a small heap may grow until they are collected. */
const growingPercent = 50;

interface Bound {
  /** Options of V8 by which somebody has decided it already. */
  readonly decidedBy: RegExp;
  /** The option that holds from now on. */
  choose(): string;
}

const ofNewSpace = /--(min|max)[-_]semi[-_]space[-_]size|--semi[-_]space[-_]growth[-_]factor|--minor[-_]ms/;

const bounds: readonly Bound[] = [
  {
    decidedBy: ofNewSpace,
    choose: () => `--min-semi-space-size=${halfBytesOfThreads / mebibyte}`,
  },
  {
    decidedBy: ofNewSpace,
    choose: () => `--semi-space-growth-factor=${newSpaceBytes() < 2 * halfBytes ? 2 : 1}`,
  },
  {
    decidedBy: /--heap[-_]growing[-_]percent|--initial[-_](heap|old[-_]space)[-_]size/,
    choose: () =>
      `--heap-growing-percent=${getHeapStatistics().used_heap_size < smallHeapBytes ? growingPercent : 0}`,
  },
];

/**
 * Has V8 keep less room for new objects, and collect old ones sooner while there are few, than it does by itself on a large
 * machine: it takes both for cheap, and looks at nothing but time. The size of the room cannot be set once V8 runs, so it is
 * told after each collection whether it may go on to grow. What the options of Node.js decide, by the command line or
 * `NODE_OPTIONS`, stays decided.
 */
export function keepHeapSmall(nodeOptions: string): void {
  const options = [...process.execArgv, nodeOptions].join(' ');
  const open = bounds.filter(({ decidedBy }) => !decidedBy.test(options));
  const chosen: string[] = [];
  const choose = () => {
    for (const [index, bound] of open.entries()) {
      const option = bound.choose();
      if (option === chosen[index]) continue;
      chosen[index] = option;
      setFlagsFromString(option);
    }
  };
  choose();
  new PerformanceObserver(choose).observe({ entryTypes: ['gc'] });
}

function newSpaceBytes(): number {
  return getHeapSpaceStatistics().find(({ space_name }) => space_name === 'new_space')?.space_size ?? 0;
}
