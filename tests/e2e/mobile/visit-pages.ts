import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { mobileOrigin } from '@headgate/dev/stack/mobile-app.ts';
import type { Browser, Page } from 'playwright-core';
import { type Look, openPhone, signIn } from './open-application.ts';

/** In the order of the tabs, each with what is there when it is. */
const tabs = [
  ['rules', /Back home/],
  ['places', 'Workshop'],
  ['you', /Quiet hours|Ruhezeit/],
] as const;

/** Signs in, goes to each page and takes a picture of it; answers errors of scripts and violations of accessibility. */
export async function visitPages(browser: Browser, look: Look, pictures: string): Promise<string[]> {
  const complaints: string[] = [];
  await using context = await openPhone(browser, look);
  const page = await context.newPage();
  page.on('pageerror', ({ message }) => complaints.push(message));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });

  async function show(what: string): Promise<void> {
    await page.screenshot({ path: join(pictures, `mobile-${what}-${look.name}.png`) });
    complaints.push(...(await findViolations(page, `${what}, ${look.name}`)));
  }

  await page.goto(`${mobileOrigin}/`);
  await page.getByRole('heading', { level: 1 }).waitFor();
  await show('welcome');
  await signIn(page, 'ada');
  await page.getByTestId('liveness-live').waitFor();
  const alerts = page.getByTestId(/^alert-/);
  await alerts.nth(5).waitFor();
  await show('alerts');
  await alerts.nth(2).click();
  await page.getByRole('img').first().waitFor();
  await show('alert');
  await page.getByRole('button', { name: /^(Back|Zurück)$/ }).click();
  for (const [index, [tab, there]] of tabs.entries()) {
    await page
      .getByRole('tab')
      .nth(index + 1)
      .click();
    await page.getByText(there).first().waitFor();
    await show(tab);
  }
  // The look before has turned them on.
  const quiet = page.getByRole('switch').nth(1);
  if (!(await quiet.isChecked())) await quiet.click();
  await page.getByRole('radio', { name: /^(Tell me afterwards|Danach sagen)$/ }).waitFor();
  await show('quiet-hours');
  await page.getByRole('tab').nth(1).click();
  await page
    .getByRole('button', { name: /^(Edit|Ändern): / })
    .nth(1)
    .click();
  await page.getByRole('button', { name: /^(Save|Sichern)$/ }).waitFor();
  await show('rule');
  await page.getByRole('button', { name: /^(Back|Zurück)$/ }).click();
  await page.getByRole('button', { name: /^(New rule|Neue Regel)$/ }).click();
  await page.getByRole('radio', { name: 'Home' }).click();
  await show('new-rule');
  return complaints;
}

async function findViolations(page: Page, where: string): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations.map(({ id, nodes }) => `${where}: ${id}: ${nodes.map(({ html }) => html).join(' ')}`);
}
