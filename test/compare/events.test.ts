/** What happens to a host between two captures: a reset, functions that come and go, groups, answers that fail. */
import { describe, expect, test } from 'vitest';
import { compareCaptures } from '../../src/compare/compare.js';
import { decodeBlock, ToolError } from '../../src/index.js';
import {
  captureOf,
  changesOf,
  compareStates,
  type State,
  shortOf,
  spotsOf,
  stateOf,
  withAttribute,
  withValue,
} from './captures.js';

const state = stateOf('net-group5');
const firmware = spotsOf(state, 'firmware');
const vfio = spotsOf(state, 'vfio');

function spot(path: string, view = firmware) {
  const found = view.get(path);
  if (found === undefined) throw new Error(`no ${path}`);
  return found;
}

/** The host's handle in all views. */
function withHandle(handle: bigint): State {
  const listed = withValue(state, spot('clp_rsp_list_pci.fh_list[0].fh'), handle);
  const told = withValue(listed, spot('vfio_device_info_cap_zpci_base.fh', vfio), handle);
  return withAttribute(told, 'function_handle', `0x${handle.toString(16)}`);
}

describe('a reset', () => {
  test.each([
    ['enabled again, the instance counted on', 0x8102_0000n],
    ['left disabled', 0x0002_0000n],
  ])('%s: the handle and nothing else', (_name, handle) => {
    const result = compareStates(state, withHandle(handle));
    expect(changesOf(result).map(shortOf)).toEqual(['ok clp_rsp_list_pci.fh_list[].fh moved false']);
    expect(changesOf(result)[0]?.views).toEqual(['firmware', 'vfio', 'sysfs']);
    expect(result.summary).toEqual({ ok: 1, note: 0, warning: 0, error: 0 });
  });

  test('another index is no reset', () => {
    expect(changesOf(compareStates(state, withHandle(0x8002_0007n))).map(shortOf)).toEqual([
      'note clp_rsp_list_pci.fh_list[].fh moved false',
    ]);
  });

  test('mappings in use come and go', () => {
    const after = withValue(state, spot('vfio_iommu_type1_info_dma_avail.avail', vfio), 65000n);
    const changes = changesOf(compareStates(state, after));
    expect(changes.map(shortOf)).toEqual(['ok vfio_iommu_type1_info_dma_avail.avail shrunk false']);
  });
});

describe('functions', () => {
  const entry = spot('clp_rsp_list_pci.fh_list[2].fid');

  test('one that is gone was used by nobody, or by a guest', () => {
    const { functions } = compareStates(state, withValue(state, entry, 0x77n));
    const alone = functions.filter(({ status }) => status === 'gone' || status === 'appeared');
    expect(alone.map(({ fid, status, changes }) => [fid, status, changes.map(shortOf).join()])).toEqual([
      [Number(entry.value), 'gone', 'warning clp_rsp_query_pci.fid gone false'],
      [0x77, 'appeared', 'note clp_rsp_query_pci.fid appeared false'],
    ]);
    const fid = withValue(
      withValue(state, spot('clp_rsp_query_pci.fid'), 0x78n),
      spot('clp_rsp_list_pci.fh_list[0].fid'),
      0x78n,
    );
    const used = compareStates(state, withAttribute(fid, 'function_id', '0x78')).functions;
    expect(used.find(({ status }) => status === 'gone')?.changes.map(shortOf)).toEqual([
      'error clp_rsp_query_pci.fid gone true',
    ]);
  });

  test('one that has another id is the same by its uid', () => {
    const after = withValue(
      withValue(state, spot('clp_rsp_query_pci.fid'), 0x78n),
      spot('clp_rsp_list_pci.fh_list[0].fid'),
      0x78n,
    );
    const { functions } = compareStates(state, withAttribute(after, 'function_id', '0x78'), { match: 'uid' });
    const [one] = functions;
    expect([one?.status, one?.changes.map(shortOf)]).toEqual(['changed', ['note clp_rsp_query_pci.fid renamed false']]);
  });

  test('one that changes its group takes the values of the new one along', () => {
    const moved = withValue(
      withValue(state, spot('clp_rsp_query_pci.pfgid'), 6n),
      spot('vfio_device_info_cap_zpci_base.gid', vfio),
      6n,
    );
    const less = withValue(withAttribute(moved, 'pfgid', '0x06'), spot('clp_rsp_query_pci_grp.noi'), 32n);
    const { functions, groups } = compareStates(state, less);
    expect(functions[0]?.changes.map(shortOf)).toEqual([
      'note clp_rsp_query_pci.pfgid renamed false',
      'note clp_rsp_query_pci_grp.noi shrunk false',
    ]);
    expect(groups.map(({ group, status }) => [group, status])).toEqual([
      [5, 'gone'],
      [6, 'appeared'],
    ]);
  });
});

