import type { TapeValue } from '../../tape/values.ts';

/** Entities that have the same representation, and so are one for the subgraph. Most are one entity, and there are many. */
export class EntityGroup {
  /** As JSON; empty as long as nobody has written it. */
  representation: string;
  first: TapeValue;
  others: TapeValue[] | undefined = undefined;

  constructor(representation: string, first: TapeValue) {
    this.representation = representation;
    this.first = first;
  }

  get targets(): readonly TapeValue[] {
    return this.others ? [this.first, ...this.others] : [this.first];
  }

  add(entity: TapeValue): void {
    if (this.others) this.others.push(entity);
    else this.others = [entity];
  }
}
