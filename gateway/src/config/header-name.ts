import { z } from 'zod';

/** The name of a header, which comes out in lower case. */
export const headerName = z
  .string({ error: 'expected the name of a header' })
  .regex(/^[\w!#$%&'*+.^`|~-]+$/, { error: 'expected the name of a header' })
  .transform((name) => name.toLowerCase());
