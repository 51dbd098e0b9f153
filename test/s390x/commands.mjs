/**
 * What is run on both machines: every block of the fixtures in every format, every comparison, and a few of each other
 * command. A start takes seconds under emulation, so one start takes many files.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const formats = ['json', 'ndjson', 'csv', 'hex', 'markdown', 'table'];
const interfaces = ['vfio-zdev', 'qemu', 'sysfs', 'clp-ioctl', 'rfc-2019-v2', 'zpci-region-2020'];
const words = ['fid', 'dtsm', 'clp_rsp_query_pci', 'vfio_device_info', 'CHAIN_LOOP', 'widened', '0x010b', 'qemu'];
/** As many as are decoded in half a minute or so. */
const filesAtOnce = 150;
const samples = 'test/input/samples';
const threeViews = 'fixtures/three-views/net-group5_qemu-7.2';

/**
 * Command lines below `root`; `{out}` in one stands for a folder of its own on each machine.
 *
 * @returns objects of `name`, `args` and, where the command reads it, `input`.
 */
export function commandsOf(root) {
  const cases = readdirSync(join(root, 'fixtures'), { recursive: true })
    .filter((path) => path.endsWith('/manifest.json'))
    .map((path) => join('fixtures', dirname(path)))
    .sort();
  const blocks = cases.flatMap((dir) => blocksOf(root, dir));
  return [
    ...decodes(blocks),
    ...cases.flatMap((dir) => comparisons(root, dir)),
    ...predictions(blocks),
    ...checks(),
    ...encodes(blocks),
    ...corpora(root, blocks),
    ...texts(root),
    ...kernels(root),
    ...captures(),
    ...tables(),
    ...bad(),
  ].map((command) => ({ name: shortened(command.args.join(' ')), ...command }));
}

function shortened(text) {
  return text.length > 100 ? `${text.slice(0, 97)}...` : text;
}

function blocksOf(root, dir) {
  const manifest = JSON.parse(readFileSync(join(root, dir, 'manifest.json'), 'utf8'));
  return manifest.blocks.map(({ type, file, endian = 'unknown' }) => ({
    dir,
    file,
    type,
    endian,
    path: join(dir, file),
  }));
}

function decodes(blocks) {
  const few = blocks.filter((_, i) => i % 5 === 0);
  const typed = ({ type, path }) => `${type}:${path}`;
  return [
    ...formats.flatMap((format) => eachOrder(['decode', '--format', format], blocks)),
    ...eachOrder(['decode', '--verbose'], few),
    // Neither type nor byte order is given: the machine's own must not take their place.
    ...inParts(
      ['decode', '--format', 'json'],
      blocks.map(({ path }) => path),
    ),
    ...inParts(['decode', '--format', 'json'], blocks.filter(({ endian }) => endian !== 'unknown').map(typed)),
  ];

  function eachOrder(args, all) {
    return ['unknown', 'big', 'little'].flatMap((endian) => {
      const paths = all.filter((block) => block.endian === endian).map(typed);
      return inParts([...args, ...(endian === 'unknown' ? [] : ['--endian', endian])], paths);
    });
  }
}

/** A command for every so many files. */
function inParts(args, files) {
  const commands = [];
  for (let at = 0; at < files.length; at += filesAtOnce) {
    const part = files.slice(at, at + filesAtOnce);
    commands.push({ name: `${args.join(' ')} (${part.length} files from ${part[0]})`, args: [...args, ...part] });
  }
  return commands;
}

function comparisons(root, dir) {
  if (!readdirSync(join(root, dir)).includes('expected.diff.json')) return [];
  const others = dir === threeViews ? ['table', 'markdown'] : [];
  return ['json', ...others].map((format) => ({ args: ['diff', '--format', format, dir] }));
}

function predictions(blocks) {
  const dirs = [...new Set(blocks.map(({ dir }) => dir))].filter((dir) => dir.includes('three-views'));
  return dirs.flatMap((dir) => {
    const paths = blocks
      .filter((block) => block.dir === dir && /^vfio_(device|iommu_type1)_info$/.test(block.type))
      .map(({ type, path }) => `${type}:${path}`);
    const args = ['predict', '--endian', 'big', '--qemu', '10.0', '--fid', '0x99', '--vfio', ...paths];
    return ['json', 'hex'].map((format) => ({ args: [...args, '--format', format] }));
  });
}

function checks() {
  const files = ['junit', 'ktap', 'github', 'sarif'].flatMap((name) => ['--reporter', `${name}:{out}/check.${name}`]);
  return [{ args: ['check', 'fixtures'] }, { args: ['check', '--reporter', 'json', ...files, 'fixtures'] }];
}

