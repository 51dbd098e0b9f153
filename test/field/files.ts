/**
 * Files as people have them, by the path under which the transcripts name them. Most lie with the tests of their reader or
 * in a fixture; `test/field/files` has the others.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { filesBelow, type MemoryFiles } from '../support/memory-io.js';
import { root } from '../support/run.js';

const folder = `${root}test/field/files`;
const own = readdirSync(folder, { withFileTypes: true, recursive: true }).flatMap((one) => {
  const path = `${one.parentPath}/${one.name}`;
  return one.isFile() ? [[path.slice(folder.length + 1), readFileSync(path)] as const] : [];
});

/** Each folder, where its files lie, and which of them. */
const elsewhere: readonly (readonly [folder: string, place: string, names: readonly string[]])[] = [
  ['config', 'test/input/copies', ['domain.xml', 'lspci.txt', 'nodedev.xml', 'qemu.txt']],
  [
    'logs',
    'test/input/logs',
    [
      'dmesg-hotunplug.txt',
      'dmesg-opfail.txt',
      'dmesg-rogue-dma.txt',
      'journal-nozpci.txt',
      'journal-recovery.txt',
      'pci_error_clp.txt',
      'qemu-trace-vfio.txt',
    ],
  ],
  ['logs', 'fixtures/synthetic/pci-error-ccdf', ['pci_error_hex_ascii.txt']],
  [
    'regions',
    'fixtures/synthetic/region-drivers',
    [
      'ccw-irq2-req.bin',
      'device-info-16.bin',
      'gpu-r0.bin',
      'ism-bar0.bin',
      'ism-bar1.bin',
      'ism-bar2-16k.bin',
      'ism-bar5.bin',
      'ism-config.bin',
      'ism-config256.bin',
      'pci-bar0-msix-mappable.bin',
      'pci-igd-opregion.bin',
      'region-bar2-caps.bin',
    ],
  ],
  ['sysfs', 'test/input/copies', ['forloop.txt', 'grep-r.txt', 'head.txt', 'name-newline.txt']],
  ['sysfs', 'test/list/trees', ['dbginfo-sysfs.tgz', 'function-folder.tgz']],
  [
    'with-logs',
    'fixtures/three-views/net-group5',
    [
      'firmware-list.bin',
      'firmware-query-fn.bin',
      'firmware-query-grp.bin',
      'firmware-slpc-pci.bin',
      'vfio-device-info.bin',
      'vfio-iommu-info.bin',
    ],
  ],
  ['with-logs', 'fixtures/synthetic/pci-error-ccdf', ['pci_error_hex_ascii.txt']],
  [
    'hostile/hint-nan',
    'fixtures/three-views/net-group5',
    ['firmware-query-fn.bin', 'firmware-query-grp.bin', 'vfio-device-info.bin'],
  ],
];

const copies = elsewhere.flatMap(([folder, place, names]) =>
  names.map((name) => [`${folder}/${name}`, readFileSync(`${root}${place}/${name}`)] as const),
);

const plain = filesBelow(`${root}fixtures/three-views/plain`, '');

/** The case `three-views/plain`, one of its files changed as text. */
function changed(name: string, edits: Readonly<Record<string, (text: string) => string>>): [string, Uint8Array][] {
  return [...plain].map(([path, bytes]) => {
    const file = path.replace(/^\//, '');
    return [`hostile/${name}/${file}`, Buffer.from(edits[file]?.(Buffer.from(bytes).toString()) ?? bytes)];
  });
}

const renamed = (text: string): string => text.replaceAll('firmware-query-fn.bin', 'constructor');
const withIssue = (text: string): string => text.replace(/"constructor": ?\[\]/, '"constructor": ["CHAIN_LOOP"]');
const exposures = (rows: string) => (text: string) =>
  text.trimEnd().replace(/\}$/, `,"exposures":{"clp_rsp_query_pci_grp":{"noi":{"qemu":"exposed"${rows}}}}}\n`);

const cases = [
  ...changed('expect-constructor', {
    'manifest.json': (text) => withIssue(renamed(text)),
    'expected.decode.json': renamed,
    'expected.values.json': renamed,
  }).map(([path, bytes]) => [path.replace(/firmware-query-fn[.]bin$/, 'constructor'), bytes] as const),
  ...changed('expected-exposure', { 'expected.decode.json': exposures(',"hasOwnProperty":"hidden"') }),
  ...changed('expected-tostring', {
    'expected.diff.json': (text) => text.replace('"sysfs":"hidden"', '"sysfs":"hidden","toString":"same"'),
  }),
];

const xml = (body: string): Uint8Array => Buffer.from(`<domain type='kvm'>${body}</domain>\n`);

/** XML that asks for more than is given to it. */
const configurations: readonly (readonly [string, Uint8Array])[] = [
  [
    'hostile/entities.xml',
    Buffer.from('<!DOCTYPE domain [<!ENTITY a SYSTEM "file:///etc/passwd">]>\n<domain><name>&a;</name></domain>\n'),
  ],
  ['hostile/deep.xml', xml(`${'<a>'.repeat(5000)}${'</a>'.repeat(5000)}`)],
  ['hostile/large.xml', xml(' '.repeat(4 * 1024 * 1024))],
];

/** Every file. */
export const fieldFiles: MemoryFiles = new Map([...own, ...copies, ...cases, ...configurations]);
