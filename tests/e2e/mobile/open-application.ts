import type { Browser, BrowserContext, Page } from 'playwright-core';

export interface Look {
  readonly name: string;
  readonly colorScheme: 'light' | 'dark';
  readonly locale: string;
}

/** A browser as large as a phone. */
export function openPhone(browser: Browser, { colorScheme, locale }: Look): Promise<BrowserContext> {
  return browser.newContext({
    colorScheme,
    locale,
    viewport: { width: 390, height: 844 },
    deviceScaleFactor: 2,
    permissions: ['geolocation'],
    geolocation: { latitude: 52.5163, longitude: 13.3777 },
  });
}

/** Signs in in the window that the issuer shows, by a click on a name. */
export async function signIn(page: Page, user: string): Promise<void> {
  const opened = page.waitForEvent('popup');
  await page.getByRole('button', { name: /^(Sign in|Anmelden)$/ }).click();
  await (await opened).locator(`button[name=username][value=${user}]`).click();
  await page.getByRole('tablist').waitFor();
}
