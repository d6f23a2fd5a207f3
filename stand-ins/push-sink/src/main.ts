import { z } from 'zod';
import { startPushSink } from './start-push-sink.ts';

const schema = z.object({
  HOST: z.string().default('127.0.0.1'),
  PORT: z.coerce.number().int().min(0).max(65_535).default(4020),
});

const config = schema.safeParse(process.env);
if (!config.success) {
  process.stderr.write(`The push sink cannot start:\n${z.prettifyError(config.error)}\n`);
  process.exit(1);
}
const sink = await startPushSink({ host: config.data.HOST, port: config.data.PORT });
process.stdout.write(`${JSON.stringify({ name: 'push-sink', msg: 'ready', url: sink.url })}\n`);
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, async () => {
    await sink[Symbol.asyncDispose]();
    process.exit(0);
  });
}
