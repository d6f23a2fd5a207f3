import { httpUrl } from '@headgate/service/config-fields.ts';
import { wholeNumber } from '@headgate/service/whole-number.ts';
import { z } from 'zod';
import { headerNames, networks, text, toggle } from './option-fields.ts';

const origins = z
  .array(z.string(), { error: 'expected a list of origins' })
  .refine((list) => list.every((origin) => origin === '*' || httpUrl.safeParse(origin).success), {
    error: 'expected origins such as https://app.example,https://studio.apollographql.com, or *',
  });

/** This machine, and the networks in which proxies stand before pods. */
const privateNetworks = [
  '127.0.0.0/8',
  '::1/128',
  '10.0.0.0/8',
  '172.16.0.0/12',
  '192.168.0.0/16',
  '100.64.0.0/10',
  'fc00::/7',
];

const preflightHeaders = [
  'apollo-require-preflight',
  'x-apollo-operation-name',
  'x-requested-with',
  'graphql-require-preflight',
  'graphql-preflight',
  'x-graphql-yoga-csrf',
];

/** Who may ask, in which form, and how much. */
export const transportOptions = {
  cors: z
    .strictObject({
      origins: origins
        .default(['https://studio.apollographql.com'])
        .describe('Origins whose pages may ask; "*" for any'),
      credentials: toggle
        .default(false)
        .describe('Whether their requests may come with cookies; not with "*"'),
      exposeHeaders: headerNames.prefault([]).describe('Headers of answers that pages may read'),
    })
    .prefault({})
    .describe('What pages of other origins may do'),
  preflightHeaders: headerNames
    .prefault(preflightHeaders)
    .describe('Of which a GET needs one, or a content-type of JSON'),
  connectionInitHeaders: headerNames
    .optional()
    .describe(
      'Headers that may come with connection_init. Default: forwardHeaders but for cookies and what proxies write',
    ),
  compression: toggle.default(true).describe('Whether answers that are not kept are compressed'),
  maxBatch: wholeNumber(0).default(0).describe('How many operations may come as a list; 0: none'),
  introspection: toggle
    .optional()
    .describe('Whether clients may ask for the schema. Default: not with NODE_ENV=production'),
  sandbox: toggle
    .optional()
    .describe('Whether there are pages for people. Default: not with NODE_ENV=production'),
  sandboxExamples: z
    .string({ error: 'expected a GraphQL file' })
    .optional()
    .describe('A file of operations that those pages open with'),
  queryPlans: toggle.optional().describe('Whether clients may see query plans. Default: as sandbox'),
  connections: z
    .strictObject({
      max: wholeNumber(1).default(50_000).describe('Connections at a time, in all'),
      maxPerAddress: wholeNumber(1).default(1_000).describe('Connections at a time of one address'),
      trustedProxies: networks
        .prefault(privateNetworks)
        .describe('Networks of proxies whose X-Forwarded-For is believed'),
    })
    .prefault({})
    .describe('How many clients may be connected'),
  limits: z
    .strictObject({
      maxBodyBytes: wholeNumber(1).default(2_000_000).describe('Of a request, or a WebSocket message'),
      maxTokens: wholeNumber(1).default(15_000).describe('Of a document'),
      maxDepth: wholeNumber(1).default(100).describe('Of a document; variables may be nested twice as deep'),
      maxAliases: wholeNumber(1).default(200).describe('Of a document'),
      maxSelections: wholeNumber(1)
        .default(20_000)
        .describe('Of an operation, fragments counted as often as they are spread'),
    })
    .prefault({})
    .describe('How large requests may be'),
  oidc: z
    .strictObject(
      {
        issuer: httpUrl.describe('iss of access tokens'),
        audience: text('the audience of the access tokens, e.g. api://headgate').describe(
          'aud of access tokens',
        ),
        jwksUrl: httpUrl.describe('Where the issuer publishes its keys'),
      },
      { error: 'expected issuer, audience and jwksUrl, which go together' },
    )
    .optional()
    .describe('Whose access tokens are verified; without it the subgraphs alone decide'),
};
