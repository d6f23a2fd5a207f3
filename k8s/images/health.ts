// The image's health check: asks the service in this container whether it is alive.
const functionsUrl = process.env['ASPNETCORE_URLS']?.replace('+', '127.0.0.1');
const url = functionsUrl ?? `http://127.0.0.1:${process.env['PORT'] ?? 4000}/health/live`;
try {
  const response = await fetch(url, {
    signal: AbortSignal.timeout(3_000),
  });
  process.exitCode = response.ok ? 0 : 1;
} catch {
  process.exitCode = 1;
}
