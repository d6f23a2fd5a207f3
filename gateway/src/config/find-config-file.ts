import { readdirSync } from 'node:fs';
import { join } from 'node:path';

const name = /^headgate\.config\.(m?ts|m?js|ya?ml|json)$/;

/** The configuration file of a folder, if it has one. @throws Error when it has several */
export function findConfigFile(folder: string): string | undefined {
  const found = readdirSync(folder).filter((file) => name.test(file));
  if (found.length > 1)
    throw new Error(
      `This folder has several configuration files: ${found.sort().join(', ')}. Name one with --config.`,
    );
  return found[0] && join(folder, found[0]);
}
