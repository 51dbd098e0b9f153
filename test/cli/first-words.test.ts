/** What people type first: a file, a pipe, a misspelt command, `help`. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { type MemoryOptions, runInMemory } from '../support/memory-io.js';
import { root, run } from '../support/run.js';

const dir = `${root}fixtures/three-views/net-group5`;
const query = readFileSync(`${dir}/firmware-query-fn.bin`);
const device = readFileSync(`${dir}/vfio-device-info.bin`);
const iommu = readFileSync(`${dir}/vfio-iommu-info.bin`);
const files = new Map<string, Uint8Array>([
  ['fn.bin', query],
  ['diff', query],
  ['folder/device.bin', device],
]);

async function words(args: readonly string[], options: MemoryOptions = {}) {
  const { code, stdout, stderr } = await runInMemory(args, files, options);
  return { code, stdout: stdout.toString(), stderr };
}

describe('without a command files and piped input are decoded', () => {
  test.each([
    [['fn.bin']],
    [['clp_rsp_query_pci:fn.bin']],
    [['folder', 'fn.bin']],
    [['-f', 'csv', 'fn.bin']],
    [['--fields', 'noi', 'fn.bin']],
  ])('%j', async (args) => {
    const done = await words(args);
    expect(done).toEqual(await words(['decode', ...args]));
    expect(done).toMatchObject({ code: 0, stderr: '' });
  });

  test.each([[[]], [['-']], [['-q']], [['--format', 'json', '-']]])('standard input, %j', async (args) => {
    const done = await words(args, { stdin: query });
    expect(done.stdout).toBe((await words(['decode', ...args], { stdin: query })).stdout);
    expect(done).toMatchObject({ code: 0, stderr: '' });
  });

  test('as a program, from a pipe and from a file', () => {
    const whole = run(['decode', '-'], { input: query });
    expect(whole.status).toBe(0);
    expect(run([], { input: query })).toEqual(whole);
  });

  test("a command's name goes before a file's", async () => {
    expect((await words(['diff'])).stderr).toMatch(/^zpci-inspect: no firmware answer/);
    expect((await words(['./diff'])).stderr).toMatch(/no command and no file is called '\.\/diff'/);
  });

  test('nothing at all: help on standard error, exit 2', async () => {
    const { code, stdout, stderr } = await words([]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/^Usage: zpci-inspect /);
  });
});

test.each([
  [
    ['decod', 'x'],
    "no command and no file is called 'decod'; did you mean decode?\n  zpci-inspect --help lists the commands\n",
  ],
  [
    ['explian'],
    "no command and no file is called 'explian'; did you mean explain?\n  zpci-inspect --help lists the commands\n",
  ],
  [['fn.bim'], "no command and no file is called 'fn.bim'\n  zpci-inspect --help lists the commands\n"],
  [['toString'], "no command and no file is called 'toString'\n  zpci-inspect --help lists the commands\n"],
  [['a\u001b[31m'], "no command and no file is called 'a\\x1b[31m'\n  zpci-inspect --help lists the commands\n"],
])('%j', async (args, message) => {
  expect(await words(args)).toEqual({ code: 2, stdout: '', stderr: `zpci-inspect: ${message}` });
});

describe('help', () => {
  test.each(['decode', 'diff', 'capture'])('help %s is its --help', async (command) => {
    const done = await words(['help', command]);
    expect(done).toEqual(await words([command, '--help']));
    expect(done.code).toBe(0);
    expect(done.stdout).toMatch(new RegExp(`^Usage: zpci-inspect ${command} `));
  });

  test('help of what is no command', async () => {
    const { code, stdout, stderr } = await words(['help', 'decod']);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/^zpci-inspect: no topic or command is called 'decod'; did you mean decode\?/);
  });
});

describe('several blocks in one file point to --split', () => {
  const decode = async (bytes: Uint8Array, ...args: string[]) =>
    runInMemory(['decode', '-f', 'json', ...args, 'b.bin'], new Map([['b.bin', bytes]]));

  test('responses', async () => {
    const both = Buffer.concat([query, readFileSync(`${dir}/firmware-query-grp.bin`)]);
    const { code, stderr } = await decode(both);
    expect(code).toBe(2);
    expect(stderr).toMatch(/^ {2}several responses, one behind the other: --split response$/m);
    const cut = JSON.parse((await decode(both, '--split', 'response')).stdout.toString());
    expect(cut.blocks.map((block: { type: string }) => block.type)).toEqual([
      'clp_rsp_query_pci',
      'clp_rsp_query_pci_grp',
    ]);
  });

  test('buffers', async () => {
    const { blocks } = JSON.parse((await decode(Buffer.concat([device, iommu]))).stdout.toString());
    expect(blocks[0].issues).toMatchObject([
      {
        code: 'TRAILING_BYTES',
        message: '104 bytes from 0xd0 on, not zero; they fit vfio_iommu_type1_info: --split cuts blocks apart',
      },
    ]);
  });

  test('a block with bytes behind it that are no block', async () => {
    const { blocks } = JSON.parse((await decode(Buffer.concat([device, Buffer.alloc(16, 0xa5)]))).stdout.toString());
    expect(blocks[0].issues[0].message).toBe('16 bytes from 0xd0 on, not zero');
  });
});

test('attributes beside blocks are no dumps: left out, exit 0', async () => {
  const folder = new Map<string, Uint8Array>([
    ['f/fn.bin', query],
    ['f/port', Buffer.from('1\n')],
    ['f/pfgid', Buffer.from('0x05\n')],
    ['f/ids', Buffer.from('0x15b3\n0x1016\n0x0200\n0x0000\n0x0001\n')],
    ['f/words.txt', Buffer.from('0001\n0002\n0003\n0004\n0005\n0006\n')],
    ['f/dump.txt', Buffer.from(device.toString('hex'))],
  ]);
  const { code, stdout, stderr } = await runInMemory(['decode', '-f', 'json', 'f'], folder);
  expect({ code, stderr }).toEqual({ code: 0, stderr: 'zpci-inspect: f: 4 files left out (-v says why)\n' });
  const sources = JSON.parse(stdout.toString()).blocks.map((block: { source: string }) => block.source);
  expect(sources).toEqual(['dump.txt', 'fn.bin']);
});
