/**
 * JSON whose pieces do not make a block, and texts that are no such JSON.
 */
import { describe, expect, it } from 'vitest';
import { blocksOf } from '../../src/encode/document.js';
import { encodeJson } from '../../src/encode/encode-block.js';
import { ToolError } from '../../src/index.js';
import { encodeEdited, sample, set, setStruct } from './sample.js';
import { fieldOf, type JsonBlock } from './support.js';

describe('places', () => {
  it.each<[string, (block: JsonBlock) => void, RegExp]>([
    [
      'a field twice',
      ({ structs }) => structs[0]?.fields.push(structs[0].fields[6] ?? nothing()),
      /fields\[\d+\]: its bits of byte 16 belong to structs\[0\]\.fields\[6\] too; each bit may stand in one/,
    ],
    [
      'a field less',
      ({ structs }) => structs[0]?.fields.splice(6, 1),
      /^structs: no field and no gap has bytes 16 to 17, beginning with bit 4; put the missing field or gap back/,
    ],
    ['a gap less', ({ structs }) => structs.splice(1, 1), /^structs: no field and no gap has bytes 64 to 65; put/],
    ['a longer block', (block) => Object.assign(block, { length: 67 }), /no field and no gap has byte 66; put/],
    [
      'a shorter block',
      (block) => Object.assign(block, { length: 65 }),
      /structs\[1\]: it ends at byte 66, but length is 65/,
    ],
    ['no length', (block) => Object.assign(block, { length: undefined }), /^length: nothing is no whole number from 0/],
    [
      'a length of gigabytes',
      (block) => Object.assign(block, { length: 2 ** 40 }),
      /^length: 1099511627776 is no whole number/,
    ],
    [
      'another width',
      set('noi', { bitLength: 13 }),
      /fields\[6\]\.bitLength: 13 bits from bit 4 on, the layout has 12 from bit 4 on/,
    ],
    ['another bit', set('noi', { bitOffset: 3 }), /12 bits from bit 3 on, the layout has 12 from bit 4 on/],
    ['bit 8', set('noi', { bitOffset: 8 }), /fields\[6\]\.bitOffset: 8 is no whole number from 0 to 7/],
    ['another offset', set('noi', { byteOffset: 20 }), /its bits of byte 20 belong to/],
    [
      'an unknown member',
      set('noi', { path: 'irqs' }),
      /fields\[6\]\.path: clp_rsp_query_pci_grp has no member "irqs"; zpci-inspect fields clp_rsp_query_pci_grp lists/,
    ],
    ['a member of an object', set('noi', { path: '__proto__' }), /has no member "__proto__"/],
    [
      'an unknown struct',
      setStruct({ struct: 'clp_rsp_grp' }),
      /structs\[0\]\.struct: no struct "clp_rsp_grp" is in the tables; zpci-inspect fields lists/,
    ],
    [
      'an unknown interface',
      setStruct({ interface: 'rfc-2018' }),
      /no struct "clp_rsp_query_pci_grp@rfc-2018" is in the tables/,
    ],
    [
      'an interface that is a number',
      setStruct({ interface: 3 }),
      /structs\[0\]\.interface: 3 is neither text nor null/,
    ],
    [
      'a value in a field that is absent',
      set('noi', { status: 'absent' }),
      /fields\[6\]\.raw: "0000" is not written, because status is "absent"; set status to "ok"/,
    ],
    ['no status', set('noi', { status: undefined }), /fields\[6\]\.status: nothing is no text/],
    ['no fields', setStruct({ fields: undefined }), /structs\[0\]\.fields: nothing is no list/],
    ['fields that are none', setStruct({ fields: ['noi'] }), /structs\[0\]\.fields\[0\]: "noi" is no object/],
    [
      'another byte order',
      (block) => Object.assign(block, { endian: 'middle' }),
      /^endian: "middle" is no byte order; write "big" or "little"/,
    ],
  ])('%s', (_what, edit, message) => {
    expect(() => encodeEdited(edit)).toThrow(ToolError);
    expect(() => encodeEdited(edit)).toThrow(message);
  });
});

function nothing(): never {
  throw new Error('the sample lacks a field');
}

it('CLP is big-endian, whatever the block says', () => {
  const block = sample();
  fieldOf(block, 'mui').value = 0x0123;
  expect(encodeJson({ ...block, endian: 'little' }).slice(22, 24)).toEqual(Uint8Array.of(0x01, 0x23));
});

it('nothing is inherited', () => {
  expect(() => encodeJson(Object.create(sample()))).toThrow(/^length: nothing is no whole number/);
});

describe('documents', () => {
  const line = JSON.stringify({ schema: 'zpci-inspect/decode@1', ...sample() });

  it.each<[string, string, RegExp]>([
    ['empty', '', /^not JSON: .*; give the output of decode --format json or ndjson$/],
    ['a dump', '00000000: 0040 0010', /^not JSON: /],
    ['cut JSON', '{"schema": "zpci-inspect/decode@1", "blocks": [', /^not JSON: /],
    ['no object', '[1]', /^\[1\] is no object; decode --format json shows how it looks/],
    ['null', 'null', /^null is no object/],
    [
      'another schema',
      '{"schema":"zpci-inspect/decode@2","blocks":[]}',
      /^schema: "zpci-inspect\/decode@2" where "zpci-inspect\/decode@1" belongs/,
    ],
    ['no schema', '{"blocks":[]}', /^schema: nothing where/],
    ['blocks that are no list', '{"schema":"zpci-inspect/decode@1","blocks":{}}', /^blocks: \{\} is no list/],
    ['a block that is none', '{"schema":"zpci-inspect/decode@1","blocks":[3]}', /^blocks\[0\]: 3 is no object/],
    [
      'a schema from the prototype',
      '{"__proto__":{"schema":"zpci-inspect/decode@1","blocks":[]}}',
      /^schema: nothing where/,
    ],
    ['a bad line', `${line}\n{"schema"\n`, /^line 2: not JSON: .*; each line of ndjson is one block$/],
    ['a line of another schema', `${line}\n{"schema":"x"}\n`, /^line 2\.schema: "x" where/],
  ])('%s', (_what, text, message) => {
    expect(() => blocksOf(text)).toThrow(ToolError);
    expect(() => blocksOf(text)).toThrow(message);
  });

  it('a document, and lines, give their blocks in order', () => {
    const document = JSON.stringify({ schema: 'zpci-inspect/decode@1', blocks: [sample(), sample()] }, null, 2);
    expect(blocksOf(document).map((one) => one.path)).toEqual(['blocks[0]', 'blocks[1]']);
    expect(blocksOf(line)).toHaveLength(1);
    expect(blocksOf(`${line}\n\n${line}\r\n`).map((one) => one.path)).toEqual(['line 1', 'line 3']);
    expect(blocksOf(`\ufeff${line}`.slice(1))).toHaveLength(1);
  });

  it('a path in a message begins with the place of the block', () => {
    const block = sample();
    fieldOf(block, 'noi').value = -1;
    expect(() => encodeJson(block, { path: 'blocks[2]' })).toThrow(
      /^blocks\[2\]\.structs\[0\]\.fields\[6\]\.value: -1/,
    );
  });
});
