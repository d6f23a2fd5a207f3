import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Names } from '../../tape/names.ts';
import { Tape } from '../../tape/tape.ts';
import { LocatedGroups } from './located-groups.ts';

test('an entity finds the group that another of its kind began, whatever their hashes share', () => {
  const kind = fc.record({ hash: fc.oneof(fc.nat(3), fc.integer()), kind: fc.nat(20) });
  fc.assert(
    fc.property(fc.array(kind, { maxLength: 500 }), (entities) => {
      using tape = new Tape(new Names(() => false));
      const groups = new LocatedGroups(tape);
      const known = new Map<string, unknown>();
      for (const [entity, { hash, kind: own }] of entities.entries()) {
        const group = groups.find(hash, entity, (_tape, one) => entities[one]?.kind === own);
        const id = `${hash} ${own}`;
        assert.equal(group, known.get(id) ?? group);
        assert.equal(group === known.size, !known.has(id));
        known.set(id, group);
      }
    }),
  );
});
