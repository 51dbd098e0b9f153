/** Colours, widths and the environment of `diff`; what a process of its own decides is tried in one. */
import { tmpdir } from 'node:os';
import { describe, expect, test } from 'vitest';
import { type RunOptions, root, run } from '../support/run.js';
import { blocks, diff, net, old, plain } from './program.js';

/** What the real program prints of a case. */
function printed(dir: string, args: readonly string[] = [], options: RunOptions = {}): string {
  return run(['diff', `${root}${dir}`, ...args], options).stdout;
}

test('the same input gives the same output, wherever and in whichever language', async () => {
  const elsewhere = printed(net.dir, [], { cwd: tmpdir(), env: { LANG: 'de_DE.UTF-8', TZ: 'Asia/Tokyo' } });
  expect(elsewhere).toBe((await diff([net.dir])).stdout);
});

describe('colours', () => {
  const esc = String.fromCharCode(27);

  test.each(['table', 'json', 'markdown'])('none in a pipe: %s', async (format) => {
    expect((await diff([old.dir, '--format', format])).stdout).not.toContain(esc);
  });

  test('none under NO_COLOR and with --color never, some with --color always', () => {
    expect(printed(old.dir, [], { env: { NO_COLOR: '1', TERM: 'xterm-256color' } })).not.toContain(esc);
    expect(printed(old.dir, ['--color', 'never'], { env: { FORCE_COLOR: '1' } })).not.toContain(esc);
    const always = printed(old.dir, ['--color', 'always'], { env: { TERM: 'xterm-256color' } });
    expect(always).toContain(esc);
    expect(always.replaceAll(new RegExp(`${esc}\\[[0-9;]*m`, 'g'), '')).toBe(printed(old.dir));
  });
});

describe('no line is longer than the terminal is wide', () => {
  const folders = [net, old, plain, blocks('net-group5_linux-5.10')].map((one) => one.dir);
  const widths = [80, 120].flatMap((width) => folders.map((dir) => [width, dir.split('/').at(-1), dir] as const));

  test.each(widths)('%s columns: %s', async (columns, _name, dir) => {
    const lines = (await diff([dir], { columns })).stdout.split('\n');
    expect(lines.filter((line) => line.length > columns)).toEqual([]);
  });

  test('nor with -v', async () => {
    const lines = (await diff([old.dir, '-v'], { columns: 120 })).stdout.split('\n');
    expect(lines.filter((line) => line.length > 120)).toEqual([]);
  });
});
