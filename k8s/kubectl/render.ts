import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { parseAllDocuments } from 'yaml';
import type { Manifest } from './manifest.ts';

const run = promisify(execFile);

/** What a folder with a kustomization.yaml makes, in kustomize's order. */
export async function render(kubectl: string, folder: string): Promise<Manifest[]> {
  // It lives for a moment: what its garbage collector takes is half of its time.
  const env = { ...process.env, GOGC: '400' };
  const { stdout } = await run(kubectl, ['kustomize', folder], { env, maxBuffer: 64 * 1024 * 1024 });
  return parseAllDocuments(stdout).map((document) => document.toJS() as Manifest);
}
