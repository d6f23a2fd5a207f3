import type { Page } from 'playwright-core';

/** Ids of the alerts that a page shows, from above. */
export const shownIds = (page: Page) =>
  page.locator('li[data-alert]').evaluateAll((rows) => rows.map((row) => row.getAttribute('data-alert')));
