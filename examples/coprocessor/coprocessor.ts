import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import type { Question, Verdict } from './ask-coprocessor.ts';

/** Yours may be written in any language. This one lets nobody in who does not say for which tenant. */
function judge(question: Question): Verdict {
  if (question.stage === 'subgraph') return { headers: { 'x-checked-by': 'the coprocessor' } };
  if (question.headers['x-tenant']) return {};
  return {
    refuse: { status: 403, code: 'TENANT_REQUIRED', message: 'Say for which tenant you ask: x-tenant.' },
  };
}

const server = createServer(async (request, response) => {
  const verdict = judge((await json(request)) as Question);
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify(verdict));
});
server.listen(Number(process.env['COPROCESSOR_PORT'] ?? 4010), '127.0.0.1', () => {
  console.log(`Coprocessor at http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
});
