import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { eventually } from './eventually.ts';
import { findPorts } from './find-ports.ts';
import { startProcesses } from './start-processes.ts';

export interface Prometheus extends AsyncDisposable {
  readonly url: string;
}

/** Something whose /metrics is read each second. */
export interface ScrapeTarget {
  readonly port: number;
  readonly labels: Readonly<Record<string, string>>;
}

/** Starts a real Prometheus, of Debian's package, on loopback. */
export async function startPrometheus(folder: string, targets: readonly ScrapeTarget[]): Promise<Prometheus> {
  const own = join(folder, 'prometheus');
  await mkdir(own, { recursive: true });
  const [port = 0] = await findPorts(1);
  const config = {
    global: { scrape_interval: '1s', evaluation_interval: '1s' },
    scrape_configs: [
      {
        job_name: 'headgate',
        static_configs: targets.map((target) => ({
          targets: [`127.0.0.1:${target.port}`],
          labels: target.labels,
        })),
      },
    ],
  };
  await writeFile(join(own, 'prometheus.yml'), stringify(config));
  const processes = startProcesses(own);
  processes.start('prometheus', 'prometheus', [
    `--config.file=${own}/prometheus.yml`,
    `--storage.tsdb.path=${own}/data`,
    `--web.listen-address=127.0.0.1:${port}`,
  ]);
  const url = `http://127.0.0.1:${port}`;
  await eventually('Prometheus', async () => {
    processes.check();
    return (await fetch(`${url}/-/ready`).catch(() => undefined))?.ok;
  });
  return { url, [Symbol.asyncDispose]: () => processes[Symbol.asyncDispose]() };
}
