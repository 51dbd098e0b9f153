/** Nothing that the program prints is wider than the terminal, or than 80 columns in a pipe: every command is tried. */
import { describe, expect, test } from 'vitest';
import { commandNames } from '../../src/cli/program.js';
import { widthOf } from '../../src/render/wrap.js';
import { runHere } from '../support/run-here.js';

const views = 'fixtures/three-views/net-group5';
const page = 'fixtures/captures/linux-6.12_qemu-10.0/clp-list-full.page.bin';

/** Command lines by command; a command without one fails. */
const lines: Readonly<Record<string, readonly string[]>> = {
  decode: [`${views}/firmware-query-fn.bin`, `-v ${views}/vfio-device-info.bin`, page, `-v ${page}`],
  diff: [views, `-v ${views}_qemu-7.2`, 'fixtures/scenarios/rfc-2019-v2-dump'],
  list: [views],
  compare: [`${views} ${views}_qemu-7.2`],
  predict: [`--vfio ${views}/vfio-device-info.bin`],
  explain: ['pft', 'pft --all', 'APERTURE_PAGES', 'vfio-zdev'],
  fields: ['', 'clp_rsp_query_pci', 'fid', 'fid --matrix'],
  audit: ['vfio-zdev', 'rfc-2019-v2'],
  verify: ['test/btf/kernels/linux-7.2.13_s390x.btf'],
  check: [views],
  help: ['', 'formats', 'options', 'verdicts', 'decode'],
  version: [''],
  // What they print is for programs: a script, bytes.
  capture: [],
  encode: [],
  completion: [],
};

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
