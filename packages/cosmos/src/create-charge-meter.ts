import type { HttpClient } from '@azure/core-rest-pipeline';
import { type CosmosRequest, describeRequest } from './describe-request.ts';

/** What one operation on one container has cost since the meter was made. */
export interface ChargeTotal extends CosmosRequest {
  /** Answers from Cosmos DB, throttled ones and repetitions included. */
  readonly requests: number;
  /** Answers with status 429. */
  readonly throttled: number;
  /** https://learn.microsoft.com/azure/cosmos-db/request-units */
  readonly requestUnits: number;
}

/** One answer from Cosmos DB. */
export interface Charge extends CosmosRequest {
  readonly requestUnits: number;
  readonly throttled: boolean;
}

export interface ChargeMeter {
  /** Totals by container and operation, those that occurred. */
  totals(): readonly ChargeTotal[];
  /** Sums of the totals that `filter` names. */
  sum(filter?: Partial<CosmosRequest>): Pick<ChargeTotal, 'requests' | 'throttled' | 'requestUnits'>;
  /** Makes an HTTP client whose every answer is counted here. */
  meter(client: HttpClient): HttpClient;
}

/**
 * Counts requests, throttled requests and request units.
 * It sits below the SDK's retries, so that what they cost is counted too; without an answer nothing is.
 * @param onCharge is told of each answer, for telemetry.
 */
export function createChargeMeter(onCharge?: (charge: Charge) => void): ChargeMeter {
  const totals = new Map<string, ChargeTotal>();
  const count = (charge: Charge) => {
    const { container, operation } = charge;
    const key = `${container} ${operation}`;
    const before = totals.get(key);
    totals.set(key, {
      container,
      operation,
      requests: (before?.requests ?? 0) + 1,
      throttled: (before?.throttled ?? 0) + (charge.throttled ? 1 : 0),
      requestUnits: (before?.requestUnits ?? 0) + charge.requestUnits,
    });
    onCharge?.(charge);
  };
  return {
    totals: () => [...totals.values()],
    sum(filter = {}) {
      const sum = { requests: 0, throttled: 0, requestUnits: 0 };
      for (const total of totals.values()) {
        if (filter.container !== undefined && filter.container !== total.container) continue;
        if (filter.operation !== undefined && filter.operation !== total.operation) continue;
        sum.requests += total.requests;
        sum.throttled += total.throttled;
        sum.requestUnits += total.requestUnits;
      }
      return sum;
    },
    meter: (client) => ({
      async sendRequest(request) {
        const response = await client.sendRequest(request);
        count({
          ...describeRequest(request),
          requestUnits: Number(response.headers.get('x-ms-request-charge') ?? 0),
          throttled: response.status === 429,
        });
        return response;
      },
    }),
  };
}
