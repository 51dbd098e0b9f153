/** Nothing that the program prints is wider than the terminal, or than 80 columns in a pipe: every command is tried. */
import { describe, expect, test } from 'vitest';
import { commandNames } from '../../src/cli/command-names.js';
import { widthOf } from '../../src/render/wrap.js';
import { runHere } from '../support/run-here.js';

const views = 'fixtures/three-views/net-group5';
const page = 'fixtures/captures/linux-6.12_qemu-10.0/clp-list-full.page.bin';

/** Command lines by command; a command without one fails. */
const lines = {
  decode: [
    ...['', '-v', '-f hex'].map((options) => `${options} ${views} ${page}`.trim()),
    '-v fixtures/rfc',
    'fixtures/synthetic',
    '-f hex fixtures/synthetic',
  ],
  diff: [views, `-v ${views}_qemu-7.2`, 'fixtures/scenarios/rfc-2019-v2-dump'],
  list: [views],
  compare: [`${views} ${views}_qemu-7.2`],
  predict: [`--vfio ${views}/vfio-device-info.bin`],
  explain: ['pft', 'pft --all', 'APERTURE_PAGES', 'vfio-zdev'],
  fields: ['', 'clp_rsp_query_pci', 'fid', 'fid --matrix'],
  audit: ['vfio-zdev', 'rfc-2019-v2'],
  verify: ['', ' --linux 7.3', ' --linux 5.12'].map((version) => `test/btf/kernels/linux-7.2.13_s390x.btf${version}`),
  check: [views],
  help: ['', 'formats', 'options', 'verdicts', 'decode'],
  version: [''],
  // What they print is for programs: a script, bytes.
  capture: [],
  encode: [],
  completion: [],
} as const satisfies Readonly<Record<string, readonly string[]>>;

test('every command is here', () => {
  expect(Object.keys(lines).sort()).toEqual([...commandNames].sort());
});

const all = Object.entries(lines).flatMap(([command, more]) =>
  [...more, '--help'].map((rest) => `${command} ${rest}`.trim()),
);

describe.each([undefined, '80', '120'])('COLUMNS=%s', (columns) => {
  test.each(all)('%s', async (line) => {
    // Empty: nobody says how wide it is.
    const { stdout } = await runHere(line.split(' '), { env: { COLUMNS: columns ?? '' } });
    expect(stdout).not.toBe('');
    expect(stdout.split('\n').filter((text) => widthOf(text) > Number(columns ?? 80))).toEqual([]);
  });
});

/** Lines of Markdown that are attached to a mail: at most 120 columns where no cell of a table needs more. */
const attached = [
  ...lines.diff.map((rest) => `diff ${rest}`),
  ...['vfio-zdev', 'vfio-zdev -q'].map((rest) => `audit ${rest} --block ${views}/vfio-device-info.bin`),
  ...(['list', 'compare', 'verify'] as const).flatMap((command) => lines[command].map((rest) => `${command} ${rest}`)),
  `decode ${views}`,
];

test.each(attached)('%s --format markdown', async (line) => {
  const { stdout } = await runHere([...line.split(' '), '--format', 'markdown'], { env: { COLUMNS: '80' } });
  const texts = stdout.split('\n');
  expect(texts.filter((text) => widthOf(text) > 120 && !text.startsWith('| '))).toEqual([]);
  // What was read, and with what.
  expect(stdout).toMatch(/^\| [^|]+ \| [0-9a-f]{64} \|/m);
  expect(stdout).toMatch(/^zpci-inspect \d\S+, tables: Linux [\d.]+, QEMU [\d.]+:/m);
  expect(stdout).not.toMatch(/ byte \d/);
});

/** Columns and words that say where something lies: never decimal. */
test.each([
  ['audit vfio-zdev', /^ +(?:base|group|info)\.\w+ +(\S+) +\d+ +/gm, ['0x10', '0x20', '0x24', '0x28']],
  ['verify test/btf/kernels/linux-7.2.13_s390x.btf --linux 7.3', /^ +ccdf_err_length +(\S+ \+4) +gone/gm, ['0x24 +4']],
  ['fields vfio_device_info_cap_zpci_base', /^([0-9a-f]+) +32 +fh +/gm, ['20']],
])('%s: offsets are hexadecimal', async (line, place, expected) => {
  const { stdout } = await runHere(line.split(' '), { env: { COLUMNS: '120' } });
  expect([...stdout.matchAll(place)].map(([, text]) => text)).toEqual(expected);
});
