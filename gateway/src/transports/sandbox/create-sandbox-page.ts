import { randomBytes } from 'node:crypto';
import { csrfHeader } from '../../ports/csrf-header.ts';
import type { ServePage } from '../serve-page.ts';
import type { ExplorerOptions } from './explorer-options.ts';

const cdn = 'https://embeddable-sandbox.cdn.apollographql.com';
const graphiqlPath = '/graphiql';
/** A network that drops what it does not let through answers nothing at all. */
const cdnPatienceMs = 2_000;

/**
 * Serves Apollo Sandbox, told where queries and where subscriptions go, with a link to GraphiQL. Sandbox is loaded from
 * Apollo's servers: where they cannot be reached, or say nothing for two seconds, the browser goes to GraphiQL by itself.
 */
export function createSandboxPage(options: ExplorerOptions): ServePage {
  return (_request, response) => {
    const nonce = randomBytes(16).toString('base64');
    response.writeHead(200, {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'content-security-policy': [
        "default-src 'none'",
        `script-src 'nonce-${nonce}' ${cdn}`,
        `style-src 'unsafe-inline' ${cdn} https://fonts.googleapis.com`,
        'font-src https://fonts.gstatic.com',
        `img-src 'self' data: ${cdn} https://apollo-server-landing-page.cdn.apollographql.com`,
        `manifest-src ${cdn}`,
        'frame-src https://sandbox.embed.apollographql.com',
        "connect-src 'self' ws: wss:",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
      ].join('; '),
    });
    response.end(renderPage(nonce, options));
  };
}

function renderPage(nonce: string, { path: graphqlPath, examples, signsIn }: ExplorerOptions): string {
  const initialState = {
    document: examples,
    ...(signsIn && { headers: { [csrfHeader]: '1' }, includeCookies: true }),
  };
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Headgate</title>
<style nonce="${nonce}">
  html, body { margin: 0; height: 100% }
  #sandbox { position: absolute; inset: 0 0 28px }
  nav { position: fixed; inset: auto 0 0; height: 28px; font: 13px/28px system-ui; padding: 0 12px; background: #f4f5f7 }
</style>
</head>
<body>
<div id="sandbox"></div>
<nav>Apollo Sandbox · <a href="${graphiqlPath}">GraphiQL</a> (works without a network)${signsIn ? ' · <a href="/auth/login?to=/sandbox">Sign in</a>' : ''}</nav>
<script nonce="${nonce}">
  const endpoint = new URL('${graphqlPath}', location.href);
  const subscriptions = new URL(endpoint);
  subscriptions.protocol = endpoint.protocol.replace('http', 'ws');
  const script = document.createElement('script');
  script.src = '${cdn}/_latest/embeddable-sandbox.umd.production.min.js';
  const useGraphiQL = () => location.replace('${graphiqlPath}');
  const patience = setTimeout(useGraphiQL, ${cdnPatienceMs});
  script.onerror = useGraphiQL;
  script.onload = () => {
    clearTimeout(patience);
    new window.EmbeddedSandbox({
      target: '#sandbox',
      initialEndpoint: endpoint.href,
      initialSubscriptionEndpoint: subscriptions.href,
      endpointIsEditable: false,
      runTelemetry: false,
      initialState: ${JSON.stringify(initialState).replaceAll('<', '\\u003c')},
    });
  };
  document.head.append(script);
</script>
</body>
</html>
`;
}
