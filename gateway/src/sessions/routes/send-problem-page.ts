import type { ServerResponse } from 'node:http';
import type { ServiceError } from '@headgate/service/define-errors.ts';

/** Tells a person, in the middle of signing in, what did not work; the texts are of the table of errors. */
export function sendProblemPage(response: ServerResponse, { httpStatus, code, message }: ServiceError): void {
  response.writeHead(httpStatus, {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    'content-security-policy': "default-src 'none'; img-src data:; base-uri 'none'; frame-ancestors 'none'",
  });
  response.end(`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Signing in did not work</title>
<link rel="icon" href="data:,">
</head>
<body><main><h1>Signing in did not work</h1><p>${message}</p><p><a href="/auth/login">Sign in again</a> (${code})</p></main></body>
</html>
`);
}
