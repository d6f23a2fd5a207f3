import { mkdir } from 'node:fs/promises';
import type { Stack } from '@headgate/dev/stack/stack.ts';
import { launchBrowser } from '../web/launch-browser.ts';
import { fillAccount } from './fill-account.ts';
import { serveBuild } from './serve-build.ts';
import { visitPages } from './visit-pages.ts';

export interface LookOptions {
  /** Where the web build is. */
  readonly build: string;
  /** Where pictures go. */
  readonly pictures: string;
}

const looks = [
  { name: 'light', colorScheme: 'light', locale: 'en-GB' },
  { name: 'dark', colorScheme: 'dark', locale: 'de-DE' },
] as const;

/** Goes through the web build as on a phone, light and dark, in English and German; answers what was wrong. */
export async function lookAtPages(
  { graphqlUrl, identity }: Stack,
  { build, pictures }: LookOptions,
): Promise<readonly string[]> {
  await using browser = await launchBrowser();
  if (!browser) {
    console.log('▸ pages in a browser … skipped: there is no Chromium on this machine');
    return [];
  }
  await fillAccount({ graphqlUrl, token: await identity.issueToken({ userId: 'ada' }) });
  await mkdir(pictures, { recursive: true });
  await using _server = await serveBuild(build);
  const complaints: string[] = [];
  for (const look of looks) complaints.push(...(await visitPages(browser, look, pictures)));
  console.log(
    `▸ pages in a browser … ${complaints.length === 0 ? 'ok' : 'FAILED'} (pictures in ${pictures})`,
  );
  return complaints;
}
