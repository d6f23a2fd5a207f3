import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { access, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { WebSocket } from 'ws';

const executable = '/usr/bin/firefox-esr';

/** A Firefox that is told what to do by WebDriver BiDi: https://w3c.github.io/webdriver-bidi/ */
export interface Firefox extends AsyncDisposable {
  goTo(url: string): Promise<void>;
  /** Runs code in the page, a body of an async function, and answers what it returns, as JSON has it. */
  run<Value>(code: string): Promise<Value>;
}

/** Starts Firefox ESR with a push service of ours; undefined where there is none. */
export async function startFirefox(pushServiceUrl: string): Promise<Firefox | undefined> {
  const isThere = await access(executable).then(
    () => true,
    () => false,
  );
  if (!isThere) return undefined;
  await using cleanup = new AsyncDisposableStack();
  const profile = await mkdtemp(join(tmpdir(), 'headgate-firefox-'));
  cleanup.defer(() => rm(profile, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 }));
  await writeFile(join(profile, 'user.js'), writePreferences(pushServiceUrl));
  const firefox = spawn(
    executable,
    ['--headless', '--no-remote', '--profile', profile, '--remote-debugging-port', '0'],
    {
      env: { ...process.env, HOME: profile, MOZ_CRASHREPORTER_DISABLE: '1' },
      stdio: ['ignore', 'ignore', 'pipe'],
    },
  );
  cleanup.defer(async () => {
    firefox.kill();
    if (firefox.exitCode === null && firefox.signalCode === null) await once(firefox, 'exit');
  });
  const address = await readAddress(firefox.stderr);
  const socket = new WebSocket(`${address}/session`);
  cleanup.defer(() => socket.terminate());
  await once(socket, 'open');
  const send = createSender(socket);
  await send('session.new', { capabilities: {} });
  const { contexts } = (await send('browsingContext.getTree', {})) as { contexts: { context: string }[] };
  const context = contexts[0]?.context;
  const running = cleanup.move();
  return {
    async goTo(url) {
      await send('browsingContext.navigate', { context, url, wait: 'complete' });
    },
    async run(code) {
      const expression = `(async () => { ${code} })().then((value) => JSON.stringify(value ?? null))`;
      const answer = await send('script.evaluate', { expression, target: { context }, awaitPromise: true });
      const { result, exceptionDetails } = answer as {
        result?: { value: string };
        exceptionDetails?: { text: string };
      };
      if (!result) throw new Error(exceptionDetails?.text);
      return JSON.parse(result.value);
    },
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };
}

function writePreferences(pushServiceUrl: string): string {
  const preferences = {
    // Whoever drives Firefox is thought to want no push.
    'dom.push.connection.enabled': true,
    'dom.push.serverURL': pushServiceUrl,
    'dom.push.testing.allowInsecureServerURL': true,
    'dom.push.testing.ignorePermission': true,
    'permissions.default.desktop-notification': 1,
    'dom.webnotifications.requireuserinteraction': false,
    'app.update.enabled': false,
    // Firefox shows notifications by itself: there is no desktop.
    'alerts.useSystemBackend': false,
    'datareporting.policy.dataSubmissionEnabled': false,
    'intl.accept_languages': 'en-US',
  };
  return Object.entries(preferences)
    .map(([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});\n`)
    .join('');
}

async function readAddress(output: NodeJS.ReadableStream): Promise<string> {
  const lines = createInterface({ input: output });
  for await (const line of lines) {
    const address = /WebDriver BiDi listening on (ws:\S+)/.exec(line)?.[1];
    if (address) {
      output.resume();
      return address;
    }
  }
  throw new Error('Firefox ended before it listened');
}

interface Answer {
  readonly id: number;
  readonly type: string;
  readonly result: unknown;
  readonly message?: string;
}

function createSender(socket: WebSocket) {
  const waiting = new Map<number, PromiseWithResolvers<unknown>>();
  let last = 0;
  socket.on('message', (text) => {
    const { id, type, result, message } = JSON.parse(String(text)) as Answer;
    if (type === 'success') waiting.get(id)?.resolve(result);
    else if (type === 'error') waiting.get(id)?.reject(new Error(message));
    waiting.delete(id);
  });
  return (method: string, params: object): Promise<unknown> => {
    last += 1;
    const answer = Promise.withResolvers<unknown>();
    waiting.set(last, answer);
    socket.send(JSON.stringify({ id: last, method, params }));
    return answer.promise;
  };
}
