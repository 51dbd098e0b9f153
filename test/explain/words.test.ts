/** Explain knows what the program prints: words are collected from its own outputs on the fixtures. */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { explain, nearestWord } from '../../src/catalog/explain.js';
import { builtInCatalog } from '../../src/index.js';
import { checkKinds } from '../../src/model/check-kinds.js';
import { verdictKinds } from '../../src/model/diff.js';
import { issueKinds } from '../../src/model/issues.js';
import { runInMemory } from '../support/memory-io.js';

const root = fileURLToPath(new URL('../../', import.meta.url));
const catalog = builtInCatalog();
const isKnown = (word: string): boolean => explain(catalog, word).length > 0;

function unknown(words: Iterable<string>): string[] {
  return [...new Set(words)].filter((word) => !isKnown(word)).sort();
}

/** The expectations of all cases, apart from those with tables of their own. */
const texts = readdirSync(`${root}fixtures`, { recursive: true, encoding: 'utf8' })
  .filter((path) => /expected\.(decode|diff)\.json$/.test(path) && !path.startsWith('user-tables'))
  .map((path) => readFileSync(`${root}fixtures/${path}`, 'utf8'));

/** What the first group of a pattern finds in them, each once. */
function found(pattern: RegExp): string[] {
  return [...new Set(texts.flatMap((text) => [...text.matchAll(pattern)].map((match) => match[1] ?? '')))];
}

