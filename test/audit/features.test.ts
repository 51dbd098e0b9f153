/** Interfaces that are features, and structs of firmware that answer no CLP command. Values typed from headers and list mail. */
import { describe, expect, test } from 'vitest';
import { fieldNames, lintViews } from '../../src/catalog/lint-views.js';
import { auditInterface, builtInCatalog, decodeBlock, type Interface, makeCatalog } from '../../src/index.js';
import { names } from './support.js';

const catalog = builtInCatalog();
const facts = ['fh', 'fid', 'ett', 'mvn', 'dmaas', 'q', 'rw', 'faddr', 'pec'];

/** An error event: handle 0x80020003, id 0x1a2b, pec 0x3b. */
const event = Uint8Array.from(
  Buffer.from('0000000080020003 00001a2b 4005 07 03 0000000100002000 00000000 0000 003b'.replaceAll(' ', ''), 'hex'),
);

describe('zpci-error-7.3', () => {
  const blocks = [decodeBlock(event, { type: 'zpci_ccdf_err' })];
  const { answers } = auditInterface('zpci-error-7.3', { blocks });

  test('a struct of firmware under no declaration for userspace', () => {
    expect(
      answers.consistency.structs.map((one) => [one.firmware, one.firmwareSizes, one.userSize, one.transfer]),
    ).toEqual([['zpci_ccdf_err', [32], null, 'opaque']]);
    expect(answers.consistency.outcome).toBe('fault');
  });

  test('asks for the fields of that struct only', () => {
    expect(names(answers.scope.rows)).toEqual(facts);
    expect(answers.consistency.rows.map((row) => row.firmware?.struct)).toEqual(Array(9).fill('zpci_ccdf_err'));
  });

  test('hands out the id of the host, and its bytes', () => {
    expect(answers.leaks.rows.map((row) => [row.field, row.onPurpose, row.raw])).toEqual([
      ['zpci_ccdf_err.fh', true, '80020003'],
      ['zpci_ccdf_err.fid', false, '00001a2b'],
    ]);
  });

  test('is revised by a length that stands in version 3 of the base capability', () => {
    expect(answers.revision.outcome).toBe('remark');
    expect(answers.revision.structs[0]?.marks.map((one) => one.field)).toEqual([
      'vfio_device_feature.argsz',
      'vfio_device_info_cap_zpci_base.ccdf_err_length',
    ]);
  });

  test('only its own blocks are proofs', () => {
    const wrong = decodeBlock(new Uint8Array(32), { type: 'zpci_ccdf_avail' });
    expect(() => auditInterface('zpci-error-7.3', { blocks: [wrong] })).toThrow(
      'its blocks are zpci_ccdf_err and vfio_device_feature',
    );
  });
});

describe('zpci-error-v18', () => {
  const { answers } = auditInterface('zpci-error-v18');

  test('the hole that the review found, and the one at the end', () => {
    const padding = answers.reserved.rows.filter((row) => row.kind === 'padding');
    expect(padding.map((row) => [row.byteOffset, row.bytes, row.isHole])).toEqual([
      [20, 4, true],
      [68, 4, false],
    ]);
    expect(answers.reserved.outcome).toBe('fault');
    expect(answers.reserved.verdict).toContain('No member has the hole of 4 bytes at 0x14');
    expect(answers.reserved.review.map((one) => one.text)).toEqual(["There's a 4-byte hole here."]);
  });

  test('38 bytes beyond alignment: 4, 4, 2 and 28', () => {
    const beyond = answers.reserved.rows.filter((row) => row.beyond > 0);
    expect(beyond.map((row) => [row.field, row.byteOffset, row.beyond])).toEqual([
      ['reserved1', 4, 4],
      ['reserved3', 32, 4],
      ['reserved4', 36, 2],
      ['reserved5', 40, 28],
    ]);
  });

  test('members in place of firmware: none; bit fields: four', () => {
    expect(answers.consistency.structs.map((one) => [one.transfer, one.fields, one.samePlace, one.userSize])).toEqual([
      ['assigned', 9, 0, 72],
    ]);
    expect(answers.consistency.verdict).toContain('ett, mvn, q and rw are bit fields');
  });
});

describe('fmb-v5', () => {
  const { answers } = auditInterface('fmb-v5');

  test('17 members of the block, in all formats', () => {
    expect(answers.scope.rows).toHaveLength(17);
    expect(answers.consistency.structs.map((one) => [one.firmware, one.firmwareSizes])).toEqual([['zpci_fmb', [128]]]);
  });

  test('its number is taken in Linux 7.3', () => {
    const [enable, read] = answers.revision.structs;
    expect(enable?.faults.map((one) => [one.kind, one.short])).toEqual([
      ['same number', 'feature 13 is VFIO_DEVICE_FEATURE_ZPCI_ERROR since Linux 7.3'],
    ]);
    expect(read?.faults).toEqual([]);
  });
});

test('a value that does not fit its place is a fault', () => {
  const tables = { codes: catalog.codes(), interfaces: catalog.interfaces() };
  const layouts = catalog.layouts().map((layout) =>
    layout.interface === 'zpci-error-v18'
      ? {
          ...layout,
          fields: layout.fields.map((field) => (field.name === 'fid' ? { ...field, bitLength: 16 } : field)),
        }
      : layout,
  );
  const { consistency } = auditInterface('zpci-error-v18', { catalog: makeCatalog({ ...tables, layouts }) }).answers;
  expect(consistency.outcome).toBe('fault');
  expect(consistency.verdict).toBe('Nothing can: zpci_ccdf_err.fid has 32 bits, its place 16.');
});

test('an interface has to speak of the structs of firmware that it names, and of no others', () => {
  const without = (name: string, field: string): string[] => {
    const interfaces = catalog
      .interfaces()
      .map(
        (item): Interface =>
          item.name === name ? { ...item, rows: item.rows.filter((row) => row.field !== field) } : item,
      );
    const changed = makeCatalog({ layouts: catalog.layouts(), codes: catalog.codes(), interfaces });
    return lintViews(changed).map((one) => `${one.table}: ${one.text}`);
  };
  expect(without('zpci-error-7.3', 'pec')).toEqual(['zpci-error-7.3: says nothing of zpci_ccdf_err.pec']);
  expect(without('vfio-zdev', 'pft')).toEqual(['vfio-zdev: says nothing of clp_rsp_query_pci.pft']);
});

test('the field that tells a length exists', () => {
  const known = fieldNames(catalog);
  const told = catalog.interfaces().flatMap((item) => item.audit?.lengthIn ?? []);
  expect(told).toHaveLength(2);
  expect(told.filter((name) => !known.has(name))).toEqual([]);
});