describe('regions and interrupts', () => {
  /** 32 bytes of a region, 40 with a capability that is nothing but a header. */
  const region = (index: number, flags: number, capability?: number) => {
    const bytes = Buffer.alloc(capability === undefined ? 32 : 40);
    const words = [bytes.length, flags, index, capability === undefined ? 0 : 32];
    for (const [i, word] of words.entries()) bytes.writeUInt32BE(word, i * 4);
    bytes.writeBigUInt64BE(0x4000n, 16);
    bytes.writeBigUInt64BE(BigInt(index) << 40n, 24);
    if (capability !== undefined) bytes.set([0, capability, 0, 1], 32);
    return decodeBlock(bytes, { type: 'vfio_region_info' });
  };
  const interrupt = (index: number) => {
    const bytes = Buffer.alloc(16);
    for (const [i, word] of [16, 9, index, 1].entries()) bytes.writeUInt32BE(word, i * 4);
    return decodeBlock(bytes, { type: 'vfio_irq_info' });
  };
  const capture = captureOf(state);
  const before = { ...capture, vfio: [...capture.vfio, region(1, 3), region(4, 3), interrupt(2)] };
  const after = { ...capture, vfio: [...capture.vfio, region(1, 0xf, 3), region(4, 7), interrupt(2), interrupt(3)] };

  test('flags, capabilities and interrupts name the kernel that brought them, each region by its index', () => {
    const { result } = compareCaptures({ before, after: { ...after, linux: '7.3' } });
    expect(changesOf(result).map((one) => `${shortOf(one)} ${one.since}`)).toEqual([
      'ok vfio_region_info[1].flags grown false Linux 6.16',
      'ok vfio_region_info[1].cap_offset grown false Linux 6.16',
      'ok vfio_region_info[4].flags grown false Linux 6.16',
      'ok vfio_irq_info[3]. appeared false Linux 7.3',
    ]);
  });

  test('a region that is smaller takes a BAR from the guest', () => {
    const bytes = region(4, 3).bytes;
    bytes.set([0, 0, 0, 0, 0, 0, 0x10, 0], 16);
    const smaller = decodeBlock(bytes, { type: 'vfio_region_info' });
    const { result } = compareCaptures({
      before: { ...before, guest: [] },
      after: { ...before, guest: [], vfio: [...capture.vfio, region(1, 3), smaller, interrupt(2)] },
    });
    expect(changesOf(result).map(shortOf)).toEqual([
      'note vfio_region_info[4].size shrunk false',
      'error clp_rsp_query_pci.bar_size[4] shrunk predicted',
    ]);
  });
});

describe('what nobody can compare', () => {
  test('is said: buffers and answers that only one capture has', () => {
    const { 'vfio-device-info': _, 'vfio-iommu-info': __, ...blocks } = state.blocks;
    const { notes, summary } = compareStates(state, { blocks, sysfs: state.sysfs });
    expect(notes).toEqual(['only before, and not compared: VFIO buffers of 0x000000ab']);
    expect(summary.error).toBe(0);
  });

  test('an answer that failed is not believed', () => {
    const bytes = Uint8Array.from(state.blocks['firmware-query-grp'] ?? []);
    bytes.set([0x01, 0x0b], 2);
    const after = { ...state, blocks: { ...state.blocks, 'firmware-query-grp': bytes } };
    const result = compareStates(state, after);
    expect(changesOf(result)).toEqual([]);
    expect(result.notes).toEqual(['only before, and not compared: the clp_rsp_query_pci_grp of 0x000000ab']);
  });

  test('an answer for a group alone: a guest is predicted to follow', () => {
    const of = (bytes: Uint8Array) => ({
      ...captureOf({ blocks: {}, sysfs: new Map() }),
      sysfs: [],
      firmware: [decodeBlock(bytes, { type: 'clp_rsp_query_pci_grp' })],
    });
    const bytes = state.blocks['firmware-query-grp'] ?? new Uint8Array();
    const fewer = withValue(state, spot('clp_rsp_query_pci_grp.noi'), 32n).blocks['firmware-query-grp'] ?? bytes;
    const { result } = compareCaptures({ before: of(bytes), after: of(fewer) });
    expect(changesOf(result).map(shortOf)).toEqual(['error clp_rsp_query_pci_grp.noi shrunk predicted']);
  });

  test('a capture without anything is refused', () => {
    const empty = { ...captureOf({ blocks: {}, sysfs: new Map() }), sysfs: [] };
    expect(() => compareCaptures({ before: captureOf(state), after: empty })).toThrow(ToolError);
  });
});
