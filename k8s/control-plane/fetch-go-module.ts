import { execFile } from 'node:child_process';
import { tmpdir } from 'node:os';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** A module of Go at one version, and the hash of what it holds, as go.sum would have it. */
export interface GoModule {
  readonly module: string;
  readonly sum: string;
}

/** Custom resources that the manifests use, and KEDA itself. */
export const goModules = {
  keda: {
    module: 'github.com/kedacore/keda/v2@v2.21.0',
    sum: 'h1:R6z2HZvstK4RLUMxroNACzBj74xGxt3kG59b5Xc+Xps=',
  },
  gatewayApi: {
    module: 'sigs.k8s.io/gateway-api@v1.6.3',
    sum: 'h1:lKpJa5bGlraC/QeACvCpsHLdmO6y0iKfzVl6gzaFEYc=',
  },
  policyController: {
    module: 'github.com/sigstore/policy-controller@v0.13.1',
    sum: 'h1:Woy+6bQ7pT/0m3/PSO2RtDxSHKBZ/8iHpCZFcZJThM8=',
  },
  secretsStore: {
    module: 'sigs.k8s.io/secrets-store-csi-driver@v1.4.8',
    sum: 'h1:YmL0lx9HMYqeZCnLyOZRMuGAZXmP/e42UGCCAnMKjgE=',
  },
  prometheusOperator: {
    module: 'github.com/prometheus-operator/prometheus-operator@v0.85.0',
    sum: 'h1:M5xLCLEoaW2IJfnuCwFzzpL+jSVQu3KGT84Pye+fW8s=',
  },
} satisfies Record<string, GoModule>;

/**
 * The folder of a module's files, downloaded when it is not there.
 *
 * @throws when it holds something else than it did when its hash was written down
 */
export async function fetchGoModule({ module, sum }: GoModule): Promise<string> {
  // Outside of every module, so that none is asked what versions it wants.
  const { stdout } = await run('go', ['mod', 'download', '-json', module], { cwd: tmpdir() });
  const { Dir: folder, Sum: found } = JSON.parse(stdout) as { Dir: string; Sum: string };
  if (found !== sum) throw new Error(`${module} has the hash ${found}, not ${sum}`);
  return folder;
}
