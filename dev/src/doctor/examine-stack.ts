import type { StackState } from '../stack/stack-state.ts';
import { examineHttp } from './examine-http.ts';
import { examineInsights } from './examine-insights.ts';
import { examinePort } from './examine-port.ts';
import { examineRedis } from './examine-redis.ts';
import type { Finding } from './finding.ts';

/** Looks at every part of a running stack that runs on this machine, all at once. */
export function examineStack({ graphqlUrl, issuer, ports, redisUrl }: StackState): Promise<Finding[]> {
  const at = (port: number, path: string) => `http://127.0.0.1:${port}${path}`;
  const services = (['gateway', 'accounts', 'activity', 'alerts'] as const).map((part) =>
    examineHttp({ part, url: at(ports[part], '/health/ready') }),
  );
  return Promise.all([
    ...services,
    examineInsights(graphqlUrl, issuer),
    examineHttp({ part: 'analytics', url: at(ports.analytics, '/health') }),
    examineHttp({ part: 'functions', url: at(ports.functions, '/health') }),
    examineHttp({ part: 'identity', url: `${issuer}/.well-known/openid-configuration` }),
    ...(ports.postgres ? [examinePort('postgres', ports.postgres)] : []),
    ...(redisUrl ? [examineRedis(redisUrl)] : []),
    ...(ports.cosmos ? [examineHttp({ part: 'cosmos', url: at(ports.cosmos, '/'), anyAnswer: true })] : []),
    ...(ports.push ? [examineHttp({ part: 'push', url: at(ports.push, '/'), anyAnswer: true })] : []),
  ]);
}
