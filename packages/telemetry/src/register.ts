/**
 * Preload of a service: `node --import @headgate/telemetry/register.ts src/main.ts`.
 * Reports to Application Insights when APPLICATIONINSIGHTS_CONNECTION_STRING is set, and by OTLP when OTEL_EXPORTER_OTLP_ENDPOINT
 * (or that of traces or metrics) is: to both when both are. Does and loads nothing otherwise, nor with OTEL_SDK_DISABLED=true.
 * OTEL_SERVICE_NAME is what the service is called there.
 * @see https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/
 */
const { env } = process;
const connectionString = env['APPLICATIONINSIGHTS_CONNECTION_STRING'];
const sendsOtlp = ['', '_TRACES', '_METRICS', '_LOGS'].some(
  (signal) => env[`OTEL_EXPORTER_OTLP${signal}_ENDPOINT`],
);

if ((connectionString || sendsOtlp) && env['OTEL_SDK_DISABLED']?.toLowerCase() !== 'true') {
  const role = env['OTEL_SERVICE_NAME'] ?? env['npm_package_name'] ?? 'service';
  // With the name of a site the SDK knows where it runs, and does not look for a virtual machine's metadata address.
  env['WEBSITE_SITE_NAME'] ??= role;
  env['OTEL_SERVICE_NAME'] ??= role;
  // The command line of a process may hold what nobody else should know.
  env['OTEL_NODE_RESOURCE_DETECTORS'] ??= 'env,host';
  // An exception is told once, by the line of the log that tells of it: instrumentations would tell it as an event of their span too.
  env['OTEL_SPAN_EVENT_COUNT_LIMIT'] ??= '0';
  // The SDK's reports about itself.
  env['APPLICATIONINSIGHTS_STATSBEAT_DISABLED'] ??= 'true';
  env['APPLICATIONINSIGHTS_SDKSTATS_DISABLED'] ??= 'true';
  const { startTelemetry } = await import('./start-telemetry.ts');
  const told = { ...env };
  // The sampler is ours: that of Application Insights has others for what this asks for, and says so on standard output.
  delete env['OTEL_TRACES_SAMPLER'];
  await startTelemetry({ connectionString, otlp: sendsOtlp ? told : undefined, env: told });
  if (told['OTEL_TRACES_SAMPLER']) env['OTEL_TRACES_SAMPLER'] = told['OTEL_TRACES_SAMPLER'];
}

export {};
