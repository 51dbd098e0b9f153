/**
 * Blocks of several functions: which belongs to which. The blocks are those of the live capture: four emulated
 * functions whose physical channel, virtual function and path are all 0, so that only handles and names tell.
 */
import { describe, expect, test } from 'vitest';
import { type DecodedBlock, decodeBlock } from '../../src/decode/decode-block.js';
import { type Comparisons, compareAll, type DiffInput, diffFunctions, diffResult } from '../../src/diff/diff.js';
import type { DiffReport } from '../../src/model/diff.js';
import { ToolError } from '../../src/model/errors.js';
import { cases } from '../fixtures/cases.js';

const live = cases.find((one) => one.path === 'live/linux-6.12_qemu-10.0');
const ids = ['f1d00001', 'f1d00002', 'f1d00003', '00000000'] as const;

function bytesOf(role: string): Uint8Array {
  const bytes = live?.blocks.find(({ listed }) => listed.role === role)?.bytes;
  if (bytes === undefined) throw new Error(`no block ${role}`);
  return bytes;
}

/** A block under another name, with some bytes changed. */
function block(
  role: string,
  type: string,
  source = `${role}.bin`,
  poke: Readonly<Record<number, number>> = {},
): DecodedBlock {
  const bytes = Uint8Array.from(bytesOf(role));
  for (const [at, byte] of Object.entries(poke)) bytes[Number(at)] = byte;
  return decodeBlock(bytes, { type }).with({ source });
}

const page = (role: string, source?: string, poke?: Readonly<Record<number, number>>): DecodedBlock =>
  block(role, 'clp-page', source, poke);
const fn = (id: string): DecodedBlock => page(`firmware-query-fn-${id}`);
const info = (id: string, source?: string, poke?: Readonly<Record<number, number>>): DecodedBlock =>
  block(`vfio-device-info-${id}`, 'vfio_device_info', source, poke);
const iommu = (id: string, source?: string, poke?: Readonly<Record<number, number>>): DecodedBlock =>
  block(`vfio-iommu-info-${id}`, 'vfio_iommu_type1_info', source, poke);
const group = page('firmware-query-grp-ff');
const list = page('firmware-list');
const functions = ids.map(fn);

/** Version 1 of the base capability, which has no handle: byte 24 + 2 is its version. */
const versionOne = { 27: 1 };

function compare(input: Partial<DiffInput>): Comparisons {
  return compareAll({ firmware: [list, ...functions, group], ...input });
}

function titles(reports: readonly DiffReport[], kind: DiffReport['kind'] = 'function'): string[] {
  return reports.filter((one) => one.kind === kind).map((one) => one.title);
}

/** Per function: what is said of its own handle, which is another function's where blocks were mixed up. */
function handles(reports: readonly DiffReport[]): (string | undefined)[] {
  return reports
    .filter((one) => one.kind === 'function')
    .map((one, i) => one.rows.find((row) => row.attribute === `fh_list[${i}].fh`)?.verdicts['vfio']);
}

function leftOut(reports: readonly DiffReport[]): string[] {
  return reports
    .filter((one) => one.kind === 'left out')
    .flatMap((one) => one.facts.map((fact) => `${fact.name}: ${fact.text}`));
}

