/**
 * Redaction: the same identifier gets the same substitute wherever it stands, and nothing else changes.
 */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { manifestProblems } from '../../src/load/manifest.js';
import { run } from '../support/run.js';
import { captureHost, type Outcome, printedScript, scratch } from './host.js';
import { makeMainframe } from './hosts.js';

const folder = scratch();
afterAll(() => rmSync(folder, { recursive: true }));

const host = makeMainframe(folder);
const plain = captureHost(host, printedScript(folder));
const redacted = captureHost(host, printedScript(folder, '--redact'));

interface Field {
  readonly path: string;
  readonly raw: string;
}

/** Fields of all blocks in order, as `block struct path` and raw bytes. */
function fieldsOf({ dir, manifest }: Outcome): Field[] {
  const blocks = manifest.blocks.map(({ type, file }) => `${type}:${join(dir, file)}`);
  const { stdout } = run(['decode', '--endian', 'big', '--format', 'json', ...blocks]);
  const decoded: { blocks: { structs: { struct: string; raw?: string; fields: Field[] }[] }[] } = JSON.parse(stdout);
  return decoded.blocks.flatMap(({ structs }) =>
    structs.flatMap(({ struct, raw, fields }) =>
      raw === undefined
        ? fields.map((field) => ({ path: `${struct}.${field.path}`, raw: field.raw }))
        : [{ path: struct, raw }],
    ),
  );
}

test('only identifiers change, and each has one substitute', () => {
  const before = fieldsOf(plain);
  const after = fieldsOf(redacted);
  expect(after.map((field) => field.path)).toEqual(before.map((field) => field.path));
  const changed = before.flatMap(({ path, raw }, i) =>
    raw === after[i]?.raw ? [] : [[path, raw, after[i]?.raw ?? '']],
  );
  expect(changed).toEqual([
    ['clp_rsp_list_pci.fh_list[0].fid', '000000ab', 'f1d00001'],
    ['clp_rsp_list_pci.fh_list[1].fid', '01c0ffee', 'f1d00002'],
    ['clp_rsp_list_pci.fh_list[0].fid', '00000010', 'f1d00003'],
    ['clp_rsp_query_pci.fid', '000000ab', 'f1d00001'],
    ['clp_rsp_query_pci.pchid', '01c4', 'fc01'],
    ['clp_rsp_query_pci.uid', '00001234', '0000e001'],
    [
      'clp_rsp_query_pci.util_str',
      expect.stringMatching(/^d3c1c240d7d6d9e340d5c5e3e6d6d9d240c161f1/),
      `d7d5c5e3c9c4f140${'40'.repeat(8)}d7d5c5e3c9c4f240${'40'.repeat(40)}`,
    ],
    ['clp_rsp_query_pci.fid', '00000010', 'f1d00003'],
    ['clp_rsp_query_pci.uid', '00000007', '0000e002'],
    ['clp_rsp_query_pci_grp.msia', 'fe00000000000000', 'fe00000100000000'],
    ['vfio_device_info_cap_zpci_base.pchid', '01c4', 'fc01'],
    ['vfio_device_info_cap_zpci_group.msi_addr', 'fe00000000000000', 'fe00000100000000'],
    [
      'vfio_device_info_cap_zpci_util.util_str',
      expect.stringMatching(/^d3c1c240/),
      expect.stringMatching(/^d7d5c5e3c9c4f140/),
    ],
  ]);
});

test('names, notes and sysfs text use the same substitutes', () => {
  expect(redacted.manifest.blocks.map((block) => block.role)).toEqual(
    plain.manifest.blocks.map(({ role }) =>
      role.replace('000000ab', 'f1d00001').replace('01c0ffee', 'f1d00002').replace('00000010', 'f1d00003'),
    ),
  );
  expect(manifestProblems(redacted.manifest)).toEqual([]);
  expect([redacted, plain].map(({ manifest }) => manifest.provenance.redacted)).toEqual([true, false]);
  expect(redacted.manifest.provenance.note).toMatch(
    /^fid, uid, pchid, utility strings and MSI addresses are replaced\. Not/,
  );
  const swapped = plain
    .text('sysfs.txt')
    .replaceAll('1234:00', 'e001:00')
    .replaceAll('0007:00', 'e002:00')
    .replace('/uid = 0x1234', '/uid = 0xe001')
    .replace('/uid = 0x7', '/uid = 0xe002')
    .replace('/index = 4660', '/index = 57345')
    .replace('/index = 7', '/index = 57346')
    .replace('/pchid = 0x01c4', '/pchid = 0xfc01')
    .replace(/0x000000ab|slot 000000ab/g, (text) => text.replace('000000ab', 'f1d00001'))
    .replace(/0x00000010\n|slot 00000010/g, (text) => text.replace('00000010', 'f1d00003'))
    .replace(
      /(?<=util_string = hex:)d3c1c240[0-9a-f]*/,
      redacted.block('firmware-query-fn-f1d00001').subarray(160, 224).toString('hex'),
    );
  expect(redacted.text('sysfs.txt').split('\n').sort()).toEqual(swapped.split('\n').sort());
});

test('no identifier stands anywhere in the bundle', () => {
  const texts = ['manifest.json', 'sysfs.txt', 'errors.txt'].map((name) => redacted.text(name)).join('\n');
  expect(texts.replace(/"sha256".*/g, '')).not.toMatch(/1234:|0x1234|4660|01c0ffee|000000ab|01c4|d3c1c240/i);
  const bytes = redacted.names.filter((name) => name.endsWith('.bin')).map((name) => redacted.block(name.slice(0, -4)));
  for (const wanted of ['000000ab', '01c0ffee', '01c4', '00001234', 'd3c1c240'])
    for (const data of bytes) expect(data.toString('hex').includes(wanted), wanted).toBe(false);
});

test('the option of the script does what the printed --redact does', () => {
  const again = captureHost(host, printedScript(folder), '--redact');
  expect(again.manifest).toEqual(redacted.manifest);
  expect(again.text('sysfs.txt')).toBe(redacted.text('sysfs.txt'));
});

test('a comparison gives the same verdicts with and without identifiers', () => {
  const verdicts = ({ dir, manifest }: Outcome): unknown => {
    const of = (pattern: RegExp): string[] =>
      manifest.blocks.flatMap(({ role, type, file }) => (pattern.test(role) ? [`${type}:${join(dir, file)}`] : []));
    const fid = dir === plain.dir ? '000000ab' : 'f1d00001';
    const { stdout, stderr } = run([
      ...['diff', '--format', 'json', '--linux', '6.12', '--endian', 'big', '--firmware'],
      ...of(new RegExp(`^firmware-(list|query-fn-${fid}|query-grp-05)$`)),
      ...['--vfio', ...of(/^vfio-/)],
    ]);
    expect(stderr).toBe('');
    const { rows, summary } = JSON.parse(stdout);
    return { summary, rows: rows.map((row: { attribute: string; verdicts: object }) => [row.attribute, row.verdicts]) };
  };
  expect(verdicts(redacted)).toEqual(verdicts(plain));
});
