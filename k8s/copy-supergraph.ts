// Part of `npm run codegen`: kustomize reads no file outside of its folder, so the manifests have a copy.
import { copyFile } from 'node:fs/promises';

await copyFile(
  new URL('../supergraph.graphql', import.meta.url),
  new URL('base/gateway/supergraph.graphql', import.meta.url),
);
