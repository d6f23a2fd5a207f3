import type { Frame } from './sum-frames.ts';

const width = 1_200;
const rowHeight = 16;
const headHeight = 28;
const characterWidth = 6.2;
/** Narrower ones are not drawn. */
const leastWidth = 1.5;

const colours = { ours: '#e0803a', package: '#d9b64a', node: '#7fae6b', native: '#9aa7b4' };

/** Draws stacks as an SVG: callers stand above what they call, a frame is as wide as the time that it took. */
export function drawFlameGraph(root: Frame, title: string): string {
  const rows: string[] = [];
  let depth = 0;

  function draw(frame: Frame, x: number, level: number): void {
    const own = (width * frame.totalMs) / root.totalMs;
    if (own < leastWidth) return;
    depth = Math.max(depth, level + 1);
    rows.push(drawFrame(frame, { x, y: headHeight + level * rowHeight, width: own, total: root.totalMs }));
    let left = x;
    for (const child of [...frame.children.values()].sort((a, b) => b.totalMs - a.totalMs)) {
      draw(child, left, level + 1);
      left += (width * child.totalMs) / root.totalMs;
    }
  }

  draw(root, 0, 0);
  const height = headHeight + depth * rowHeight + 4;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="monospace" font-size="10">
<title>${escapeText(title)}</title>
<rect width="100%" height="100%" fill="#fff"/>
<text x="4" y="18" font-size="13">${escapeText(title)}</text>
${rows.join('\n')}
</svg>
`;
}

interface Place {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  /** What all frames took. */
  readonly total: number;
}

function drawFrame({ label, file, totalMs }: Frame, { x, y, width: own, total }: Place): string {
  const shown = label.slice(0, Math.max(0, Math.floor((own - 4) / characterWidth)));
  const text = shown.length > 2 ? `<text x="${round(x + 2)}" y="${y + 11}">${escapeText(shown)}</text>` : '';
  const share = ((100 * totalMs) / total).toFixed(1);
  return `<g><title>${escapeText(label)}: ${share} %</title><rect x="${round(x)}" y="${y}" width="${round(own)}" height="${rowHeight - 1}" fill="${colours[judgeKind(file)]}"/>${text}</g>`;
}

function judgeKind(file: string): keyof typeof colours {
  if (file.startsWith('node:')) return 'node';
  if (/\.[jt]s$/.test(file)) return 'ours';
  return file === '' || file.startsWith('(') || file.startsWith('V8') ? 'native' : 'package';
}

function round(value: number): string {
  return value.toFixed(1);
}

function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
