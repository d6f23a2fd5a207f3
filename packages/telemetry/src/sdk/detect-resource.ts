import { diag } from '@opentelemetry/api';
import { getStringListFromEnv } from '@opentelemetry/core';
import {
  defaultResource,
  detectResources,
  envDetector,
  hostDetector,
  osDetector,
  processDetector,
  type Resource,
  type ResourceDetector,
  serviceInstanceIdDetector,
} from '@opentelemetry/resources';

const detectors: Readonly<Record<string, ResourceDetector>> = {
  env: envDetector,
  host: hostDetector,
  os: osDetector,
  process: processDetector,
  serviceinstance: serviceInstanceIdDetector,
};

/** What this process is: `OTEL_SERVICE_NAME`, `OTEL_RESOURCE_ATTRIBUTES`, and what `OTEL_NODE_RESOURCE_DETECTORS` names. */
export function detectResource(): Resource {
  const names = getStringListFromEnv('OTEL_NODE_RESOURCE_DETECTORS') ?? [];
  if (names.includes('none')) return defaultResource();
  const wanted = names.includes('all') ? Object.keys(detectors) : names;
  const found = wanted.flatMap((name) => {
    const detector = detectors[name];
    if (!detector) diag.warn(`OTEL_NODE_RESOURCE_DETECTORS: there is no "${name}".`);
    return detector ?? [];
  });
  return defaultResource().merge(detectResources({ detectors: found }));
}
