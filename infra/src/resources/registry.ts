import type { Deployment } from '../deployment.ts';

/** Where images are; the pipeline pushes from outside, so it is reached by its public name, and by Entra ID alone. */
export async function describeRegistry({
  add,
  clients,
  group,
  inputs,
  names,
  size,
  tags,
}: Deployment): Promise<void> {
  await add(() =>
    clients.registry.registries.create(group, names.registry, {
      location: inputs.location,
      tags,
      sku: { name: size.registrySku },
      adminUserEnabled: false,
      anonymousPullEnabled: false,
    }),
  );
}
