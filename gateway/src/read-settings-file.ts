import { readFileSync } from 'node:fs';
import { parseDocument } from 'yaml';
import { z } from 'zod';
import { type Settings, settingsSchema } from './settings-schema.ts';

/** The path of a configuration file in YAML or JSON; becomes what is in it. All its problems make one message. */
export const settingsFile = z.string().transform((path, context): Settings => {
  const { settings, problems } = readSettingsFile(path);
  if (settings) return settings;
  context.addIssue(['the file has these problems:', ...problems].join('\n      '));
  return z.NEVER;
});

type Reading =
  | { readonly settings: Settings; readonly problems?: never }
  | { readonly settings?: never; readonly problems: readonly string[] };

function readSettingsFile(path: string): Reading {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    return { problems: [error instanceof Error ? error.message : String(error)] };
  }
  const document = parseDocument(text);
  if (document.errors.length > 0) return { problems: document.errors.map(({ message }) => message) };
  const { data, error } = settingsSchema.safeParse(document.toJS() ?? {});
  return error ? { problems: error.issues.map(describeIssue) } : { settings: data };
}

function describeIssue(issue: z.core.$ZodIssue): string {
  const path = z.core.toDotPath(issue.path) || '(file)';
  return `${path}: ${issue.code === 'unrecognized_keys' ? `unknown: ${issue.keys.join(', ')}` : issue.message}`;
}
