/**
 * A capability that is younger than the oldest kernel, added through tables of its own: a buffer of an older kernel
 * lacks it rightly.
 */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { catalog } from '../../src/index.js';
import type { DiffResult } from '../../src/model/diff.js';
import { exportInterface } from '../../src/user-tables/export.js';
import { runInMemory } from '../support/memory-io.js';
import { root } from '../support/run.js';

const tag = 'vfio_device_info_cap_young';
const source = { file: 'include/uapi/linux/vfio.h', symbol: `struct ${tag}`, version: 'Linux 6.9' };

const layouts = {
  schema: 'zpci-inspect/layouts@1',
  layouts: [
    {
      tag,
      title: 'a capability that came with Linux 6.9',
      byteOrder: 'host',
      size: 16,
      source,
      role: {
        kind: 'capability',
        of: 'vfio_device_info',
        id: 0x99,
        name: 'VFIO_DEVICE_INFO_CAP_YOUNG',
        versions: [{ version: 1, size: 16, since: 'Linux 6.9' }],
      },
      fields: [
        { name: 'header', type: 'struct', struct: 'vfio_info_cap_header', byteOffset: 0, doc: 'header' },
        { name: 'reader', type: 'u32', byteOffset: 8, doc: 'id of whoever reads' },
        { name: 'unused', type: 'u32', byteOffset: 12, reserved: true, doc: 'reserved' },
      ],
    },
  ],
};

/** The interface of today with two facts more: one that the capability carries, and one that its presence tells. */
function views(): string {
  const item = catalog.interfaces().find(({ name }) => name === 'vfio-zdev');
  if (item === undefined) throw new Error('no interface');
  const targets: Readonly<Record<string, object>> = {
    port: { field: `${tag}.reader`, rule: { kind: 'same' } },
    is_physfn: { field: tag, rule: { kind: 'present' } },
  };
  const rows = item.rows.map((row) => {
    const to = row.struct === 'clp_rsp_query_pci' ? targets[row.field] : undefined;
    return to === undefined ? row : { ...row, class: 'exposed', to: [to] };
  });
  return exportInterface({ ...item, rows } as typeof item);
}

const folder = `${root}fixtures/three-views/`;
const firmware = readFileSync(`${folder}net-group5/firmware-query-fn.bin`);
// A physical function at port 3: the capability has to be there, and to say 3.
firmware.writeUInt8(firmware.readUInt8(18) | 0x08, 18);
firmware.writeUInt8(0x03, 61);
const today = readFileSync(`${folder}net-group5/vfio-device-info.bin`);
const early = readFileSync(`${folder}net-group5_linux-5.10/vfio-device-info.bin`);

/** The buffer with the capability behind its last one. */
function withCapability(bytes: Buffer, reader: number): Buffer {
  const longer = Buffer.concat([bytes, Buffer.alloc(16)]);
  longer.writeUInt32BE(longer.length, 0);
  let last = bytes.readUInt32BE(16);
  while (bytes.readUInt32BE(last + 4) !== 0) last = bytes.readUInt32BE(last + 4);
  longer.writeUInt32BE(bytes.length, last + 4);
  longer.writeUInt16BE(0x99, bytes.length);
  longer.writeUInt16BE(1, bytes.length + 2);
  longer.writeUInt32BE(reader, bytes.length + 8);
  return longer;
}

/** What is said of both facts, and the exit code. */
async function said(device: Buffer, ...options: readonly string[]) {
  const files = new Map<string, Uint8Array>([
    ['layouts.json', Buffer.from(JSON.stringify(layouts))],
    ['views.json', Buffer.from(views())],
    ['fn.bin', firmware],
    ['device.bin', device],
  ]);
  const tables = ['--layouts', 'layouts.json', '--views', 'views.json', '--format', 'json'];
  const run = await runInMemory(['diff', 'fn.bin', 'device.bin', ...tables, ...options], files);
  expect(run.stderr).toBe('');
  const result: DiffResult = JSON.parse(run.stdout.toString());
  const rows = result.rows.filter((row) => ['port', 'is_physfn'].includes(row.attribute));
  return {
    code: run.code,
    verdicts: rows.map((row) => `${row.attribute} ${row.verdicts['vfio']} ${row.severity}`).sort(),
    why: rows.map((row) => row.reasons['vfio'] ?? ''),
  };
}

const warnings = ['is_physfn missing warning', 'port missing warning'];
const errors = ['is_physfn missing error', 'port missing error'];

test.each([
  ['the version given', today, ['--linux', '6.8'], /^this version \(6\.8\) has no .*_young; it came with Linux 6\.9$/],
  ['what the bytes tell: version 1 of the base capability', early, [], /it came with Linux 6\.9$/],
] as const)(
  'an older kernel, by %s: a warning that says which version brought it, exit 0',
  async (_how, device, options, why) => {
    const found = await said(device, ...options);
    expect(found).toMatchObject({ code: 0, verdicts: warnings });
    for (const text of found.why) expect(text).toMatch(why);
  },
);

test.each(['6.9', '6.12.107', '7.1'])('Linux %s has it, so that it is missing: an error, exit 1', async (version) => {
  const found = await said(today, '--linux', version);
  expect(found).toMatchObject({ code: 1, verdicts: errors });
  for (const text of found.why) expect(text).not.toContain('6.9');
});

test('a version that nobody knows explains nothing: an error that names the doubt', async () => {
  const found = await said(today);
  expect(found).toMatchObject({ code: 1, verdicts: errors });
  for (const text of found.why)
    expect(text).toMatch(/it came with Linux 6\.9, and whether these bytes are older is not known/);
});

test('a buffer that has it, whatever its version', async () => {
  for (const options of [[], ['--linux', '6.8'], ['--linux', '6.12']]) {
    const found = await said(withCapability(today, 3), ...options);
    expect(found).toMatchObject({ code: 0, verdicts: ['is_physfn derived ok', 'port same ok'] });
  }
});
