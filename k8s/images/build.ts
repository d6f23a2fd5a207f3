// node k8s/images/build.ts [SERVICE…]: builds images with buildah, without an engine or a registry.
import { join } from 'node:path';
import { cacheFolder } from '../kubectl/cache-folder.ts';
import { buildImages } from './build-images.ts';
import { createEngine } from './buildah.ts';
import { makeFirstImages } from './make-first-images.ts';
import { serviceImages } from './services.ts';

const wanted = process.argv.slice(2);
const engine = createEngine(join(cacheFolder(process.env), 'images'), (line) => console.error(line));
const services = wanted.length ? wanted : Object.keys(serviceImages);
console.log(await buildImages(engine, services, await makeFirstImages(engine)));
