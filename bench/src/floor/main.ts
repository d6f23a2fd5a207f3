import { readFileSync } from 'node:fs';
import { serveFloor } from './serve-floor.ts';

const [, , port, path = ''] = process.argv;
serveFloor(JSON.parse(readFileSync(path, 'utf8'))).listen(Number(port), '127.0.0.1');