describe('device infos', () => {
  test('by their handle, whatever their order and names', () => {
    const infos = [...ids].reverse().map((id, i) => info(id, `dump-${i}.bin`));
    const { reports, problems } = compare({ vfio: infos });
    expect(problems).toEqual([]);
    expect(titles(reports)).toEqual(ids.map((id) => `function 0x${id}`));
    expect(handles(reports)).toEqual(['same', 'same', 'same', 'same']);
  });

  test('by their handle, also when it was enabled in between: a finding, and no other function', () => {
    // The handle of the base capability stands at byte 24 + 32; its first bit is the enable bit.
    const { reports, problems } = compare({ vfio: [info('f1d00002', 'x.bin', { 56: 0 })] });
    expect(problems).toEqual([]);
    expect(reports.map((one) => one.rows.length > 0)).toEqual([false, true, false, false]);
    expect(reports[1]?.rows.find((row) => row.attribute === 'fh_list[1].fh')?.verdicts['vfio']).toBe('mismatch');
  });

  test('functions without one are said to have none, and do not keep the others from being compared', () => {
    const { reports, problems } = compare({ vfio: [info('f1d00003'), info('f1d00001')] });
    expect(problems).toEqual([]);
    expect(titles(reports)).toHaveLength(4);
    expect(reports.map((one) => one.sides.map((side) => side.key))).toEqual([['vfio'], [], ['vfio'], []]);
    for (const one of [reports[1], reports[3]]) {
      expect(one?.facts[0]).toEqual({
        name: 'userspace',
        text: 'no VFIO buffer given: on a host, only functions of a vfio driver have one',
      });
      expect(one?.rows).toEqual([]);
    }
  });

  test('one that could belong to several is given to none, and the line says which and what to do', () => {
    const { reports, problems } = compare({ vfio: [info('f1d00001'), info('f1d00002', 'lone.bin', versionOne)] });
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(
      /^lone\.bin could belong to 0xf1d00002, 0xf1d00003, 0x00000000: it tells neither handle/,
    );
    expect(problems[0]).toContain('lone-f1d00002');
    expect(reports.map((one) => one.sides.length)).toEqual([1, 0, 0, 0]);
  });

  test('a name that ends in the function id pins it', () => {
    const { reports, problems } = compare({ vfio: [info('f1d00002', 'lone-f1d00002.bin', versionOne)] });
    expect(problems).toEqual([]);
    expect(reports.map((one) => one.sides.length)).toEqual([0, 1, 0, 0]);
  });

  test('a name does not go before a handle', () => {
    const { reports } = compare({ vfio: [info('f1d00002', 'vfio-device-info-f1d00003.bin')] });
    expect(reports.map((one) => one.sides.length)).toEqual([0, 1, 0, 0]);
  });

  test('the only function that is left of those it could belong to', () => {
    const firmware = [list, fn('f1d00001'), fn('f1d00002'), group];
    const { reports, problems } = compare({
      firmware,
      vfio: [info('f1d00001'), info('f1d00002', 'lone.bin', versionOne)],
    });
    expect(problems).toEqual([]);
    expect(reports.map((one) => one.sides.length)).toEqual([1, 1]);
  });

  test('one of a function that firmware did not answer for', () => {
    // Another physical channel, at byte 24 + 24.
    const { problems } = compare({ vfio: [info('f1d00001'), info('f1d00002', 'x.bin', { 49: 7, 59: 9 })] });
    expect(problems).toEqual([expect.stringMatching(/^x\.bin belongs to none of the 4 functions/)]);
  });

  test('two of one function: equal ones count once, different ones not at all', () => {
    const twice = compare({ vfio: [info('f1d00001'), info('f1d00001', 'again.bin')] });
    expect(twice.problems).toEqual([]);
    expect(leftOut(twice.reports)).toEqual(['again.bin: says what another block says']);
    // The length of the measurement block, at byte 24 + 28.
    const differing = compare({
      vfio: [info('f1d00001'), info('f1d00001', 'again.bin', { 53: 64 }), info('f1d00002')],
    });
    expect(differing.problems).toEqual([
      'two blocks of one kind (vfio_device_info) for one function, and they differ: vfio-device-info-f1d00001.bin, again.bin',
    ]);
    expect(differing.reports.map((one) => one.sides.length)).toEqual([0, 1, 0, 0]);
  });

  test('the library function throws what stands in the way', () => {
    expect(() =>
      diffFunctions({ firmware: [list, ...functions], vfio: [info('f1d00002', 'lone.bin', versionOne)] }),
    ).toThrow(ToolError);
  });
});

