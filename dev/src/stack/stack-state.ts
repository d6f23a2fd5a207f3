import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Ports } from './ports.ts';

/** What a running stack tells other commands: kept in its folder while it runs. */
export interface StackState {
  /** Process id of the command that started the stack. */
  readonly pid: number;
  readonly graphqlUrl: string;
  readonly issuer: string;
  /** Of what runs on this machine; a part that is a real service of somebody's own has 0. */
  readonly ports: Ports;
  /** Absent with somebody's own Redis, whose password is not kept here. */
  readonly redisUrl?: string | undefined;
  /** Absent with a real notification hub. */
  readonly pushUrl?: string | undefined;
}

const fileName = 'stack.json';

/** Reads the state of the stack that runs on `directory`; undefined when none does. */
export async function readStackState(directory: string): Promise<StackState | undefined> {
  try {
    const state: StackState = JSON.parse(await readFile(join(directory, fileName), 'utf8'));
    process.kill(state.pid, 0);
    return state;
  } catch {
    return undefined;
  }
}

export async function writeStackState(directory: string, state: StackState): Promise<void> {
  await writeFile(join(directory, fileName), JSON.stringify(state));
}

export async function removeStackState(directory: string): Promise<void> {
  await rm(join(directory, fileName), { force: true });
}
