/** How much of the tables a line repeats: nothing unless it is asked for, for blocks are many and tables are one. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { root } from '../support/run.js';
import { runHere } from '../support/run-here.js';

const query = 'fixtures/three-views/net-group5/firmware-query-fn.bin';
// A block with a gap and findings takes another way through the writer.
const cut = 'fixtures/synthetic/chain-broken/chain-loop.bin';

interface Line {
  readonly structs: readonly { readonly fields: readonly { readonly path: string; readonly exposure?: unknown }[] }[];
}

async function exposures(file: string, ...more: string[]): Promise<unknown[]> {
  const { stdout, stderr } = await runHere(['decode', '--format', 'ndjson', ...more, file]);
  expect(stderr).toBe('');
  const line: Line = JSON.parse(stdout);
  return line.structs.flatMap(({ fields }) => fields.map(({ exposure }) => exposure));
}

describe.each([query, cut])('%s', (file) => {
  test('a line has none, a class or all for each field', async () => {
    expect(new Set(await exposures(file))).toEqual(new Set([undefined]));
    const classes = (await exposures(file, '--exposure', 'class')).flatMap((one) => Object.values(one ?? {}));
    expect(new Set(classes)).toEqual(
      new Set(['exposed', 'virtualized', 'hidden'].filter((it) => classes.includes(it))),
    );
    expect(classes.length).toBeGreaterThan(5);
    const all = await exposures(file, '--exposure', 'full');
    expect(JSON.stringify(all)).toContain('"why":');
  });

  test('json has all, and the same choice', async () => {
    const json = async (...more: string[]): Promise<string> =>
      (await runHere(['decode', '--format', 'json', ...more, file])).stdout;
    expect(await json('--exposure', 'full')).toBe(await json());
    expect(await json('--exposure', 'none')).not.toContain('"exposure"');
    expect(await json('--exposure', 'class')).toMatch(/"vfio-zdev": "exposed"/);
  });
});

test('a whole answer is a line of at most 12 kB', async () => {
  const { stdout } = await runHere(['decode', '--format', 'ndjson', query]);
  expect(Buffer.byteLength(stdout)).toBeLessThan(12_000);
  expect(readFileSync(root + query)).toHaveLength(384);
});

test('other formats have no use for it', async () => {
  const { status, stderr } = await runHere(['decode', '--exposure', 'none', query]);
  expect([status, stderr]).toEqual([2, 'zpci-inspect: --exposure goes with --format json or ndjson\n']);
});
