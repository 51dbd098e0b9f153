/**
 * Problems that several tables have together, and several problems of one file.
 */
import { describe, expect, it, test } from 'vitest';
import { catalog } from '../../src/index.js';
import { exportInterface, exportLayout } from '../../src/user-tables/export.js';
import { change, complaint, copyOf, goodLayouts, type Json } from './support.js';

const invalid = 'layouts.json: no valid file of layouts';

describe('layouts together', () => {
  const exported = (tag: string): Json => JSON.parse(exportLayout(catalog, catalogLayout(tag)));

  function catalogLayout(tag: string) {
    const layout = catalog.layout(tag);
    if (layout === undefined) throw new Error(`no layout ${tag}`);
    return layout;
  }

  it('all problems of a file are listed at once, in the order of the file', async () => {
    const broken = copyOf(goodLayouts);
    change(broken, ['layouts', 0, 'title'], undefined);
    change(broken, ['layouts', 0, 'sise'], 1);
    change(broken, ['layouts', 0, 'fields', 1, 'nmae'], 'x');
    change(broken, ['layouts', 0, 'fields', 1, 'name'], undefined);
    change(broken, ['layouts', 0, 'fields', 1, 'hint'], 'x');
    change(broken, ['layouts', 0, 'fields', 3, 'bitOffset'], 9);
    change(broken, ['codes', 0, 'digits'], 'two');
    expect(await complaint(JSON.stringify(broken))).toEqual([
      invalid,
      'layouts[0].title: missing',
      'layouts[0].fields[1].nmae: no such key; did you mean name?',
      'layouts[0].fields[1].hint: no such key; known are name, byteOffset, doc, since, source, minVersion, need, scope, bears, type, bitOffset, bitLength, byteOrder, otherOrder, count, reserved, knownUse, format, lengthOf, unionWith, onlyIf',
      'layouts[0].fields[3].bitOffset: 9 is too large: at most 7',
      'layouts[0].sise: no such key; did you mean size?',
      'codes[0].digits: "two" is no number: write it as 12 or "0x0c"',
    ]);
  });

  it('keys that objects inherit are no keys', async () => {
    const text = JSON.stringify(goodLayouts).replace('"title"', '"__proto__": {"size": 99}, "constructor": 1, "title"');
    const lines = await complaint(text);
    expect(lines.slice(1).map((line) => line.replace(/; .*/, ''))).toEqual([
      'layouts[0].__proto__: no such key',
      'layouts[0].constructor: no such key',
    ]);
    expect(Reflect.get({}, 'size')).toBeUndefined();
  });

  it('more problems than anybody reads are counted', async () => {
    const broken = copyOf(goodLayouts);
    change(
      broken,
      ['layouts'],
      Array.from({ length: 101 }, () => 7),
    );
    const lines = await complaint(JSON.stringify(broken));
    expect(lines).toHaveLength(102);
    expect(lines.at(-1)).toBe('… and 1 more');
  });

  it('the same tag twice', async () => {
    const twice = copyOf({ ...goodLayouts, layouts: [...goodLayouts.layouts, ...goodLayouts.layouts] });
    expect(await complaint(JSON.stringify(twice))).toEqual([
      invalid,
      'layouts[1].tag: vfio_device_info_cap_example stands in layouts[0] already',
    ]);
  });

  it('a built-in struct that loses a member which interfaces speak of', async () => {
    const broken = exported('vfio_device_info_cap_zpci_base');
    change(broken, ['layouts', 0, 'fields', 4, 'name'], 'vf_number');
    const lines = await complaint(JSON.stringify(broken));
    expect(lines).toContain(
      'vfio-zdev (built in): clp_rsp_query_pci.vfn names vfio_device_info_cap_zpci_base.vfn, which is no field',
    );
  });

  it('a built-in struct that loses a member which a cross-check reads', async () => {
    const broken = exported('vfio_irq_info');
    change(broken, ['layouts', 0, 'fields', 3, 'name'], 'number');
    expect(await complaint(JSON.stringify(broken))).toEqual([
      invalid,
      'layouts[0] (vfio_irq_info): no member count',
      'vfio-zdev (built in): arrivals name vfio_irq_info.count, which is no field',
      'cross-checks (built in): interruptCount names vfio_irq_info.count, which is no field',
    ]);
  });

  it('a chain whose header loses its link', async () => {
    const broken = exported('vfio_info_cap_header');
    change(broken, ['layouts', 0, 'fields', 2, 'name'], 'nxt');
    expect(await complaint(JSON.stringify(broken))).toContain(
      'vfio_device_info (built in).role.chain.next: no member next; did you mean nxt?',
    );
  });

  it('a header that is none any more', async () => {
    const broken = exported('clp_rsp_hdr');
    change(broken, ['layouts', 0, 'role'], { kind: 'part' });
    expect(await complaint(JSON.stringify(broken))).toEqual([
      invalid,
      'no layout has the role of the header of every CLP response any more',
    ]);
  });

  it('a request whose answer does not exist', async () => {
    const broken = exported('clp_req_set_pci');
    change(broken, ['layouts', 0, 'role', 'responses', 0], 'clp_rsp_set_pcie');
    expect(await complaint(JSON.stringify(broken))).toEqual([
      invalid,
      'layouts[0].role.responses[0]: no layout clp_rsp_set_pcie; did you mean clp_rsp_set_pci?',
    ]);
  });

  it('a test of detection that compares with no member', async () => {
    const broken = exported('vfio_device_info');
    change(broken, ['layouts', 0, 'detect'], [{ field: 'argsz', of: 'nothing', by: 0, why: 'x' }]);
    expect(await complaint(JSON.stringify(broken))).toEqual([invalid, 'layouts[0].detect[0].of: no member nothing']);
  });
});

test('an interface twice in its file', async () => {
  const [first] = catalog.interfaces();
  if (first === undefined) throw new Error('no interface');
  const { schema, interfaces } = JSON.parse(exportInterface(first));
  expect(await complaint(undefined, JSON.stringify({ schema, interfaces: [...interfaces, ...interfaces] }))).toEqual([
    'views.json: no valid file of views',
    `interfaces[1].name: ${first.name} stands in interfaces[0] already`,
  ]);
});

test('both files are read before anything is refused', async () => {
  const lines = await complaint('{', '{"schema": "zpci-inspect/views@1", "interfaces": {}}');
  expect(lines).toEqual([
    'no valid files of tables',
    'layouts.json: line 1, column 2: a key in double quotes is expected, not the end of the file',
    'views.json: interfaces: a list is expected, not an object',
  ]);
});
