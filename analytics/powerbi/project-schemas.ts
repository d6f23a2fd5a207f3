import { z } from 'zod';

/*
 * The files of a Power BI project, as far as ours go: properties that we do not use are refused, as misspelt ones are by
 * Power BI. Microsoft's own schemas are in the repository microsoft/json-schemas and in no package; these are as strict or
 * stricter, and say which version of them they were compared with.
 */

const base = 'https://developer.microsoft.com/json-schemas/fabric/';
const schemaOf = (kind: string, version: string) => z.literal(`${base}${kind}/${version}/schema.json`);

/** A name that is an identity of its kind within the report. */
const name = z.string().regex(/^[\w-]{1,50}$/);
const size = z.number().positive();
const offset = z.number().nonnegative();
/** A path with '/', relative to the file. */
const path = z.string().regex(/^(\.\.\/)?[\w.-]+$/);
const literal = z.strictObject({
  expr: z.strictObject({
    Literal: z.strictObject({ Value: z.string().regex(/^('[^']*'|true|false|\d+[DL])$/) }),
  }),
});

const property = z.strictObject({
  Expression: z.strictObject({ SourceRef: z.strictObject({ Entity: z.string().min(1) }) }),
  Property: z.string().min(1),
});
const projection = z.strictObject({
  field: z.union([z.strictObject({ Column: property }), z.strictObject({ Measure: property })]),
  queryRef: z.string().min(1),
  nativeQueryRef: z.string().min(1),
});

const versionOfProduct = z.string().regex(/^\d+\.\d+\.\d+$/);

/** By the kind of file that `$schema` names. */
export const projectSchemas = {
  'pbip/pbipProperties': z.strictObject({
    $schema: schemaOf('pbip/pbipProperties', '1.0.0'),
    version: z.literal('1.0'),
    artifacts: z.array(z.strictObject({ report: z.strictObject({ path }) })).length(1),
    settings: z.strictObject({ enableAutoRecovery: z.boolean() }),
  }),
  'gitIntegration/platformProperties': z.strictObject({
    $schema: schemaOf('gitIntegration/platformProperties', '2.0.0'),
    metadata: z.strictObject({ type: z.enum(['Report', 'SemanticModel']), displayName: z.string().min(1) }),
    config: z.strictObject({ version: z.literal('2.0'), logicalId: z.guid() }),
  }),
  'item/semanticModel/definitionProperties': z.strictObject({
    $schema: schemaOf('item/semanticModel/definitionProperties', '1.0.0'),
    version: z.literal('4.2'),
    settings: z.strictObject({}),
  }),
  'item/report/definitionProperties': z.strictObject({
    $schema: schemaOf('item/report/definitionProperties', '2.0.0'),
    version: z.literal('4.0'),
    datasetReference: z.strictObject({ byPath: z.strictObject({ path }) }),
  }),
  'item/report/definition/versionMetadata': z.strictObject({
    $schema: schemaOf('item/report/definition/versionMetadata', '1.0.0'),
    version: versionOfProduct,
  }),
  'item/report/definition/report': z.strictObject({
    $schema: schemaOf('item/report/definition/report', '3.0.0'),
    themeCollection: z.strictObject({
      baseTheme: z.strictObject({
        name: z.string().min(1),
        reportVersionAtImport: z.strictObject({
          visual: versionOfProduct,
          report: versionOfProduct,
          page: versionOfProduct,
        }),
        type: z.enum(['SharedResources', 'RegisteredResources']),
      }),
    }),
  }),
  'item/report/definition/pagesMetadata': z.strictObject({
    $schema: schemaOf('item/report/definition/pagesMetadata', '1.0.0'),
    pageOrder: z.array(name).min(1),
    activePageName: name,
  }),
  'item/report/definition/page': z.strictObject({
    $schema: schemaOf('item/report/definition/page', '2.0.0'),
    name,
    displayName: z.string().min(1),
    displayOption: z.enum(['FitToPage', 'FitToWidth', 'ActualSize']),
    height: size,
    width: size,
    objects: z
      .strictObject({
        pageRefresh: z
          .array(
            z.strictObject({
              properties: z.strictObject({ show: literal, refreshType: literal, duration: literal }),
            }),
          )
          .length(1),
      })
      .optional(),
  }),
  'item/report/definition/visualContainer': z.strictObject({
    $schema: schemaOf('item/report/definition/visualContainer', '2.4.0'),
    name,
    position: z.strictObject({ x: offset, y: offset, z: offset, width: size, height: size }),
    visual: z.strictObject({
      visualType: z.string().min(1),
      query: z.strictObject({
        queryState: z.record(z.string(), z.strictObject({ projections: z.array(projection).min(1) })),
      }),
    }),
  }),
} as const;

export type ProjectKind = keyof typeof projectSchemas;

/** What a file of a project is, by its `$schema`; undefined for what is none. */
export function kindOf(document: unknown): ProjectKind | undefined {
  const { $schema } = (document ?? {}) as { $schema?: unknown };
  const kind = /^https:\/\/developer\.microsoft\.com\/json-schemas\/fabric\/(.+)\/[\d.]+\/schema\.json$/.exec(
    String($schema),
  )?.[1];
  return kind !== undefined && Object.hasOwn(projectSchemas, kind) ? (kind as ProjectKind) : undefined;
}

/** What is wrong with a file of a project: the path of each property and what was expected there; empty for nothing. */
export function findMistakes(document: unknown): string[] {
  const kind = kindOf(document);
  if (!kind) return ['$schema: no kind of file that a Power BI project of ours has'];
  const { error } = projectSchemas[kind].safeParse(document);
  return (error?.issues ?? []).map((issue) => `${issue.path.join('.')}: ${issue.message}`);
}
