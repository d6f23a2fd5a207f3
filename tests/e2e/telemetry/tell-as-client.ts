/**
 * Tells the gateway as a page would that has secrets wherever a text can be.
 * @throws Error when it is not taken
 */
export async function tellAsClient(
  graphqlUrl: string,
  { token, secret }: { readonly token: string; readonly secret: string },
): Promise<void> {
  const text = (key: string, stringValue: string) => ({ key, value: { stringValue } });
  const resource = { attributes: [text('service.name', 'web'), text('service.version', secret)] };
  const time = `${Date.now()}000000`;
  const span = {
    traceId: '4bf92f3577b34da6a3ce929d0e0e4736',
    spanId: '00f067aa0ba902b7',
    name: 'page load',
    kind: 1,
    startTimeUnixNano: time,
    endTimeUnixNano: time,
    attributes: [
      text('error.type', secret),
      text('graphql.operation.name', secret),
      text('user.email', secret),
    ],
  };
  const line = {
    timeUnixNano: time,
    severityNumber: 17,
    body: { stringValue: `${secret} Bearer ${token}` },
    attributes: [
      text('exception.type', 'Error'),
      text('exception.message', `of ${secret}`),
      text('exception.stacktrace', `Error: of ${token}\n    at https://app.example/?to=${secret}`),
      text('exception.secret', secret),
    ],
  };
  const body = {
    resourceSpans: [{ resource, scopeSpans: [{ spans: [span, { ...span, name: secret }] }] }],
    resourceLogs: [{ resource, scopeLogs: [{ logRecords: [line] }] }],
  };
  const response = await fetch(new URL('/telemetry', graphqlUrl), {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify(body),
  });
  if (response.status !== 200) throw new Error(`It was not taken: ${response.status}`);
}
