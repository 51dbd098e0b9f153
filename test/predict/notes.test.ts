/**
 * What a prediction says beside its fields; and that its blocks are what the JSON Schema promises.
 */
import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import type { PredictInput, PredictionNote } from '../../src/index.js';
import { device, iommu, predict } from './support.js';

const messages = (input: Partial<PredictInput>, kind: PredictionNote['kind']): string[] =>
  predict(input)
    .notes.filter((note) => note.kind === kind)
    .map((note) => note.message);

describe('options without effect are named', () => {
  it.each<[Partial<PredictInput>, string[]]>([
    [{ qemu: '9.2', relaxedTranslation: true }, ['relaxed translation on has no effect with qemu 9.2']],
    [{ qemu: '9.2', relaxedTranslation: false }, ['relaxed translation off has no effect with qemu 9.2']],
    [{ qemu: '10.0', relaxedTranslation: false }, []],
    [{ qemu: '7.2.22', container: 'iommufd' }, ['container iommufd has no effect with qemu 7.2']],
    [{ qemu: '8.2', container: 'iommufd' }, []],
    [{ qemu: '6.0', mode: 'interpret' }, ['mode interpret has no effect with qemu 6.0']],
    [{ qemu: '7.2', mode: 'interpret' }, []],
    [{ qemu: '11.1', mode: 'intercept', container: 'type1', relaxedTranslation: true }, []],
  ])('%j', (input, expected) => {
    expect(messages(input, 'no-effect')).toEqual(expected);
  });
});

describe('assumptions are named', () => {
  it.each<[string, Partial<PredictInput>, string[]]>([
    ['the newest version, intercepted', { mode: 'intercept' }, []],
    ['no mode where it does not matter', { qemu: '6.0' }, []],
    ['a patch release', { qemu: '10.0.13', mode: 'intercept' }, []],
    [
      'a patch release before one that changed something',
      { qemu: '8.1.2', mode: 'intercept' },
      ['qemu 8.1.2 is taken as 8.0'],
    ],
    ['a version between', { qemu: '9.1', mode: 'intercept' }, ['qemu 9.1 is taken as 8.2, the nearest known']],
    ['a version too new', { qemu: '12.0', mode: 'intercept' }, ['qemu 12.0 is taken as 11.1, the nearest known']],
    ['a version too old', { qemu: '4.2', mode: 'intercept' }, ['qemu 4.2 is taken as 5.1, the oldest known version']],
    ['buffers of an emulated function', { mode: 'emulated' }, ['an emulated function has no VFIO device']],
  ])('%s', (_what, input, starts) => {
    const whole = predict(input).notes.filter((note) => note.kind === 'assumption' && note.path === null);
    expect(whole.map((note) => note.message.slice(0, starts[0]?.length))).toEqual(starts);
  });

  it('and the fields whose value holds for the first function only', () => {
    const paths = (input: Partial<PredictInput>): (string | null)[] =>
      predict({ mode: 'intercept', ...input })
        .notes.filter((note) => note.kind === 'assumption')
        .map((note) => note.path);
    const group = ['clp_rsp_query_pci.pfgid', 'clp_rsp_query_pci_grp.rtr'];
    expect(paths({ qemu: '10.0' })).toEqual(group);
    expect(paths({ qemu: '10.0', relaxedTranslation: false })).toEqual([
      'clp_rsp_query_pci.pfgid',
      'clp_rsp_query_pci.edma',
      'clp_rsp_query_pci_grp.rtr',
    ]);
    expect(paths({ qemu: '10.0', vfio: [device({ gid: 0xff }), iommu()] })).toEqual([]);
    expect(paths({ qemu: '6.0' })).toEqual([]);
  });
});

it('the blocks say under which conditions they were made', () => {
  const { blocks, version } = predict({ qemu: '10.0.13', mode: 'intercept', relaxedTranslation: false });
  expect(version).toBe('10.0.9');
  expect(blocks.map((block) => [block.source, block.type, block.length])).toEqual([
    ['qemu-10.0.9', 'clp_rsp_query_pci', 384],
    ['qemu-10.0.9', 'clp_rsp_query_pci_grp', 64],
  ]);
  expect(blocks[0]?.why).toBe(
    'predicted: what qemu 10.0.9 (for 10.0.13) answers for an intercepted function, relaxed translation off, to a guest that cleared its buffer and asks for 384 bytes',
  );
});

it('the blocks are valid output of the schema', () => {
  const path = new URL('../../src/model/schema/decode-1.json', import.meta.url);
  const validate = new Ajv2020({ strictTypes: false }).compile(JSON.parse(readFileSync(path, 'utf8')));
  for (const input of [{}, { qemu: '5.1' }, { mode: 'emulated' }, { vfio: [device({ capOffset: 0 })] }] as const) {
    const document = { schema: 'zpci-inspect/decode@1', blocks: predict(input).blocks };
    expect(validate(JSON.parse(JSON.stringify(document))), JSON.stringify(validate.errors)).toBe(true);
  }
});
