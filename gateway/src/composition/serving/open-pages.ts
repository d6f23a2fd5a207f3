import { readFile } from 'node:fs/promises';
import { createGraphiQLPage } from '../../transports/sandbox/create-graphiql-page.ts';
import { createLandingPage } from '../../transports/sandbox/create-landing-page.ts';
import { createSandboxPage } from '../../transports/sandbox/create-sandbox-page.ts';
import type { ServePage } from '../../transports/serve-page.ts';
import { readSite, type Site } from '../../transports/site/read-site.ts';
import type { ServingParts } from './serving-parts.ts';

/** Pages for people: an application, and what helps developers. */
export interface Pages {
  readonly findPage: (path: string) => ServePage | undefined;
  readonly site: Site | undefined;
}

export async function openPages({ config, service, sessions }: ServingParts): Promise<Pages> {
  const { path, webRoot } = config;
  const site = webRoot === undefined ? undefined : await readSite(webRoot);
  const landingPaths = [site ? '/sandbox' : '/', path];
  const examples = await readExamples(config.sandboxExamples);
  const options = { path, examples, signsIn: sessions !== undefined };
  const sandbox = createSandboxPage(options);
  const pages = new Map(
    config.sandbox
      ? [...landingPaths.map((each) => [each, sandbox] as const), ['/graphiql', createGraphiQLPage(options)]]
      : [],
  );
  return {
    site,
    findPage(at) {
      const { landingPage } = service;
      return landingPage !== undefined && landingPaths.includes(at)
        ? createLandingPage(landingPage)
        : pages.get(at);
    },
  };
}

/** What pages open with where nothing else is given. */
const defaultExamples = '{ __typename }\n';

async function readExamples(file: string | undefined): Promise<string> {
  if (file === undefined) return defaultExamples;
  return readFile(file, 'utf8').catch((cause: unknown) => {
    throw new Error(`The examples of sandboxExamples cannot be read: ${file}`, { cause });
  });
}
