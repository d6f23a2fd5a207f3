import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { repositoryRoot } from '@headgate/local-servers/repository.ts';
import { fillForPictures } from './fill-for-pictures.ts';
import { launchBrowser } from './launch-browser.ts';
import { signInAs } from './sign-in-as.ts';

// npm run pictures -- ORIGIN FOLDER: a picture of each page of a running stack.
const [origin = 'http://127.0.0.1:4000', folder = join(repositoryRoot, '.headgate', 'pictures')] =
  process.argv.slice(2);

const looks = [
  { name: 'light', colorScheme: 'light', width: 1200, height: 900, query: '' },
  { name: 'dark', colorScheme: 'dark', width: 1200, height: 900, query: '' },
  { name: 'phone', colorScheme: 'light', width: 390, height: 844, query: '?lang=de' },
] as const;

const pages = ['', 'activity', 'insights', 'rules', 'places', 'devices', 'operators'];

const isThere = await fetch(`${origin}/health/live`).then(
  ({ ok }) => ok,
  () => false,
);
if (!isThere) {
  console.error(`Nothing answers at ${origin}. Start it first: npm start`);
  process.exit(1);
}
await mkdir(folder, { recursive: true });
await using browser = await launchBrowser();
if (!browser) throw new Error('There is no Chromium on this machine: install one to take pictures.');
for (const { name, colorScheme, width, height, query } of looks) {
  await using context = await browser.newContext({ colorScheme, viewport: { width, height } });
  const page = await context.newPage();
  page.on('pageerror', (error) => console.error(name, error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') console.error(name, message.text());
  });
  await page.goto(`${origin}/${query}`);
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.screenshot({ path: join(folder, `welcome-${name}.png`) });
  await signInAs(page, 'olga', `${origin}/${query}`);
  await fillForPictures(page);
  for (const path of pages) {
    await page.goto(`${origin}/${path}${query}`);
    await page.getByRole('heading', { level: 1 }).waitFor();
    if ((await page.locator('.map').count()) > 0) await page.locator('.map[data-drawn]').waitFor();
    await page.waitForLoadState('networkidle');
    await page.locator('.pulse').first().waitFor({ state: 'detached' });
    await page.screenshot({ path: join(folder, `${path || 'live'}-${name}.png`) });
  }
}
console.log(`pictures in ${folder}`);
