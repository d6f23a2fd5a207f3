import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Contender } from '../contenders/contender.ts';
import { headgate } from '../contenders/contenders.ts';
import type { Links } from './links.ts';

const subgraphs = ['accounts', 'inventory', 'products', 'reviews'] as const;

/** By the contender's name, HTTP/1.1 over TCP first: the others are set against it. */
export const linkTitles = [
  { name: 'headgate', title: 'HTTP/1.1, TCP' },
  { name: 'unix', title: 'HTTP/1.1, Unix socket' },
  { name: 'http2', title: 'HTTP/2, TCP' },
] as const;

/** The same gateway, to the same subgraphs over other links. */
export function createLinkContenders({ http2Port, socketPath }: Links): readonly Contender[] {
  return [
    { ...headgate, ...linkTitles[0] },
    over(linkTitles[1], (name) => ({ url: `unix://${socketPath}?path=/${name}` })),
    over(linkTitles[2], (name) => ({ url: `http://127.0.0.1:${http2Port}/${name}`, http2: 'only' })),
  ];
}

function over(link: (typeof linkTitles)[number], settingsOf: (subgraph: string) => object): Contender {
  const settings = { subgraphs: Object.fromEntries(subgraphs.map((each) => [each, settingsOf(each)])) };
  return {
    ...headgate,
    ...link,
    command(options) {
      const config = join(dirname(options.supergraphPath), `${link.name}.json`);
      writeFileSync(config, JSON.stringify(settings));
      return [...headgate.command(options), '--config', config];
    },
  };
}
