import type { PipelinePolicy } from '@azure/core-rest-pipeline';
import { createClientContext, type NotificationHubsClientContext } from '@azure/notification-hubs/api';
import { isLocalHub, type PushConfig } from './push-config.ts';

/** What the SDK's operations take first. */
export type Hub = NotificationHubsClientContext;

/** Longest wait for one answer, in milliseconds. */
const timeoutMs = 10_000;

/**
 * Makes a client of the official SDK; nothing is sent. It tries nothing twice: who uses it knows what is worth waiting
 * for, and what else waits meanwhile.
 */
export function connectHub({ connectionString, hubName }: PushConfig): Hub {
  const isLocal = isLocalHub(connectionString);
  const policy: PipelinePolicy = {
    name: 'headgate-requests',
    sendRequest(request, next) {
      request.timeout = timeoutMs;
      request.allowInsecureConnection = isLocal;
      return next(request);
    },
  };
  return createClientContext(connectionString, hubName, {
    retryOptions: { maxRetries: 0 },
    additionalPolicies: [{ policy, position: 'perCall' }],
  });
}
