/** Corpora through the real program: cut into blocks, in several threads, and only some columns of them. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { root, run } from '../support/run.js';
import { runHere } from '../support/run-here.js';

const folder = mkdtempSync(join(tmpdir(), 'zpci-lines-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const fixture = (path: string): Buffer => readFileSync(join(root, 'fixtures', path));
const query = fixture('three-views/net-group5/firmware-query-fn.bin');
const group = fixture('three-views/net-group5/firmware-query-grp.bin');

function file(name: string, bytes: Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return path;
}

/** The answer of a function with another id at byte 20. */
function withFid(fid: number): Buffer {
  const bytes = Buffer.from(query);
  bytes.writeUInt32BE(fid, 20);
  return bytes;
}

const fids = Array.from({ length: 300 }, (_, i) => i * 7919);
const corpus = file('corpus.bin', Buffer.concat(fids.map(withFid)));
const ndjson = ['decode', '--format', 'ndjson'];
const objects = (text: string): Record<string, unknown>[] =>
  text
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line) as Record<string, unknown>);

describe('--split', () => {
  it('of a size gives every block, and each is what it is by itself', async () => {
    const { status, stdout, stderr } = await runHere([...ndjson, '--split', '384', corpus]);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const blocks = objects(stdout);
    expect(blocks.map((block) => block['sourceOffset'])).toEqual(fids.map((_, i) => i * 384));
    const alone = objects((await runHere([...ndjson, file('corpus-17.bin', withFid(17 * 7919))])).stdout)[0];
    expect(blocks[17]).toEqual({ ...alone, source: 'corpus.bin', sourceOffset: 17 * 384 });
  });

  it('by response follows the length that each says, whatever the size of the next', async () => {
    const mixed = file('mixed.bin', Buffer.concat([query, group, group, query]));
    const { status, stdout, stderr } = await runHere([...ndjson, '--split', 'response', '--fields', 'hdr.len', mixed]);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(objects(stdout).map((one) => [one['sourceOffset'], one['hdr.len']])).toEqual([
      [0, 384],
      [384, 64],
      [448, 64],
      [512, 384],
    ]);
  });

  it('by response ends at a length under 16, with a finding, and keeps the rest', async () => {
    const rest = Buffer.from('0008001000000000aabbccdd', 'hex');
    const { status, stdout } = await runHere([
      ...ndjson,
      '--split',
      'response',
      file('stuck.bin', Buffer.concat([group, rest])),
    ]);
    expect(status).toBe(0);
    const [, last, ...others] = objects(stdout);
    expect(others).toEqual([]);
    expect(last).toMatchObject({ sourceOffset: 64, length: 12, type: 'clp_rsp_hdr' });
    expect(last?.['issues']).toContainEqual(expect.objectContaining({ code: 'LENGTH_TOO_SMALL', byteOffset: 0 }));
  });

  it('says how much of the rest is not decoded when it is long', async () => {
    const path = file('long-rest.bin', Buffer.concat([group, Buffer.alloc(100_000)]));
    const { status, stdout, stderr } = await runHere([...ndjson, '--split', 'response', path]);
    expect({ status, blocks: objects(stdout).length }).toEqual({ status: 2, blocks: 2 });
    expect(stderr).toBe(
      'zpci-inspect: long-rest.bin: the length of the response at 0x40 leads nowhere; 65536 bytes from there on are one block, the others are not read\n',
    );
  });

  it('leaves a short last block short', async () => {
    const path = file('short.bin', Buffer.concat([query, query.subarray(0, 100)]));
    const { stdout } = await runHere([...ndjson, '--split', '384', '--type', 'clp_rsp_query_pci', path]);
    expect(objects(stdout).map((one) => one['length'])).toEqual([384, 100]);
  });

  it('reports a block that is none with its offset and goes on', async () => {
    const path = file('hole.bin', Buffer.concat([group, Buffer.alloc(64, 0xee), group]));
    const { status, stdout, stderr } = await runHere([...ndjson, '--split', '64', path]);
    expect(status).toBe(2);
    expect(objects(stdout).map((one) => one['sourceOffset'])).toEqual([0, 128]);
    expect(stderr).toMatch(/^zpci-inspect: hole\.bin at 0x40: not a block that this tool knows/);
  });

  it('cuts the bytes that a text holds', async () => {
    const hex = file(
      'two.txt',
      Buffer.from(
        `${Buffer.concat([group, group])
          .toString('hex')
          .replace(/(.{64})/g, '$1\n')}`,
      ),
    );
    expect(objects((await runHere([...ndjson, '--split', '64', '--fields', 'noi', hex])).stdout)).toEqual(
      [0, 64].map((sourceOffset) => ({ source: 'two.txt', sourceOffset, type: 'clp_rsp_query_pci_grp', noi: 64 })),
    );
  });

  it('is there for the other formats, too', async () => {
    const small = file('small.bin', Buffer.concat([group, group]));
    const { blocks } = JSON.parse((await runHere(['decode', '--format', 'json', '--split', '64', small])).stdout) as {
      blocks: { sourceOffset: number }[];
    };
    expect(blocks.map((block) => block.sourceOffset)).toEqual([0, 64]);
    expect((await runHere(['decode', '--split', '64', small])).stdout.match(/^small\.bin/gm)).toHaveLength(2);
  });

  it.each(['0', '-1', '12x', 'responses', ''])('refuses %j', async (split) => {
    const { status, stdout, stderr } = await runHere([...ndjson, '--split', split, corpus]);
    expect({ status, stdout, stderr }).toEqual({
      status: 2,
      stdout: '',
      stderr: `zpci-inspect: --split takes a size in bytes or 'response', not '${split}'\n`,
    });
  });
});

