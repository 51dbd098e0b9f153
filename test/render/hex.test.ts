import { describe, expect, it } from 'vitest';
import { renderHex } from '../../src/render/hex.js';
import { block, dangerousIn, evil, field, gap, plain, result, smuggled, struct } from './results.js';
import { small } from './small.js';

const wide = { ...plain, width: 100 };

/** The bytes of a dump, read back from its left side; `*` repeats the line above. */
function bytesOf(text: string): string {
  const lines = text.split('\n').filter((line) => /^([0-9a-f]{6}|\*)/.test(line));
  const end = Number.parseInt(lines.at(-1) ?? '', 16);
  let hex = '';
  for (const line of lines.slice(0, -1)) {
    const at = Number.parseInt(line, 16);
    if (line === '*') continue;
    while (hex.length / 2 < at) hex += hex.slice(-32);
    hex += line.slice(8, 57).replace(/[^0-9a-f]/g, '');
  }
  while (hex.length / 2 < end) hex += hex.slice(-32);
  return hex.slice(0, end * 2);
}

it('bytes on the left, notes on the right, each with the sign of its class', () => {
  const lines = renderHex(small, wide).split('\n');
  expect(lines.slice(0, 3)).toEqual([
    'fn.bin  clp_rsp_query_pci, 50 bytes, big-endian',
    '000000  00 00 00 00 00 00 00 00  00 00 00 00 00 00 00 00',
    '*',
  ]);
  expect(lines[3]).toBe('000020  00 c0 05 00 10 0c 00 00  00 00 00 01 00 00 00 00   <clp_rsp_query_pci>   hdr.len=192');
  expect(lines.slice(-4)).toEqual([
    '000030  01 02                                              <gap>',
    '000032',
    'vfio-zdev: + exposed  ~ virtualized  - hidden  . reserved, padding  ? no struct',
    '',
  ]);
});

it('lines that go on begin where the first one does', () => {
  const lines = renderHex(small, wide).split('\n');
  const first = lines.find((line) => line.startsWith('000020')) ?? '';
  const next = lines[lines.indexOf(first) + 1] ?? '';
  expect(next.trim()).toMatch(/^\+pfgid=0x05/);
  expect(next.indexOf('+')).toBe(first.indexOf(' <clp'));
});

it('the bytes can be read back', () => {
  const raw = Array.from({ length: 70 }, (_, i) => ((i * 37) % 256).toString(16).padStart(2, '0')).join('');
  expect(bytesOf(renderHex(result(block([gap(0, raw)], { length: 70 })), wide))).toBe(raw);
});

it('equal lines are said once, the last line always', () => {
  const raw = `${'00'.repeat(64)}${'11'.repeat(48)}22`;
  const text = renderHex(result(block([gap(0, raw)], { length: raw.length / 2 })), wide);
  expect(text.split('\n').slice(1, -2)).toEqual([
    '000000  00 00 00 00 00 00 00 00  00 00 00 00 00 00 00 00   <gap>',
    '*',
    '000040  11 11 11 11 11 11 11 11  11 11 11 11 11 11 11 11',
    '*',
    '000070  22',
    '000071',
  ]);
  expect(bytesOf(text)).toBe(raw);
});

it('the last line is there although it is equal', () => {
  const text = renderHex(result(block([gap(0, '00'.repeat(64))], { length: 64 })), wide);
  expect(
    text
      .split('\n')
      .slice(1, -2)
      .map((line) => line.slice(0, 10)),
  ).toEqual(['000000  00', '*', '000030  00', '000040']);
});

it('bits that share a byte are put together', () => {
  const bits = struct('t', [
    field('a', { bitLength: 2, raw: '80', value: 2 }),
    field('b', { bitOffset: 2, bitLength: 6, raw: '15', value: 21 }),
  ]);
  expect(renderHex(result(block([bits], { length: 1 })), wide)).toContain('000000  95 ');
});

it('no blocks are no text', () => {
  expect(renderHex(result(), wide)).toBe('');
});

describe('nothing of a file reaches the terminal', () => {
  it.each([0, 1] as const)('colour level %i', (color) => {
    const colour = new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*m`, 'g');
    const text = renderHex(smuggled(evil), { ...wide, color });
    expect(dangerousIn(text.replace(colour, ''))).toEqual([]);
    expect(colour.test(text)).toBe(color === 1);
    expect(text).toContain('\\x1b[31mred');
  });
});
