import type { CpuProfile } from './cpu-profile.ts';
import { nameFile, nameFunction } from './sum-self-time.ts';

/** What a call of a profile took, itself and with all that it called. */
export interface Frame {
  readonly label: string;
  /** Where it is from: our file, a package, a module of Node, or V8. */
  readonly file: string;
  totalMs: number;
  readonly children: Map<string, Frame>;
}

/** Adds up the busy time of a profile from a moment (microseconds of the machine's monotonic clock) on, by stack. */
export function sumFrames(profile: CpuProfile, repository: URL, fromMicroseconds: number): Frame {
  const nodes = new Map(profile.nodes.map((node) => [node.id, node]));
  const parents = new Map(
    profile.nodes.flatMap(({ id, children = [] }) => children.map((child) => [child, id] as const)),
  );
  const root: Frame = { label: 'all', file: '', totalMs: 0, children: new Map() };
  const frames = new Map<number, readonly Frame[]>();

  /** The frames from the root to a node. */
  function findStack(id: number): readonly Frame[] {
    const known = frames.get(id);
    if (known) return known;
    const node = nodes.get(id);
    const parent = parents.get(id);
    if (!node || parent === undefined) return [root];
    const above = findStack(parent);
    const file = nameFile(node, repository);
    const label = nameFunction(node, file);
    const { children } = above.at(-1) ?? root;
    const own = children.get(label) ?? { label, file, totalMs: 0, children: new Map() };
    children.set(label, own);
    const stack = [...above, own];
    frames.set(id, stack);
    return stack;
  }

  let at = profile.startTime;
  profile.samples.forEach((id, index) => {
    at += profile.timeDeltas[index] ?? 0;
    if (at < fromMicroseconds || nodes.get(id)?.callFrame.functionName === '(idle)') return;
    const ms = (profile.timeDeltas[index + 1] ?? 0) / 1_000;
    for (const frame of findStack(id)) frame.totalMs += ms;
  });
  return root;
}
