/**
 * The tables of formats: every format can be asked for and prints, and a bug in a renderer is a bug of the program.
 */

import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it, test, vi } from 'vitest';
import { descriptorWriter } from '../../src/io/descriptors.js';
import { nodeFiles } from '../../src/io/node-files.js';
import { ToolError } from '../../src/model/errors.js';
import { type BlockFormat, blockFormats, type Reporter, reporters } from '../../src/render/formats.js';
import { filesBelow, runInMemory } from '../support/memory-io.js';
import { root } from '../support/run.js';

const files = filesBelow(`${root}fixtures/three-views/net-group5`, 'case');
const block = 'case/vfio-device-info.bin';
const formats = Object.keys(blockFormats).filter((name): name is BlockFormat => name in blockFormats);
const reporterNames = Object.keys(reporters).filter((name): name is Reporter => name in reporters);

afterEach(() => void vi.restoreAllMocks());

const broken = (): never => {
  throw new TypeError('the renderer is broken');
};

async function expectBug(argv: readonly string[]): Promise<void> {
  const { code, stdout, stderr } = await runInMemory(argv, files);
  expect({ code, stdout: stdout.length }).toEqual({ code: 70, stdout: 0 });
  expect(stderr).toMatch(/^zpci-inspect: internal error.*\nTypeError: the renderer is broken\n/m);
}

describe.each(formats)('%s', (format) => {
  it.each([
    ['decode', ['decode', '--format', format, block], 'vfio_device_info_cap_zpci_base'],
    ['predict', ['predict', '--format', format, '--vfio', block], 'clp_rsp_query_pci'],
  ])('%s prints it', async (_command, argv, struct) => {
    const { code, stdout } = await runInMemory(argv, files);
    expect(code).toBe(0);
    expect(stdout.toString('utf8').replaceAll('\\', '')).toContain(struct);
  });

  it('a renderer of it that throws ends with 70', async () => {
    vi.spyOn(blockFormats, format).mockResolvedValue(broken);
    await expectBug(['predict', '--format', format, '--vfio', block]);
    // Lines of decode are written as they are made, without a renderer.
    if (format !== 'ndjson') await expectBug(['decode', '--format', format, block]);
  });
});

it.each(reporterNames)('a reporter %s that throws ends with 70', async (reporter) => {
  vi.spyOn(reporters, reporter).mockResolvedValue(broken);
  await expectBug(['check', '--reporter', reporter, 'case']);
});

describe('what is no refusal of the system stays a bug', () => {
  const closed = 999;
  const write: (data: string | Uint8Array) => Promise<boolean> = descriptorWriter(
    closed,
    'output',
    () => process.stdout,
  );

  test('where text is written', async () => {
    await expect(write('text')).rejects.toBeInstanceOf(ToolError);
    await expect(Reflect.apply(write, undefined, [undefined])).rejects.toBeInstanceOf(TypeError);
  });

  test('where a file is written and read', async () => {
    await expect(nodeFiles.write('/no/such/folder/file', 'text')).rejects.toBeInstanceOf(ToolError);
    await expect(
      Reflect.apply(nodeFiles.write, nodeFiles, [join(tmpdir(), 'never-written'), {}]),
    ).rejects.toBeInstanceOf(TypeError);
  });
});