describe('--jobs', () => {
  it('writes the same bytes in the same order', () => {
    const args = [...ndjson, '--split', '384', corpus, file('a.bin', group), join(root, 'fixtures/three-views/plain')];
    const one = run(args);
    const two = run([...args, '--jobs', '3']);
    expect(two.stdout).toBe(one.stdout);
    expect({ status: two.status, stderr: two.stderr }).toEqual({ status: one.status, stderr: one.stderr });
    expect(objects(two.stdout).length).toBeGreaterThan(301);
  });

  it('reports what a thread met where it stands in the order', () => {
    const path = file('bad.bin', Buffer.concat([group, Buffer.alloc(64, 0xee)]));
    const args = [...ndjson, '--split', '64', '--fail-on', 'warning', path];
    expect(run([...args, '--jobs', '2'])).toEqual(run(args));
  });

  it('has no effect with --fields, and says so', () => {
    const args = [...ndjson, '--fields', 'fid', corpus];
    const [one, two] = [run(args), run([...args, '--jobs', '2'])];
    expect(two.stdout).toBe(one.stdout);
    expect(two.stderr).toContain('--jobs has no effect with --fields: one thread picks fields faster than several\n');
  });

  it('goes with ndjson only', () => {
    expect(run(['decode', '--jobs', '2', corpus])).toMatchObject({
      status: 2,
      stderr: 'zpci-inspect: --jobs goes with --format ndjson\n',
    });
    expect(run([...ndjson, '--jobs', 'x', corpus]).stderr).toBe("zpci-inspect: --jobs takes 1 to 99, not 'x'\n");
  });
});

describe('--fields', () => {
  it('gives one flat object for each block, in the order asked for', async () => {
    const names = 'pfgid,clp_rsp_query_pci.fid,sdma,util_str,bar[0],bar_size[],noi';
    const { stdout } = await runHere([...ndjson, '--fields', names, file('fn.bin', query)]);
    expect(stdout).toBe(
      '{"source":"fn.bin","sourceOffset":0,"type":"clp_rsp_query_pci","pfgid":5,"clp_rsp_query_pci.fid":171,' +
        '"sdma":"0x0000000100000000","util_str":"LAB PORT NETWORK A/1                                            ",' +
        '"bar[0]":1,"bar_size[]":[5,12,0,0,14,0],"noi":null}\n',
    );
  });

  it('leaves only these fields in a table', async () => {
    const { stdout } = await runHere([
      'decode',
      '-q',
      '--fields',
      'fid,mui',
      file('fn.bin', query),
      file('grp.bin', group),
    ]);
    expect(stdout.match(/^ *[0-9a-f.]+ +\w+/gm)?.map((line) => line.trim().split(/ +/)[1])).toEqual(['fid', 'mui']);
  });

  it('refuses a name that no struct has', async () => {
    const { status, stdout, stderr } = await runHere([...ndjson, '--fields', 'fid,pfgidd', corpus]);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toBe(
      "zpci-inspect: --fields: no struct has such a field (zpci-inspect fields lists them)\n  'pfgidd'; did you mean pfgid?\n",
    );
  });
});

describe('output', () => {
  it('ends with its reader, without a word', async () => {
    const script = `node bin/zpci-inspect.cjs decode --format ndjson --split 384 ${corpus}; echo "exit $?" >&2`;
    const { stdout, stderr } = spawnSync('bash', ['-c', `{ ${script}; } | head -n 1`], { cwd: root, encoding: 'utf8' });
    expect(objects(stdout)).toHaveLength(1);
    expect(stderr).toBe('exit 0\n');
  });

  it('goes into a file that is whole or not there', async () => {
    const path = join(folder, 'out.ndjson');
    expect(await runHere([...ndjson, '--split', '384', '-o', path, corpus])).toEqual({
      status: 0,
      stdout: '',
      stderr: '',
    });
    expect(readFileSync(path, 'utf8')).toBe((await runHere([...ndjson, '--split', '384', corpus])).stdout);
    expect(readdirSync(folder).filter((name) => name.startsWith('.'))).toEqual([]);
    expect(await runHere([...ndjson, '-o', join(folder, 'none/out'), corpus])).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('no such file or directory'),
    });
  });
});
