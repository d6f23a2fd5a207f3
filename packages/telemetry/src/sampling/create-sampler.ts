import { type Context, trace } from '@opentelemetry/api';
import type { Sampler } from '@opentelemetry/sdk-trace';
import { alwaysSampled, samplingAttribute } from './always-sampled.ts';
import { createRateLimit } from './create-rate-limit.ts';

export interface SamplerOptions {
  /** As https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/ has `OTEL_TRACES_SAMPLER`. */
  readonly name: string | undefined;
  /** The share of traces that are kept, from 0 to 1, where the name asks for one. */
  readonly argument: string | undefined;
  /** How many traces may begin here in a second; 0: any number. */
  readonly perSecond: number;
  /** Milliseconds. */
  readonly now: () => number;
}

/** What Application Insights multiplies counts by. */
const rateAttribute = 'microsoft.sample_rate';

/** `SamplingDecision` of the SDK, which is loaded later. */
const decisions = { drop: 0, keep: 2 } as const;

const shares: Readonly<Record<string, number | 'argument'>> = {
  always_on: 1,
  always_off: 0,
  traceidratio: 'argument',
};

/**
 * Decides which traces are kept: by the sampler that the standard variables name, and no more a second than may be. What runs here
 * follows what it runs in. What is marked as to be kept always is kept.
 * @throws Error for a sampler or an argument that is none
 */
export function createSampler({ name = 'parentbased_always_on', argument, perSecond, now }: SamplerOptions) {
  const isParentBased = name.startsWith('parentbased_');
  const share = readShare(name, argument);
  const limit = createRateLimit(perSecond, now);

  function decide(context: Context, traceId: string): { readonly isKept: boolean; readonly share: number } {
    const parent = trace.getSpanContext(context);
    if (parent && !parent.isRemote) return { isKept: isSampled(parent), share: readRate(context) };
    const wanted = parent && isParentBased ? Number(isSampled(parent)) : share;
    if (wanted === 0 || placeOf(traceId) >= wanted) return { isKept: false, share: wanted };
    const left = limit.take();
    return { isKept: placeOf(traceId) < wanted * left, share: wanted * left };
  }

  return {
    shouldSample(context, traceId, _name, _kind, attributes) {
      if (attributes[samplingAttribute] === alwaysSampled) return { decision: decisions.keep };
      const { isKept, share: kept } = decide(context, traceId);
      if (!isKept) return { decision: decisions.drop };
      return kept === 1
        ? { decision: decisions.keep }
        : { decision: decisions.keep, attributes: { [rateAttribute]: 100 * kept } };
    },
    toString: () => `headgate(${name}, ${share}, ${perSecond}/s)`,
  } satisfies Sampler;
}

function readShare(name: string, argument: string | undefined): number {
  const share = shares[name.replace(/^parentbased_/, '')];
  if (share === undefined) {
    const names = Object.keys(shares).flatMap((each) => [each, `parentbased_${each}`]);
    throw new Error(`OTEL_TRACES_SAMPLER: expected ${names.join(', ')}; got "${name}".`);
  }
  if (share !== 'argument') return share;
  const ratio = Number(argument ?? 1);
  if (!(ratio >= 0 && ratio <= 1))
    throw new Error(`OTEL_TRACES_SAMPLER_ARG: expected a share from 0 to 1, got "${argument}".`);
  return ratio;
}

const isSampled = ({ traceFlags }: { readonly traceFlags: number }) => (traceFlags & 1) === 1;

/** Where a trace stands between 0 and 1: the same in every process, so that those who keep fewer keep some of those that others keep. */
const placeOf = (traceId: string) => Number.parseInt(traceId.slice(-8), 16) / 2 ** 32;

/** The share that a span which runs here was kept by. */
function readRate(context: Context): number {
  const span = trace.getSpan(context) as
    | { readonly attributes?: Readonly<Record<string, unknown>> }
    | undefined;
  const rate = span?.attributes?.[rateAttribute];
  return typeof rate === 'number' ? rate / 100 : 1;
}
