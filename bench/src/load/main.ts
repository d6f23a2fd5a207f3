import { answerParent } from '../testbed/answer-parent.ts';
import { generateLoad } from './generate-load.ts';
import type { LoadOrder, LoadResult } from './load-order.ts';

let lastId = 0;

answerParent<LoadOrder, LoadResult>((order) => generateLoad(order, () => ++lastId));
