import type { Firefox } from './drive-firefox.ts';

/** Runs code in Firefox until it answers something; while a page is left it answers nothing. */
export async function until(firefox: Firefox, code: string): Promise<unknown> {
  for (;;) {
    const found = await firefox.run(code).catch(() => undefined);
    if (found) return found;
  }
}

/** Signs in by a click on a name, and lets alerts reach this browser. */
export async function subscribeFirefox(firefox: Firefox, origin: string, user: string): Promise<void> {
  const press = (button: string) =>
    until(
      firefox,
      `const found = [...document.querySelectorAll('button')].find(${button}); found?.click(); return Boolean(found)`,
    );
  await firefox.goTo(`${origin}/`);
  await press("({ textContent }) => textContent === 'Sign in'");
  await press(`({ name, value }) => name === 'username' && value === '${user}'`);
  await until(firefox, "return Boolean(document.querySelector('nav'))");
  await firefox.goTo(`${origin}/devices`);
  await press("({ textContent }) => textContent === 'Notify this browser'");
  await until(firefox, "return document.body.textContent.includes('Notified')");
}
