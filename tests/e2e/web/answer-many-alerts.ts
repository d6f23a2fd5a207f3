import { describeAlerts } from '@headgate/clients/test-support/describe-alerts.ts';
import type { Page } from 'playwright-core';

/** Lets the gateway answer the list of alerts with so many, one of them long, and named in other scripts. */
export async function answerManyAlerts(page: Page, count: number): Promise<void> {
  const json = { data: describeAlerts(count, 'Long '.repeat(2_000)) };
  await page.route(/\/graphql$/, (route) =>
    route.request().postDataJSON()?.operationName === 'Alerts' ? route.fulfill({ json }) : route.fallback(),
  );
}
