import { wholeNumber } from '@headgate/service/whole-number.ts';
import { z } from 'zod';

/** What a configuration file may say of demand control; docs/security.md explains each. */
export const demandControlSettings = z
  .strictObject({
    mode: z
      .enum(['off', 'measure', 'enforce'], { error: 'expected "off", "measure" or "enforce"' })
      .default('off')
      .describe('With measure, costs are counted; with enforce, what costs too much is refused too'),
    maxCost: wholeNumber(1).optional().describe('Of one operation. Default: no limit'),
    listSize: wholeNumber(1, { what: 'a whole number of items' })
      .default(10)
      .describe('How long a list is taken to be of which the schema says nothing'),
    budget: z
      .strictObject({
        cost: wholeNumber(1).describe('Of all operations of one user in a window'),
        anonymousCost: wholeNumber(1)
          .optional()
          .describe('Of all from one address where nobody is signed in. Default: as cost'),
        windowSeconds: wholeNumber(1, { what: 'a whole number of seconds' })
          .default(60)
          .describe('How long a window is, in seconds'),
      })
      .optional()
      .describe('What one caller may spend. Default: no limit'),
    exposeCost: z
      .boolean({ error: 'expected true or false' })
      .optional()
      .describe('Whether clients may see what operations cost. Default: as sandbox'),
  })
  .refine(
    ({ mode, maxCost, budget }) => mode !== 'enforce' || maxCost !== undefined || budget !== undefined,
    {
      error: 'expected maxCost or budget, since there is nothing to enforce without',
    },
  )
  .refine(
    ({ maxCost = 0, budget }) =>
      !budget || maxCost <= Math.min(budget.cost, budget.anonymousCost ?? budget.cost),
    { path: ['maxCost'], error: 'expected no more than each budget holds: nobody could ever spend it' },
  );

export type DemandControlSettings = z.output<typeof demandControlSettings>;
