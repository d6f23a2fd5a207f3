import { httpUrl } from '@headgate/service/config-fields.ts';
import { z } from 'zod';

const wholeNumber = (min: number) => {
  const error = `expected a whole number, at least ${min}`;
  return z.coerce.number({ error }).int({ error }).min(min, { error });
};

const fieldList = z
  .string()
  .transform((text) => text.split(',').map((name) => name.trim()))
  .refine((names) => names.every((name) => /^[A-Za-z_]\w*$/.test(name)), {
    error: 'expected names of fields of Subscription such as priceChanged,orderPlaced',
  });

/** Environment variables of subscriptions; README.md explains each. */
export const subscriptionEnvironment = {
  PUBLIC_SUBSCRIPTIONS: fieldList.default([]),
  REPLAYING_SUBSCRIPTIONS: fieldList.default([]),
  SUBSCRIPTION_RETRIES: wholeNumber(0).default(5),
  CALLBACK_SECRET: z.string().min(32, { error: 'expected at least 32 characters' }).optional(),
  CALLBACK_OWN_URL: httpUrl.transform((url) => url.replace(/\/+$/, '')).optional(),
  MAX_SUBSCRIPTIONS: wholeNumber(1).default(100_000),
  MAX_SUBSCRIPTIONS_PER_CALLER: wholeNumber(1).default(1_000),
};
