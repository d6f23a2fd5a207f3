import { createServer } from 'node:http';

// Answers every request with the same bytes: what Node.js alone costs.
const [, , port, text = ''] = process.argv;
const body = Buffer.from(text);
const headers = { 'content-type': 'application/json; charset=utf-8', 'content-length': body.length };

createServer((request, response) => {
  request.resume();
  response.writeHead(200, headers).end(body);
}).listen(Number(port), '127.0.0.1');
