import { defineConfig } from 'headgate/config';
import { signRequests } from './sign-requests.ts';

export default defineConfig({
  supergraph: '../supergraph.graphql',
  plugins: [signRequests({ key: process.env['SIGNING_KEY'] ?? '' })],
});
