// node k8s/images/main.ts FOLDER [SERVICE…]: writes what goes into each service's image, as the Containerfile's first stage does.
import { join } from 'node:path';
import { bundleService } from './bundle-service.ts';
import { serviceImages } from './services.ts';

const [folder, ...wanted] = process.argv.slice(2);
if (!folder) throw new Error('expected a folder');
const names = wanted.length ? wanted : Object.keys(serviceImages);
for (const name of names) {
  const service = serviceImages[name];
  if (!service)
    throw new Error(`there is no image ${name}; there are ${Object.keys(serviceImages).join(', ')}`);
  await bundleService(name, service, join(folder, name));
  await service.compile?.(join(folder, name));
}
