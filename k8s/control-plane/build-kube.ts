import { type BuildOptions, buildBinary } from './build-binary.ts';

const version = 'v1.36.3';
const [major, minor] = version.slice(1).split('.');
const versionPackage = 'k8s.io/component-base/version';

/** The path of `kube`: etcd, API server, controller manager, scheduler and kubectl in one binary (about 135 MB). */
export function buildKube(options: BuildOptions): Promise<string> {
  return buildBinary(
    {
      name: 'kube',
      module: import.meta.dirname,
      package: '.',
      ldflags: [
        '-s -w',
        `-X ${versionPackage}.gitVersion=${version}`,
        `-X ${versionPackage}.gitMajor=${major}`,
        `-X ${versionPackage}.gitMinor=${minor}`,
      ].join(' '),
    },
    options,
  );
}
