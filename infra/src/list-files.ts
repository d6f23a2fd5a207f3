import { createTemplate } from './create-template.ts';
import { sizes } from './sizes.ts';

const print = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`;

/** What is generated: each file's address and what must be in it. */
export async function listFiles(): Promise<readonly (readonly [URL, string])[]> {
  const template = await createTemplate();
  return [
    [new URL('../system.json', import.meta.url), print(template)],
    ...Object.entries(sizes).map(
      ([name, size]) => [new URL(`../sizes/${name}.json`, import.meta.url), print(size)] as const,
    ),
  ];
}
