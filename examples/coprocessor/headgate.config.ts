import { defineConfig } from 'headgate/config';
import { askCoprocessor } from './ask-coprocessor.ts';

const url = process.env['COPROCESSOR_URL'] ?? 'http://127.0.0.1:4010/';

export default defineConfig({
  supergraph: '../supergraph.graphql',
  plugins: [askCoprocessor({ url, timeoutMs: 500 })],
});
