import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type BuildOptions, buildBinary } from './build-binary.ts';
import { fetchGoModule, goModules } from './fetch-go-module.ts';
import { trimKeda, trimRevision } from './trim-keda.ts';

/** KEDA's two programs, by their paths. */
export interface Keda {
  readonly operator: string;
  /** Serves external.metrics.k8s.io. */
  readonly adapter: string;
}

/** Builds KEDA's operator and its metrics adapter, with the triggers that the manifests have. */
export async function buildKeda(options: BuildOptions): Promise<Keda> {
  const revision = `${goModules.keda.sum.slice(3, 11).replaceAll(/\W/g, '_')}-${trimRevision}`;
  const module = join(options.cache, `keda-source-${revision}`);
  if (!existsSync(module)) await trimKeda(await fetchGoModule(goModules.keda), module);
  const build = (name: string) =>
    buildBinary(
      { name: `keda-${name}`, module, package: `./cmd/${name}`, ldflags: '-s -w', revision },
      options,
    );
  return { operator: await build('operator'), adapter: await build('adapter') };
}
