// Builds what `npm run test:k8s` runs, into the cache; `kube` or `keda` alone by name. Continuous integration calls it
// as steps of their own.
import { cacheFolder } from '../kubectl/cache-folder.ts';
import { buildKeda } from './build-keda.ts';
import { buildKube } from './build-kube.ts';

const options = { cache: cacheFolder(process.env), log: (line: string) => console.log(line) };
const wanted = process.argv.slice(2);
const builds = { kube: () => buildKube(options), keda: () => buildKeda(options) };
for (const [name, build] of Object.entries(builds)) {
  if (wanted.length === 0 || wanted.includes(name)) console.log(await build());
}