describe('words of the fixtures', () => {
  test.each<[string, number, RegExp]>([
    [
      'structs, and fields with their structs',
      250,
      /\b((?:clp|vfio|iommu|zpci|mio)_[a-z][\w@-]*(?:\.[\w.[\]]*\w\]?)?)/g,
    ],
    ['fields alone', 100, /^\["([^"(]+)","[\d.]+:\d+"/gm],
    ['files of sysfs', 10, /\b(sysfs\.[\w/<>]+)/g],
    ['finding codes, checks, names of values and bits', 50, /\b([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)\b/g],
    ['verdicts', 8, /"(?:vfio|guest|sysfs)":"(\w+)/g],
    ['interfaces', 3, /\["(?:vfio|guest|sysfs)","([\w-]+)"/g],
  ])('%s', (_, least, pattern) => {
    const words = found(pattern);
    expect(words.length).toBeGreaterThanOrEqual(least);
    expect(unknown(words)).toEqual([]);
  });
});

test('every finding code, check, hazard and verdict', () => {
  const hazards = catalog.interfaces().flatMap((item) => (item.hazards ?? []).map(({ id }) => id));
  expect(
    unknown([...Object.keys(issueKinds), ...Object.keys(checkKinds), ...Object.keys(verdictKinds), ...hazards]),
  ).toEqual([]);
});

test('every named value, by number and by name', () => {
  const entries = catalog.codes().flatMap((table) => table.entries.map((entry) => ({ table, entry })));
  expect(unknown(entries.flatMap(({ entry }) => entry.name ?? []))).toEqual([]);
  expect(
    unknown(entries.map(({ table, entry }) => `0x${entry.value.toString(16).padStart(table.digits, '0')}`)),
  ).toEqual([]);
});

test('every ioctl, capability, feature and bit', () => {
  const roles = catalog.layouts().map(({ role }) => role);
  const names = roles.flatMap((role) => {
    if (role.kind === 'info')
      return [role.ioctl ?? [], role.request === undefined ? [] : `0x${role.request.toString(16)}`].flat();
    return role.kind === 'capability' || role.kind === 'feature' ? [role.name] : [];
  });
  expect(names).toContain('VFIO_DEVICE_GET_INFO');
  expect(names).toContain('0x3b70');
  const bits = catalog
    .layouts()
    .flatMap((layout) =>
      layout.fields.flatMap((field) =>
        'format' in field && field.format?.kind === 'flags' ? field.format.bits.map((bit) => bit.name) : [],
      ),
    );
  expect(unknown([...names, ...bits])).toEqual([]);
});

describe('display names', () => {
  const audits: string[] = [];
  beforeAll(async () => {
    for (const { name } of catalog.interfaces()) {
      audits.push((await runInMemory(['audit', name, '-v'], new Map(), { columns: 400 })).stdout.toString());
    }
  });

  test('of the tables of an audit', () => {
    // A cell begins behind two blanks; what has a path in front or a file behind is none.
    const cells = audits.flatMap(
      (text) => text.match(/(?<= {2})[a-z][a-z0-9_]*(?:\.[a-z_][a-z0-9_]*(?:\[\])?)+(?= {2}|,|$)/gm) ?? [],
    );
    expect(cells).toContain('base.fh');
    expect(new Set(cells).size).toBeGreaterThan(150);
    expect(unknown(cells)).toEqual([]);
  });
});

describe('what people type', () => {
  test.each([
    ['dstm', 'dtsm'],
    ['APERTURE_PAGE', 'APERTURE_PAGES'],
    ['vfio-zdve', 'vfio-zdev'],
    ['VFIO_DEVICE_GET_INF', 'VFIO_DEVICE_GET_INFO'],
    ['query_pci.smda', undefined],
    ['xyzzyplugh', undefined],
  ])('%s: did you mean %s', (word, meant) => {
    expect(isKnown(word)).toBe(false);
    if (meant !== undefined) expect(nearestWord(catalog, word)).toBe(meant);
  });

  test.each([
    ['APERTURE_PAGES', 'cross-check of diff'],
    ['RELAXED_GROUP', 'cross-check of diff'],
    ['ERROR_INTERRUPT', 'hazard of two versions'],
    ['base.fh', 'field'],
    ['query_pci.sdma', 'field'],
    ['VFIO_DEVICE_GET_INFO', 'ioctl'],
    ['0x3b70', 'ioctl'],
    ['ISM', 'PFT'],
    ['mio_enabled', 'file of sysfs'],
    ['0x0304', 'PCI event code'],
    ['0x3a', 'PCI event code without an entry'],
    ['FAULT', 'outcome of an audit'],
    ['match-firmware', 'need'],
    ['REFRESH', 'flag'],
  ])('%s is a %s', (word, what) => {
    expect(explain(catalog, word).map((one) => one.what)).toContain(what);
  });
});

describe('pft', () => {
  test.each([80, 120])('fits a screen of %i columns', async (columns) => {
    const text = (await runInMemory(['explain', 'pft'], new Map(), { columns })).stdout.toString().replace(/\n$/, '');
    expect(text.split('\n').length).toBeLessThanOrEqual(45);
    expect(text).toContain('0x05 ISM');
    expect(text).not.toContain('rfc-2019');
  });

  test('interfaces of today first; proposals behind --all', async () => {
    const names = (all: boolean): string[] => explain(catalog, 'pft', all).map((one) => one.name);
    expect(names(false)).toEqual(['clp_rsp_query_pci.pft', 'vfio_device_info_cap_zpci_base.pft', 'pft']);
    expect(names(true)).toEqual([
      'clp_rsp_query_pci.pft',
      'vfio_device_info_cap_zpci_base.pft',
      'vfio_region_zpci_info_base.pft',
    ]);
    const all = (await runInMemory(['explain', 'pft', '--all'], new Map())).stdout.toString();
    expect(all).toContain('rfc-2019-v2');
  });

  test('variants stand below their row, and conditions narrow them down', () => {
    const [field] = explain(catalog, 'clp_rsp_query_pci.pft');
    const texts = (field?.facts ?? []).map((one) => one.text);
    expect(texts.filter((text) => /^from 5\.2, before 6\.0: hidden/.test(text))).toHaveLength(1);
  });
});

test('a name that only a proposal has needs no --all', () => {
  expect(explain(catalog, 'feature_flags').map((one) => one.name)).toEqual([
    'vfio_device_feature_zpci_err.feature_flags',
  ]);
});