describe('answers of firmware', () => {
  test('a function that was answered twice with the same is one function', () => {
    const { reports, problems } = compare({
      firmware: [list, ...functions, page('firmware-query-fn-f1d00001', 'again.bin'), group],
      vfio: [info('f1d00001')],
    });
    expect(problems).toEqual([]);
    expect(titles(reports)).toHaveLength(4);
    expect(leftOut(reports)).toEqual(['again.bin: says what another block says']);
  });

  test('a function that was answered twice differently is not compared', () => {
    // A page has its answer at byte 32, with the physical channel at 30 of it.
    const other = page('firmware-query-fn-f1d00001', 'other.bin', { 63: 5 });
    const { reports, problems } = compare({
      firmware: [list, ...functions, other, group],
      vfio: [info('f1d00001'), info('f1d00002')],
    });
    expect(problems).toEqual([
      'two blocks of one kind (clp-page) for one function, and they differ: firmware-query-fn-f1d00001.bin, other.bin',
    ]);
    expect(titles(reports)).toEqual(ids.slice(1).map((id) => `function 0x${id}`));
  });

  test('a question on its own goes to the function whose handle it has', () => {
    const question = bytesOf('firmware-query-fn-f1d00002').slice(0, 32);
    question[16] = 0; // the enable bit of the handle
    const asked = decodeBlock(question, { type: 'clp_req_query_pci' }).with({ source: 'asked.bin' });
    const answers = ids.map((id) => {
      const bytes = bytesOf(`firmware-query-fn-${id}`).slice(32, 32 + 384);
      return decodeBlock(bytes, { type: 'clp_rsp_query_pci' }).with({ source: `fn-${id}.bin` });
    });
    const { reports } = compare({ firmware: [list, asked, ...answers, group], vfio: ids.map((id) => info(id)) });
    const checks = reports.map((one) => one.checks.some((check) => check.id === 'HANDLE_ASKED'));
    expect(checks).toEqual([false, true, false, false]);
  });

  test('a group answer without its question: the only one where all are in one group', () => {
    const bytes = bytesOf('firmware-query-grp-ff').slice(32, 32 + 64);
    const bare = decodeBlock(bytes, { type: 'clp_rsp_query_pci_grp' }).with({ source: 'grp.bin' });
    const { reports } = compare({ firmware: [list, ...functions, bare], vfio: ids.map((id) => info(id)) });
    expect(reports.map((one) => one.rows.some((row) => row.attribute === 'noi'))).toEqual([true, true, true, true]);
  });

  test('two groups: by their questions, or by names, else the answers are left out', () => {
    // The group id stands at byte 19 of a question and of an answer; the interrupts at 16 of an answer.
    const second = page('firmware-query-fn-f1d00002', 'firmware-query-fn-f1d00002.bin', { 51: 7 });
    const firmware = [list, fn('f1d00001'), second];
    const vfio = [info('f1d00001'), info('f1d00002', undefined, { 55: 7 })];
    const noi = (groups: readonly DecodedBlock[]): (number | string | null | undefined)[] =>
      compare({ firmware: [...firmware, ...groups], vfio })
        .reports.filter((one) => one.kind === 'function')
        .map((one) => one.rows.find((row) => row.attribute === 'noi')?.firmware?.value);
    const seven = page('firmware-query-grp-ff', 'seven.bin', { 19: 7, 49: 17 });
    expect(noi([seven, group])).toEqual([128, 17]);
    const bare = (from: DecodedBlock, source: string): DecodedBlock =>
      decodeBlock(from.bytes.slice(32, 96), { type: 'clp_rsp_query_pci_grp' }).with({ source });
    expect(noi([bare(seven, 'grp-07.bin'), bare(group, 'grp-ff.bin')])).toEqual([128, 17]);
    expect(noi([bare(seven, 'grp.bin')])).toEqual([undefined, undefined]);
    const { reports } = compare({ firmware: [...firmware, bare(seven, 'grp.bin')], vfio });
    expect(leftOut(reports)[0]).toMatch(
      /^grp\.bin: of which group it is, nothing says: the functions are in 0xff, 0x07/,
    );
  });
});

/** A page of the list: a question with this token, an answer with these entries and that token. */
function listPage(asked: number, entries: readonly number[], next: number): DecodedBlock {
  const from = bytesOf('firmware-list');
  const bytes = new Uint8Array(4096);
  bytes.set(from.subarray(0, 64));
  const view = new DataView(bytes.buffer);
  view.setBigUint64(16, BigInt(asked));
  view.setUint16(32, 32 + entries.length * 16);
  view.setBigUint64(48, BigInt(next));
  for (const [i, entry] of entries.entries()) bytes.set(from.subarray(64 + entry * 16, 80 + entry * 16), 64 + i * 16);
  return decodeBlock(bytes, { type: 'clp-page' }).with({ source: `list-${asked}.bin` });
}

