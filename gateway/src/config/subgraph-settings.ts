import { wholeNumber } from '@headgate/service/whole-number.ts';
import { z } from 'zod';
import { type CircuitOptions, defaultCircuit } from '../execution/subgraph-client/circuit-options.ts';
import type { Http2Mode } from '../execution/subgraph-client/http2-mode.ts';
import { subgraphSocketUrl, subgraphUrl } from './option-fields.ts';

const share = z
  .number({ error: 'expected a share, above 0 and up to 1' })
  .gt(0, { error: 'expected a share, above 0 and up to 1' })
  .max(1, { error: 'expected a share, above 0 and up to 1' });

/** The longest text that Node.js can hold. */
const longestText = 536_870_888;

const ofSubgraph = z.strictObject({
  url: subgraphUrl
    .optional()
    .describe('Its address, http, https or unix, instead of the one in the supergraph'),
  http2: z
    .enum(['auto', 'only', 'never'], { error: 'expected "auto", "only" or "never"' })
    .optional()
    .describe(
      'Whether it is asked over HTTP/2: where it offers it over TLS, always (without TLS by prior knowledge), never. Default: auto',
    ),
  maxReplyBytes: wholeNumber(1, { what: 'a whole number of bytes', max: longestText })
    .optional()
    .describe('Of an answer or an event, decompressed. Default: 67108864'),
  compression: z
    .boolean({ error: 'expected true or false' })
    .optional()
    .describe('Whether it is asked for compressed answers. Default: true'),
  webSocketUrl: subgraphSocketUrl
    .optional()
    .describe('Where it takes subscriptions. Default: its address, with ws'),
  circuit: z
    .strictObject({
      failureShare: share
        .exactOptional()
        .describe('It opens when so many of the requests fail. Default: 0.5'),
      minRequests: wholeNumber(1, { what: 'a whole number of requests' })
        .exactOptional()
        .describe('In a window that has at least so many. Default: 20'),
      windowMs: wholeNumber(1, { what: 'a whole number of milliseconds' })
        .exactOptional()
        .describe('How long a window is, in milliseconds. Default: 10000'),
      openMs: wholeNumber(1, { what: 'a whole number of milliseconds' })
        .exactOptional()
        .describe('Nothing is sent for so long, in milliseconds. Default: 5000'),
      probes: wholeNumber(1, { what: 'a whole number of requests' })
        .exactOptional()
        .describe('So many requests are then let through, and decide. Default: 3'),
    })
    .optional()
    .describe('When it is left alone since its requests fail'),
});

/** Names what is said for all subgraphs; no subgraph can be called so. */
export const allSubgraphs = '*';

/** What a configuration file may say of subgraphs, by name, and of all under `*`; README.md explains each. */
export const subgraphSettings = z
  .record(z.string(), ofSubgraph)
  .refine((settings) => settings[allSubgraphs]?.url === undefined, {
    path: [allSubgraphs, 'url'],
    message: 'expected below the name of one subgraph, since all cannot have one address',
  })
  .refine((settings) => settings[allSubgraphs]?.webSocketUrl === undefined, {
    path: [allSubgraphs, 'webSocketUrl'],
    message: 'expected below the name of one subgraph, since all cannot have one address',
  });

/** What is to hold for one subgraph. */
export interface SubgraphSettings {
  /** How large an answer may be, or the message of an event, decompressed. */
  readonly maxReplyBytes: number;
  /** Whether the subgraph is asked for compressed answers. */
  readonly compression: boolean;
  readonly http2: Http2Mode;
  /** Where it takes subscriptions; default: at its HTTP address. */
  readonly webSocketUrl: string | undefined;
  readonly circuit: CircuitOptions;
}

export const defaultMaxReplyBytes = 64 * 1024 * 1024;

/** Creates the lookup of the settings of a subgraph: its own, else those of all, else the defaults. */
export function createSubgraphSettingsOf(
  settings: z.output<typeof subgraphSettings>,
): (subgraph: string) => SubgraphSettings {
  const { circuit: circuitOfAll, ...all } = settings[allSubgraphs] ?? {};
  const compile = ({ circuit, ...own }: z.output<typeof ofSubgraph> = {}): SubgraphSettings => ({
    maxReplyBytes: own.maxReplyBytes ?? all.maxReplyBytes ?? defaultMaxReplyBytes,
    compression: own.compression ?? all.compression ?? true,
    http2: own.http2 ?? all.http2 ?? 'auto',
    webSocketUrl: own.webSocketUrl,
    circuit: { ...defaultCircuit, ...circuitOfAll, ...circuit },
  });
  const bySubgraph = new Map(Object.entries(settings).map(([name, own]) => [name, compile(own)]));
  const others = compile();
  return (subgraph) => bySubgraph.get(subgraph) ?? others;
}

/** Names the subgraphs that settings tell of and that a supergraph has not got. */
export function findUnknownSubgraphs(
  settings: z.output<typeof subgraphSettings>,
  known: { has(name: string): boolean },
): readonly string[] {
  return Object.keys(settings).filter((name) => name !== allSubgraphs && !known.has(name));
}
