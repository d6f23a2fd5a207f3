import { httpUrl } from '@headgate/service/config-fields.ts';
import { z } from 'zod';

const wholeNumber = (min: number) => {
  const error = `expected a whole number, at least ${min}`;
  return z.coerce.number({ error }).int({ error }).min(min, { error });
};

/** Environment variables of subscriptions; README.md explains each. */
export const subscriptionEnvironment = {
  SUBSCRIPTION_RETRIES: wholeNumber(0).default(5),
  CALLBACK_SECRET: z.string().min(32, { error: 'expected at least 32 characters' }).optional(),
  CALLBACK_OWN_URL: httpUrl.transform((url) => url.replace(/\/+$/, '')).optional(),
  MAX_SUBSCRIPTIONS: wholeNumber(1).default(100_000),
  MAX_SUBSCRIPTIONS_PER_CALLER: wholeNumber(1).default(1_000),
};
