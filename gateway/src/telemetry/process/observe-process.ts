import { readdirSync, readFileSync } from 'node:fs';
import { getHeapSpaceStatistics } from 'node:v8';
import type { Attributes } from '@opentelemetry/api';
import type { MetricsMeter } from '../metrics-meter.ts';
import { observeEventLoop } from './observe-event-loop.ts';
import { observeGarbageCollection } from './observe-garbage-collection.ts';

/** Counts or sizes, by labels where there are several. */
type Read = () => number | undefined | readonly (readonly [value: number, labels: Attributes])[];

const counters: Readonly<Record<string, readonly [help: string, read: Read]>> = {
  process_cpu_user_seconds: ['User CPU time spent, in seconds', () => process.cpuUsage().user / 1e6],
  process_cpu_system_seconds: ['System CPU time spent, in seconds', () => process.cpuUsage().system / 1e6],
  process_cpu_seconds: ['User and system CPU time spent, in seconds', readCpuSeconds],
};

const startedSeconds = Math.round(Date.now() / 1000 - process.uptime());
const [major, minor, patch] = process.versions.node.split('.').map(Number);

const gauges: Readonly<Record<string, readonly [help: string, read: Read]>> = {
  process_start_time_seconds: ['Start time of the process since 1970, in seconds', () => startedSeconds],
  process_resident_memory_bytes: ['Resident memory, in bytes', () => process.memoryUsage.rss()],
  process_virtual_memory_bytes: ['Virtual memory, in bytes', () => readStatus('VmSize')],
  process_heap_bytes: ['Size of the data segment, in bytes', () => readStatus('VmData')],
  process_open_fds: ['Open file descriptors', countFileDescriptors],
  process_max_fds: ['Most file descriptors that may be open', readMaxFileDescriptors],
  nodejs_heap_size_total_bytes: ['Size of the heap, in bytes', () => process.memoryUsage().heapTotal],
  nodejs_heap_size_used_bytes: ['What is used of the heap, in bytes', () => process.memoryUsage().heapUsed],
  nodejs_external_memory_bytes: [
    'Memory outside of the heap, in bytes',
    () => process.memoryUsage().external,
  ],
  nodejs_heap_space_size_total_bytes: ['Size of a heap space, in bytes', () => spaces('space_size')],
  nodejs_heap_space_size_used_bytes: ['What is used of a heap space', () => spaces('space_used_size')],
  nodejs_heap_space_size_available_bytes: [
    'What is left of a heap space',
    () => spaces('space_available_size'),
  ],
  nodejs_active_resources: ['What keeps the event loop alive, by type', countResources],
  nodejs_active_resources_total: [
    'How much keeps the event loop alive',
    () => process.getActiveResourcesInfo().length,
  ],
  nodejs_version_info: ['Version of Node.js', () => [[1, versionLabels]]],
};

const versionLabels = { version: process.version, major, minor, patch } as Attributes;

/**
 * Observes this process and its Node.js under the names that dashboards for Node.js ask for
 * (https://prometheus.io/docs/instrumenting/writing_clientlibs/#process-metrics).
 */
export function observeProcess(meter: MetricsMeter): Disposable {
  for (const kind of ['Counter', 'Gauge'] as const) {
    for (const [name, [description, read]] of Object.entries(kind === 'Counter' ? counters : gauges)) {
      meter[`createObservable${kind}`](name, { description }).addCallback((result) => {
        const value = read();
        if (typeof value === 'number') result.observe(value);
        else for (const [each, labels] of value ?? []) result.observe(each, labels);
      });
    }
  }
  using cleanup = new DisposableStack();
  cleanup.use(observeEventLoop(meter));
  cleanup.use(observeGarbageCollection(meter));
  const running = cleanup.move();
  return { [Symbol.dispose]: () => running.dispose() };
}

function readCpuSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

const spaces = (size: 'space_size' | 'space_used_size' | 'space_available_size') =>
  getHeapSpaceStatistics().map((space) => [space[size], { space: nameSpace(space.space_name) }] as const);

const nameSpace = (name: string) => name.replace(/_space$/, '');

function countResources(): readonly (readonly [number, Attributes])[] {
  const byType = Map.groupBy(process.getActiveResourcesInfo(), (type) => type);
  return [...byType].map(([type, all]) => [all.length, { type }]);
}

/** Of Linux alone; undefined elsewhere. */
function readStatus(name: string): number | undefined {
  const kilobytes = readLine('/proc/self/status', new RegExp(`^${name}:\\s*(\\d+) kB$`, 'm'));
  return kilobytes === undefined ? undefined : kilobytes * 1024;
}

function readMaxFileDescriptors(): number | undefined {
  return readLine('/proc/self/limits', /^Max open files\s+(\d+)/m);
}

function readLine(path: string, pattern: RegExp): number | undefined {
  try {
    const found = pattern.exec(readFileSync(path, 'utf8'))?.[1];
    return found === undefined ? undefined : Number(found);
  } catch {
    return undefined;
  }
}

function countFileDescriptors(): number | undefined {
  try {
    // Without the one that reads them.
    return readdirSync('/proc/self/fd').length - 1;
  } catch {
    return undefined;
  }
}
