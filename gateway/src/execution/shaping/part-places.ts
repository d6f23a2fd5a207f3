import { getOrInsert } from '../../values/get-or-insert.ts';
import type { PathElement } from '../tape/path.ts';
import type { PendingPart } from './completion.ts';

/** Pending parts by where their objects stand. */
export interface PartPlaces {
  add(part: PendingPart): void;
  /** The parts of objects below a path that are null in the data that has come for it. */
  findNulled(path: readonly PathElement[], data: object): readonly PendingPart[];
}

interface PlaceNode {
  readonly parts: PendingPart[];
  readonly children: Map<PathElement, PlaceNode>;
}

export function createPartPlaces(): PartPlaces {
  const root = createNode();
  return {
    add(part) {
      const node = part.path.reduce((at, element) => getOrInsert(at.children, element, createNode), root);
      node.parts.push(part);
    },
    findNulled(path, data) {
      let node: PlaceNode | undefined = root;
      for (const element of path) node = node?.children.get(element);
      const found: PendingPart[] = [];
      if (node !== undefined) collectNulled(node, data, found);
      return found;
    },
  };
}

function createNode(): PlaceNode {
  return { parts: [], children: new Map() };
}

function collectNulled({ children }: PlaceNode, value: object, found: PendingPart[]): void {
  for (const [element, child] of children) {
    if (!Object.hasOwn(value, element)) continue;
    const inner = (value as Readonly<Record<PathElement, unknown>>)[element];
    if (inner === null) collectAll(child, found);
    else if (typeof inner === 'object') collectNulled(child, inner, found);
  }
}

function collectAll({ parts, children }: PlaceNode, found: PendingPart[]): void {
  found.push(...parts);
  for (const child of children.values()) collectAll(child, found);
}
