/**
 * Preload of a service: `node --import @headgate/telemetry/register.ts src/main.ts`.
 * Reports to Application Insights when APPLICATIONINSIGHTS_CONNECTION_STRING is set; does and loads nothing otherwise.
 * OTEL_SERVICE_NAME is what the service is called there.
 */
const connectionString = process.env['APPLICATIONINSIGHTS_CONNECTION_STRING'];

if (connectionString) {
  const role = process.env['OTEL_SERVICE_NAME'] ?? process.env['npm_package_name'] ?? 'service';
  // With the name of a site the SDK knows where it runs, and does not look for a virtual machine's metadata address.
  process.env['WEBSITE_SITE_NAME'] ??= role;
  process.env['OTEL_SERVICE_NAME'] ??= role;
  // The SDK's reports about itself.
  process.env['APPLICATIONINSIGHTS_STATSBEAT_DISABLED'] ??= 'true';
  process.env['APPLICATIONINSIGHTS_SDKSTATS_DISABLED'] ??= 'true';
  const { startTelemetry } = await import('./start-telemetry.ts');
  await startTelemetry(connectionString);
}
