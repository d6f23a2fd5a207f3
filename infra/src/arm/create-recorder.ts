import type { PipelineRequest, PipelineResponse } from '@azure/core-rest-pipeline';
import type { Resource } from './resource.ts';

/** Ends a call to the SDK once it has said what it would send. */
class Recorded extends Error {}

export interface Recorder {
  /** What each SDK client is made with. */
  readonly options: {
    readonly httpClient: { sendRequest(request: PipelineRequest): Promise<PipelineResponse> };
  };
  /**
   * Answers what an official SDK would send for a resource, so that its type, its API version and its fields are Azure's.
   * @throws what the SDK finds wrong; when it sends no PUT
   */
  record(call: () => PromiseLike<unknown>): Promise<Resource>;
}

/** Creates the HTTP client of SDKs that are never to reach Azure. */
export function createRecorder(): Recorder {
  let last: Resource | undefined;
  return {
    options: {
      httpClient: {
        async sendRequest(request) {
          if (request.method === 'PUT') last = readResource(request);
          throw new Recorded();
        },
      },
    },
    async record(call) {
      last = undefined;
      try {
        await call();
      } catch (error) {
        if (!(error instanceof Recorded)) throw error;
      }
      if (!last) throw new Error('The SDK sent no PUT.');
      return last;
    },
  };
}

/** @see https://learn.microsoft.com/rest/api/resources/resources/create-or-update for the form of such an address */
function readResource({ url, body }: PipelineRequest): Resource {
  const { pathname, searchParams } = new URL(url);
  const [, ...providers] = decodeURIComponent(pathname).split('/providers/');
  const own = providers.at(-1) ?? '';
  const [namespace = '', ...path] = own.split('/');
  const parts = (parity: number) => path.filter((_, index) => index % 2 === parity);
  const content = JSON.parse(typeof body === 'string' ? body : '{}') as object;
  return {
    type: [namespace, ...parts(0)].join('/'),
    apiVersion: searchParams.get('api-version') ?? '',
    name: parts(1).join('/'),
    ...(providers.length > 1 && { scope: providers.at(-2) ?? '' }),
    ...content,
  };
}
