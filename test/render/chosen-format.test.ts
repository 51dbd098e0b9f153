/** Which format a command writes: what `--format` says, else what the name of the file says. */
import { describe, expect, it } from 'vitest';
import { filesBelow, runInMemory } from '../support/memory-io.js';
import { root } from '../support/run.js';

const files = filesBelow(`${root}fixtures/three-views/net-group5`, 'c');

const starts = {
  table: /^function 0x000000ab: /,
  markdown: /^## /,
  html: /^<!doctype html>\n/,
  json: /^\{\n {2}"schema": "zpci-inspect\/diff@1"/,
} as const;

async function written(...argv: readonly string[]): Promise<string> {
  const run = await runInMemory(['diff', 'c', ...argv], files);
  expect([run.code, run.stderr, run.stdout.length]).toEqual([0, '', 0]);
  return Buffer.from(run.files.get(argv.at(-1) ?? '') ?? '').toString('utf8');
}

describe('the name of the file', () => {
  it.each([
    ['r.md', 'markdown'],
    ['r.html', 'html'],
    ['r.HTML', 'html'],
    ['r.json', 'json'],
    ['r.txt', 'table'],
    ['md', 'table'],
  ] as const)('%s is %s', async (name, format) => {
    expect(await written('-o', name)).toMatch(starts[format]);
  });

  it('says nothing where the format is given', async () => {
    expect(await written('-f', 'table', '-o', 'r.json')).toMatch(starts.table);
    expect(await written('-f', 'md', '-o', 'r.html')).toMatch(starts.markdown);
  });

  it('is refused where the command has no such format, and nothing is written', async () => {
    const run = await runInMemory(['diff', 'c', '-o', 'r.csv'], files);
    expect(run.code).toBe(2);
    expect(run.stderr).toBe('zpci-inspect: -o r.csv: diff has no format csv; --format says which it is to write\n');
    expect(run.files.has('r.csv')).toBe(false);
  });

  it('is that of a command without a default, too, and of no command without formats', async () => {
    const argv = ['predict', '-q', '--vfio', 'c/vfio-device-info.bin', '-o'];
    const csv = await runInMemory([...argv, 'p.csv'], files);
    expect(Buffer.from(csv.files.get('p.csv') ?? '').toString('utf8')).toMatch(/^source,/);
    const bytes = await runInMemory([...argv, 'p.bin'], files);
    expect(Buffer.from(bytes.files.get('p.bin') ?? '').toString('hex')).toMatch(/^0180/);
    const table = await runInMemory(['fields', '--export', 'vfio-zdev', '-o', 'v.md'], files);
    expect(Buffer.from(table.files.get('v.md') ?? '').toString('utf8')).toMatch(/^\{/);
  });
});

it('md is another name of markdown, and no other name is', async () => {
  expect((await runInMemory(['diff', 'c', '-f', 'md'], files)).stdout.toString('utf8')).toMatch(starts.markdown);
  expect((await runInMemory(['diff', 'c', '-f', 'mdx'], files)).code).toBe(2);
});
