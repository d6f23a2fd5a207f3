import type { ServePage } from '../serve-page.ts';

/** Serves the page of a plugin (https://www.apollographql.com/docs/apollo-server/integrations/plugins-event-reference#renderlandingpage). */
export function createLandingPage(html: string | (() => Promise<string>)): ServePage {
  return (_request, response) => {
    Promise.resolve(typeof html === 'string' ? html : html()).then(
      (page) => {
        response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' });
        response.end(page);
      },
      () => response.writeHead(500).end(),
    );
  };
}
