import { access } from 'node:fs/promises';
import { type Browser, chromium } from 'playwright-core';

const places = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:/Program Files/Google/Chrome/Application/chrome.exe',
];

const args = ['--no-sandbox', '--use-gl=angle', '--use-angle=swiftshader', '--enable-unsafe-swiftshader'];

/** The browser of this machine, or on Linux the one that comes as a package; undefined where there is none. */
export async function launchBrowser(): Promise<Browser | undefined> {
  for (const executablePath of places) {
    const isThere = await access(executablePath).then(
      () => true,
      () => false,
    );
    if (isThere) return chromium.launch({ executablePath, args });
  }
  if (process.platform !== 'linux' || process.arch !== 'x64') return undefined;
  const { default: packaged } = await import('@sparticuz/chromium');
  // Its own arguments are for functions in a cloud: one process for all, which a page takes with it, and no rules of origin.
  return chromium.launch({ executablePath: await packaged.executablePath(), args });
}
