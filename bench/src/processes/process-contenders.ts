import type { Contender } from '../contenders/contender.ts';
import { headgate } from '../contenders/contenders.ts';

/** Headgate as one process, and as several on one port. */
export const processContenders: readonly Contender[] = [
  { ...headgate, title: 'one process' },
  {
    ...headgate,
    name: 'processes',
    title: '--processes 2',
    command: (options) => [...headgate.command(options), '--processes', '2'],
  },
];
