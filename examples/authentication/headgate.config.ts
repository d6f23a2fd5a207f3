import { defineConfig } from 'headgate/config';
import { type KeyHolder, readApiKey } from './read-api-key.ts';

const holders = new Map<string, KeyHolder>([
  // echo -n 'key of ada' | sha256sum
  [
    'c7a58bbcc7b3e7a24fee6209e798e6382505e7469a47742324d603e6cf873993',
    { userId: 'ada', scopes: ['products:read'] },
  ],
]);

export default defineConfig({
  supergraph: '../supergraph.graphql',
  authenticate: readApiKey(holders),
  // WebSockets of browsers send it in connection_init.
  connectionInitHeaders: ['x-api-key'],
});