describe('a list in several pages', () => {
  const pages = [listPage(0, [0, 1], 7), listPage(7, [2], 9), listPage(9, [3], 0)];
  const vfio = ids.map((id) => info(id));
  const whole = compare({ vfio }).reports;

  test('is one list, in whatever order its pages are given', () => {
    for (const order of [
      [0, 1, 2],
      [2, 0, 1],
      [1, 2, 0],
    ]) {
      const some = order.flatMap((i) => pages[i] ?? []);
      const { reports, problems } = compare({ firmware: [...functions, ...some, group], vfio });
      expect(problems).toEqual([]);
      expect(handles(reports)).toEqual(['same', 'same', 'same', 'same']);
      expect(reports.map((one) => one.rows.map((row) => [row.attribute, row.verdicts, row.firmware?.value]))).toEqual(
        whole.map((one) => one.rows.map((row) => [row.attribute, row.verdicts, row.firmware?.value])),
      );
    }
  });

  test('for one function, too', () => {
    const firmware = [fn('00000000'), ...pages, group];
    const { reports } = compare({ firmware, vfio: [info('00000000')] });
    expect(reports[0]?.rows.find((row) => row.attribute === 'fh_list[3].fh')?.verdicts['vfio']).toBe('same');
    expect(reports[0]?.checks.map((check) => check.id)).not.toContain('LIST_ENTRY');
  });

  test('answers without their questions follow one another as they are given', () => {
    const bare = pages.map((one) =>
      decodeBlock(one.bytes.slice(32), { type: 'clp_rsp_list_pci' }).with({ source: one.source ?? '' }),
    );
    expect(handles(compare({ firmware: [...functions, ...bare, group], vfio }).reports)).toEqual([
      'same',
      'same',
      'same',
      'same',
    ]);
  });

  test('whose end is missing says that it goes on', () => {
    const { reports } = compare({ firmware: [fn('00000000'), ...pages.slice(0, 2), group], vfio: [info('00000000')] });
    const check = reports[0]?.checks.find((one) => one.id === 'LIST_ENTRY');
    expect(check?.message).toBe(
      'function id 0x00000000 is not among the 3 entries of the list, which goes on behind them (resume token 0x9)',
    );
  });

  test('a page that follows none is a problem, and is not compared', () => {
    const { problems } = compare({
      firmware: [...functions, ...[pages[0], pages[2]].flatMap((one) => one ?? []), group],
      vfio,
    });
    expect(problems).toEqual([
      'two blocks of one kind (clp-page) on the firmware side, and they are no pages of one list: list-0.bin, list-9.bin',
    ]);
  });

  test('two lists from the beginning that differ are a problem', () => {
    expect(() => compare({ firmware: [fn('00000000'), list, listPage(0, [3], 0)], vfio: [info('00000000')] })).toThrow(
      /two blocks of one kind \(clp-page\) on the firmware side, and they are no pages of one list/,
    );
  });
});

describe('IOMMU infos and other buffers', () => {
  const vfio = ids.slice(0, 2).map((id) => info(id));
  // The mappings that are left: the last four bytes of the capability behind the MIGRATION one.
  const at = bytesOf('vfio-iommu-info-f1d00001').findIndex((byte, i, all) => byte === 0xff && all[i + 1] === 0xff) + 1;
  const left = (reports: readonly DiffReport[]): (string | undefined)[] =>
    reports.map((one) => one.facts.find((fact) => fact.name === 'frame sizes')?.text);

  test('one for all', () => {
    const { reports } = compare({ vfio: [...vfio, iommu('f1d00003', 'any.bin')] });
    expect(left(reports).map((text) => text !== undefined)).toEqual([true, true, false, false]);
  });

  test('two that differ: by name', () => {
    const other = iommu('f1d00001', 'x-f1d00002.bin', { [at]: 0xf0 });
    const { reports, problems } = compare({ vfio: [...vfio, other, iommu('f1d00001', 'x-f1d00001.bin')] });
    expect(problems).toEqual([]);
    expect(leftOut(reports)).toEqual([]);
  });

  test('two that differ for three functions, without names, are left out', () => {
    const three = [...vfio, info('f1d00003')];
    const { reports, problems } = compare({
      vfio: [...three, iommu('f1d00001', 'x.bin'), iommu('f1d00001', 'y.bin', { [at]: 0xf0 })],
    });
    expect(problems).toEqual([]);
    expect(leftOut(reports)).toEqual([
      'x.bin, y.bin: whose it is, nothing says: 2 IOMMU infos for 3 functions; let its name end in the function id',
    ]);
  });

  test('regions go by name', () => {
    const region = (id: string): DecodedBlock => block(`vfio-region-1-${id}`, 'vfio_region_info');
    const { reports } = compare({
      vfio: [
        ...vfio,
        region('f1d00001'),
        region('f1d00002'),
        block('vfio-region-1-f1d00003', 'vfio_region_info', 'what.bin'),
      ],
    });
    const count = (one: DiffReport | undefined): number =>
      one?.checks.filter((check) => check.id === 'BAR_REGION').length ?? 0;
    expect(reports.slice(0, 4).map(count)).toEqual([1, 1, 0, 0]);
    expect(leftOut(reports)).toEqual(['what.bin: whose it is, nothing says; let its name end in the function id']);
  });
});

test('the document counts severities per function', () => {
  const { reports } = compare({ vfio: [info('f1d00001')] });
  const counts = diffResult(reports, 0).functions.map((one) => one.severities);
  expect(counts[0]).toMatchObject({ error: 0, warning: 0 });
  expect(counts[0]?.ok).toBeGreaterThan(70);
  expect(counts[1]).toEqual({ error: 0, warning: 0, note: 0, ok: 0 });
});
