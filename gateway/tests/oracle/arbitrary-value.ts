import fc from 'fast-check';
import {
  type GraphQLInputObjectType,
  type GraphQLInputType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isRequiredInputField,
} from 'graphql';

/** Values to choose from, by the name of a scalar. */
export type Samples = Readonly<Record<string, readonly unknown[]>>;

const defaultSamples: Samples = {
  Int: [1, 2, 0, 3, -1],
  Float: [1.5, 0, -2],
  String: ['a', 'b', '', 'é"\\\n'],
  Boolean: [true, false],
  ID: ['1', '2', '3', 'none'],
};
/** For every other scalar, which takes any JSON. */
const jsonSamples = ['text', 0, false, null, [1, [null]], { a: { b: [{ c: 'd' }] }, e: null }];

/** An arbitrary that makes values of an input type, as a client sends them among its variables. */
export function arbitraryValue(type: GraphQLInputType, samples: Samples): fc.Arbitrary<unknown> {
  if (isNonNullType(type)) return arbitraryPresentValue(type.ofType, samples);
  return fc.option(arbitraryPresentValue(type, samples), { freq: 6 });
}

function arbitraryPresentValue(type: GraphQLInputType, samples: Samples): fc.Arbitrary<unknown> {
  if (isNonNullType(type)) return arbitraryPresentValue(type.ofType, samples);
  if (isListType(type)) {
    // A value that is no list is coerced to a list of one.
    return fc.oneof(
      { weight: 4, arbitrary: fc.array(arbitraryValue(type.ofType, samples), { maxLength: 3 }) },
      { weight: 1, arbitrary: arbitraryPresentValue(type.ofType, samples) },
    );
  }
  if (isInputObjectType(type)) return arbitraryInputObject(type, samples);
  if (isEnumType(type)) return fc.constantFrom(...type.getValues().map(({ name }) => name));
  const values = samples[type.name] ?? defaultSamples[type.name] ?? jsonSamples.filter((v) => v !== null);
  return fc.constantFrom(...values);
}

function arbitraryInputObject(type: GraphQLInputObjectType, samples: Samples): fc.Arbitrary<unknown> {
  const fields = Object.values(type.getFields()).filter(
    // A type that contains itself would never end.
    (field) => isRequiredInputField(field) || !String(field.type).includes(type.name),
  );
  return fc.record(
    Object.fromEntries(fields.map(({ name, type }) => [name, arbitraryValue(type, samples)])),
    {
      requiredKeys: fields.filter(isRequiredInputField).map(({ name }) => name),
      noNullPrototype: true,
    },
  );
}
