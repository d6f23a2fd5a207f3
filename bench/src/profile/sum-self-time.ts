import { fileURLToPath } from 'node:url';
import type { CpuProfile, ProfileNode } from './cpu-profile.ts';

/** Time that a profile's samples spent in code itself, not in what it called. */
export interface SelfTime {
  readonly totalMs: number;
  /** By our file, by npm package, by module of Node, or by what V8 does beside: the longest first. */
  readonly byFile: readonly (readonly [file: string, ms: number])[];
  readonly byFunction: readonly (readonly [place: string, ms: number])[];
}

/** Sums up the busy time of a profile from a moment (microseconds of the machine's monotonic clock) on. */
export function sumSelfTime(profile: CpuProfile, repository: URL, fromMicroseconds: number): SelfTime {
  const nodes = new Map(profile.nodes.map((node) => [node.id, node]));
  const files = new Map<string, number>();
  const functions = new Map<string, number>();
  let totalMs = 0;
  let at = profile.startTime;
  profile.samples.forEach((id, index) => {
    at += profile.timeDeltas[index] ?? 0;
    const node = nodes.get(id);
    if (at < fromMicroseconds || !node || node.callFrame.functionName === '(idle)') return;
    const ms = (profile.timeDeltas[index + 1] ?? 0) / 1_000;
    totalMs += ms;
    const file = nameFile(node, repository);
    add(files, file, ms);
    add(functions, nameFunction(node, file), ms);
  });
  return { totalMs, byFile: longestFirst(files), byFunction: longestFirst(functions) };
}

/** Our file, the npm package, the module of Node, or what V8 does beside. */
export function nameFile({ callFrame: { functionName, url } }: ProfileNode, repository: URL): string {
  if (!url) return functionName.startsWith('(') ? functionName : 'V8 and Node.js, native';
  if (!url.startsWith('file:')) return url;
  const path = fileURLToPath(url).replace(fileURLToPath(repository), '');
  return /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1] ?? path;
}

export function nameFunction({ callFrame }: ProfileNode, file: string): string {
  const { functionName, url, lineNumber } = callFrame;
  const name = functionName || '(anonymous)';
  return url ? `${name}, ${file}:${lineNumber + 1}` : name;
}

function add(sums: Map<string, number>, key: string, ms: number): void {
  sums.set(key, (sums.get(key) ?? 0) + ms);
}

function longestFirst(sums: ReadonlyMap<string, number>): readonly (readonly [string, number])[] {
  return [...sums].sort(([, a], [, b]) => b - a);
}