/** The JSON of some blocks; `encode` gives each back. */
function encodes(blocks) {
  const wanted = [
    ['clp_rsp_query_pci', 'unknown'],
    ['clp_rsp_list_pci', 'unknown'],
    ['vfio_device_info', 'big'],
    ['vfio_device_info', 'little'],
    ['vfio_iommu_type1_info', 'big'],
  ];
  return wanted.map(([type, endian]) => {
    const { path } = blocks.findLast((block) => block.type === type && block.endian === endian) ?? {};
    if (path === undefined) throw new Error(`the fixtures have no ${type} with byte order ${endian}`);
    const order = endian === 'unknown' ? [] : ['--endian', endian];
    return { args: ['encode', '-'], input: { args: ['decode', '--format', 'json', ...order, `${type}:${path}`] } };
  });
}

/** Answers one behind the other, also decoded by workers, whose messages cross between threads as bytes. */
function corpora(root, blocks) {
  const answers = blocks.filter(({ type }) => /^clp_rsp_(query|list)_pci/.test(type)).map(({ path }) => path);
  // One that lies about its length would end the corpus.
  const files = answers.filter((path) => {
    const bytes = readFileSync(join(root, path));
    return bytes.length === bytes.readUInt16BE(0);
  });
  const split = ['decode', '--format', 'ndjson', '--split', 'response'];
  return [
    { args: [...split, '-'], input: { files } },
    { args: [...split, '--jobs', '2', '-'], input: { files: [...files, ...files] } },
    { args: [...split, '--fields', 'fid,pfgid,sdma,edma,fh_list[].fid', '-'], input: { files } },
    { args: ['decode', '--format', 'hex', '--type', 'clp_rsp_query_pci', '--split', '384', '-'], input: { files } },
  ];
}

/** Pasted text, among it dumps of words that need a word size and those that no word size helps. */
function texts(root) {
  const paths = readdirSync(join(root, samples)).filter((name) => name.endsWith('.txt'));
  const decode = ['decode', '--format', 'json', '--type', 'clp_rsp_query_pci_grp', '-v'];
  const files = paths.map((name) => join(samples, name));
  return [
    { args: [...decode, ...files] },
    { args: [...decode, '--word', '4', '--word-endian', 'little', ...files] },
    { args: [...decode, '--word', '2', '--word-endian', 'big', ...files] },
    { args: ['decode', '--format', 'hex', '-'], input: { files: [`${threeViews}/firmware-query-grp.bin`] } },
  ];
}

/** Types of kernels of both byte orders, and what is made of them. */
function kernels(root) {
  const folder = 'test/btf/kernels';
  const files = readdirSync(join(root, folder)).filter((name) => /\.(btf|o)$/.test(name));
  const newest = `${folder}/linux-7.3-rc7_s390x.btf`;
  return [
    ...files.flatMap((name) =>
      ['table', 'json'].map((format) => ({
        args: ['verify', `${folder}/${name}`, '--linux', '7.3', '--format', format],
      })),
    ),
    { args: ['fields', '--btf', newest, 'zpci_dev'] },
    { args: ['fields', '--btf', newest, '--export', 'zpci_fmb'] },
    { args: ['audit', 'vfio-zdev', '--btf', newest] },
  ];
}

function captures() {
  const live = 'fixtures/live/linux-6.12_qemu-10.0';
  return [
    ...['table', 'json', 'csv'].map((format) => ({ args: ['list', '--format', format, live] })),
    ...['table', 'json'].map((format) => ({
      args: ['compare', '--format', format, threeViews, 'fixtures/three-views/net-group5_qemu-7.2'],
    })),
    { args: ['diff', '--format', 'html', threeViews] },
  ];
}

function tables() {
  const example = 'fixtures/user-tables/zpci-group-v3';
  return [
    ...interfaces.map((name) => ({ args: ['audit', name, '--format', 'json'] })),
    { args: ['audit', 'rfc-2019-v2', '--block', 'fixtures/scenarios/rfc-2019-v2-dump'] },
    ...words.map((word) => ({ args: ['explain', word] })),
    { args: ['fields'] },
    { args: ['fields', '--format', 'json'] },
    { args: ['fields', '--matrix', '--format', 'markdown'] },
    { args: ['fields', '--export', 'vfio_device_info_cap_zpci_base'] },
    { args: ['decode', '--layouts', `${example}/layouts.json`, '--endian', 'big', `${example}/device-info.bin`] },
    { args: ['capture'] },
    { args: ['--version'] },
    { args: ['--help'] },
  ];
}

function bad() {
  return [
    { args: ['decode', 'no-such-file', 'README.md'] },
    { args: ['decode', '--type', 'vfio_device_inf', 'LICENSE'] },
    { args: ['encode', 'package.json'] },
    { args: ['explain', 'nothing'] },
  ];
}
