/** Components whose combinations are rendered; those of one list exclude each other. */
const choices: readonly (readonly (readonly string[])[])[] = [
  [[], ['autoscale-keda'], ['autoscale-hpa']],
  [[], ['canary']],
  [[], ['web']],
  [[], ['functions']],
  [[], ['key-vault-secrets', 'replay-dead-letters']],
  [[], ['managed-prometheus']],
];

/** Every combination of components that an overlay may have, `functions-keda` with what it needs. */
export const combinations: readonly (readonly string[])[] = choices
  .reduce<readonly (readonly string[])[]>(
    (all, options) => all.flatMap((chosen) => options.map((option) => [...chosen, ...option])),
    [[]],
  )
  .flatMap((chosen) =>
    chosen.includes('autoscale-keda') && chosen.includes('functions')
      ? [chosen, chosen.toSpliced(chosen.indexOf('functions') + 1, 0, 'functions-keda')]
      : [chosen],
  );

/** Components that go onto policies/, not onto an overlay's workloads. */
export const clusterComponents = ['signed-images'];
