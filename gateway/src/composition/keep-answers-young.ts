import { setFlagsFromString } from 'node:v8';

/**
 * Keeps V8 from allocating objects as old ones where earlier ones of the same place in the code lived through a
 * collection. Those of an answer do under load, and yet die soon after: as old objects they wait for a full collection,
 * with everything that they lead to. To be called before anything is compiled that creates many objects.
 */
export function keepAnswersYoung(): void {
  setFlagsFromString('--no-allocation-site-pretenuring');
}
