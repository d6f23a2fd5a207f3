import type { Page } from 'playwright-core';

/** Signs in at the page that the issuer shows, by a click on a name. */
export async function signInAs(page: Page, name: string, url: string): Promise<void> {
  await page.goto(url);
  await page.getByRole('button', { name: /^(Sign in|Anmelden)$/ }).click();
  await page.locator(`button[name=username][value=${name}]`).click();
  await page.getByRole('navigation').waitFor();
}
