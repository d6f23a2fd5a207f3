/** What can be imported of the package, by the name of its file in dist/, from the folder of the package. */
export const entryPoints = {
  index: 'src/library/main.ts',
  config: 'src/library/define-config.ts',
  apollo: 'src/library/headgate-gateway.ts',
  testing: 'src/testing/create-test-gateway.ts',
  telemetry: '../packages/telemetry/src/register.ts',
} as const;

/** Those that have something to type. */
export const typedEntryPoints = ['index', 'config', 'apollo', 'testing'] as const;
