import { defineConfig } from 'headgate/config';
import { nameOperations } from './name-operations.ts';

export default defineConfig({
  supergraph: '../supergraph.graphql',
  plugins: [nameOperations()],
});
