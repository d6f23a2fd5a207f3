import { spawn } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type ApiClient, strategicPatch } from './create-api-client.ts';
import { findPorts } from './find-ports.ts';
import { isKnownReady, type Pod, toStatus } from './play-nodes.ts';
import { repeat } from './repeat.ts';
import { ProgramEnded } from './start-processes.ts';

/** How a pod ended. */
export interface PodExit {
  readonly name: string;
  /** Of the process; null when it had to be killed. */
  readonly code: number | null;
  readonly tookMs: number;
}

export interface RunningPods extends AsyncDisposable {
  /** Ports of pods that take traffic, as a load balancer has them: it hears of a pod that goes a little later. */
  readonly endpoints: ReadonlySet<number>;
  readonly exits: readonly PodExit[];
  /** @throws when pods have ended by themselves so often that they will not run */
  check(): void;
}

export interface RunPodsOptions {
  readonly api: ApiClient;
  readonly folder: string;
  readonly namespace: string;
  /** Pods that are run; another node plays the others. */
  readonly runs: (pod: Pod) => boolean;
  /** The command that stands for an image's entry point. */
  readonly command: readonly string[];
  /** What of the environment is different on this machine. */
  readonly env: (port: number) => Readonly<Record<string, string>>;
  /** How much later than the API server load balancers hear of a pod that goes, in milliseconds. */
  readonly endpointDelayMs: number;
}

const maxCrashes = 5;

interface Running {
  readonly port: number;
  readonly child: ReturnType<typeof spawn>;
  isStopping: boolean;
}

/**
 * A node that runs pods as processes on loopback: with their environment, their ConfigMaps as files, their readiness
 * probe, their preStop sleep, and killed after their grace.
 */
export function runPods(options: RunPodsOptions): RunningPods {
  const { api, namespace, runs } = options;
  const pods = new Map<string, Running>();
  const endpoints = new Set<number>();
  const exits: PodExit[] = [];
  let crashes = 0;
  const stop = new AbortController();
  const killAll = () => {
    for (const { child } of pods.values()) child.kill('SIGKILL');
  };
  process.once('exit', killAll);

  async function look(pod: Pod): Promise<void> {
    const { uid, name } = pod.metadata;
    const path = `/api/v1/namespaces/${namespace}/pods/${name}`;
    const running = pods.get(uid);
    if (pod.metadata.deletionTimestamp) {
      if (running && !running.isStopping) end(pod, running);
      else if (!running) await api('DELETE', path, { gracePeriodSeconds: 0 });
      return;
    }
    if (!running) {
      const started = await start(pod, options);
      pods.set(uid, started);
      started.child.once('exit', (code, signal) => {
        if (started.isStopping || stop.signal.aborted) return;
        crashes++;
        console.log(`${name} ended by itself (${signal ?? code}), and is started again`);
        endpoints.delete(started.port);
        pods.delete(uid);
      });
      return;
    }
    const isReady = await probe(running.port, pod.spec.containers[0].readinessProbe.httpGet.path);
    if (isReady) endpoints.add(running.port);
    else endpoints.delete(running.port);
    if (isReady === isKnownReady(pod)) return;
    const ip = `10.244.8.${(running.port % 250) + 1}`;
    await api('PATCH', `${path}/status`, { status: toStatus(pod, { ip, isReady }) }, strategicPatch);
  }

  function end(pod: Pod, running: Running): void {
    running.isStopping = true;
    setTimeout(() => endpoints.delete(running.port), options.endpointDelayMs).unref();
    const since = Date.now();
    const [container] = pod.spec.containers;
    const kill = setTimeout(
      () => running.child.kill('SIGKILL'),
      pod.spec.terminationGracePeriodSeconds * 1000,
    );
    const term = setTimeout(
      () => running.child.kill('SIGTERM'),
      container.lifecycle.preStop.sleep.seconds * 1000,
    );
    running.child.once('exit', (code) => {
      clearTimeout(kill);
      clearTimeout(term);
      endpoints.delete(running.port);
      exits.push({ name: pod.metadata.name, code, tookMs: Date.now() - since });
      // The next look deletes the pod.
      pods.delete(pod.metadata.uid);
    });
  }

  const looking = repeat({ everyMs: 150, signal: stop.signal }, async () => {
    const { body } = await api('GET', `/api/v1/namespaces/${namespace}/pods`);
    const own = ((body.items ?? []) as Pod[]).filter((pod) => pod.spec.nodeName && runs(pod));
    await Promise.all(own.map(look));
  });
  return {
    endpoints,
    exits,
    check() {
      if (crashes > maxCrashes) throw new ProgramEnded(`pods ended by themselves ${crashes} times`);
    },
    async [Symbol.asyncDispose]() {
      stop.abort();
      await looking;
      killAll();
      process.off('exit', killAll);
    },
  };
}

async function start(pod: Pod, { api, folder, namespace, command, env }: RunPodsOptions): Promise<Running> {
  const [port = 0] = await findPorts(1);
  const [container] = pod.spec.containers;
  const own = join(folder, 'pods', pod.metadata.name);
  const mounts: Record<string, string> = {};
  const readConfigMap = async (name: string) =>
    (await api('GET', `/api/v1/namespaces/${namespace}/configmaps/${name}`)).body.data as Record<
      string,
      string
    >;
  for (const { name, mountPath } of container.volumeMounts) {
    const { configMap } = pod.spec.volumes.find((volume: { name: string }) => volume.name === name);
    // What drivers of a node mount is not there.
    if (!configMap) continue;
    const target = join(own, name);
    await mkdir(target, { recursive: true });
    for (const [file, text] of Object.entries(await readConfigMap(configMap.name))) {
      await writeFile(join(target, file), text);
    }
    mounts[mountPath] = target;
  }
  const place = (text: string) =>
    Object.entries(mounts).reduce((path, [mountPath, target]) => path.replace(mountPath, target), text);
  const environment: Record<string, string> = {};
  for (const { name, value, valueFrom } of container.env) {
    const reference = valueFrom?.configMapKeyRef;
    const read = reference ? (await readConfigMap(reference.name))[reference.key] : value;
    environment[name] = place(read ?? '');
  }
  const [program = '', ...args] = command;
  const child = spawn(program, [...args, ...(container.args ?? []).map(place)], {
    env: { PATH: process.env['PATH'], ...environment, ...env(port) },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  return { port, child, isStopping: false };
}

async function probe(port: number, path: string): Promise<boolean> {
  try {
    const response = await fetch(`http://127.0.0.1:${port}${path}`, { signal: AbortSignal.timeout(3_000) });
    await response.body?.cancel();
    return response.ok;
  } catch {
    return false;
  }
}
