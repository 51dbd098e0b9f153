/** Configurations of guests: XML of libvirt and command lines of QEMU. Texts were typed after what both document. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readConfig } from '../../src/input/config/read-config.js';
import { ToolError } from '../../src/model/errors.js';
import { root } from '../support/run.js';

const copy = (name: string): string => readFileSync(`${root}test/input/copies/${name}`, 'utf8');
const read = (text: string) => readConfig(text, 'x');
const functions = (text: string) => read(text)?.config?.functions;

describe('a domain of libvirt', () => {
  test('a function that is passed through', () => {
    expect(read(copy('domain.xml'))?.config).toEqual({
      source: 'x',
      functions: [{ line: 4, fid: 0x10, uid: 0x11, host: '0037:00:00.0' }],
      machine: '8.2',
      errors: [],
    });
  });

  test('an emulated device, arguments and overrides of QEMU, prolog and comments', () => {
    const text = `<?xml version="1.0"?>
<!-- made by virsh edit -->
<domain type='kvm' xmlns:qemu='http://libvirt.org/schemas/domain/qemu/1.0'>
  <devices>
    <interface type='network'><address type='pci' domain='0x0001' bus='0' slot='0' function='0'>
      <zpci uid='17' fid='020'/></address></interface>
    <disk><address type='ccw' cssid='0xfe'/></disk>
  </devices>
  <qemu:commandline><qemu:arg value='-global'/><qemu:arg value='zpci.relaxed-translation=off'/></qemu:commandline>
  <qemu:override><qemu:device alias='zpci17'><qemu:frontend>
    <qemu:property name='interpret' type='bool' value='false'/></qemu:frontend></qemu:device></qemu:override>
</domain>`;
    expect(functions(text)).toEqual([{ line: 5, fid: 16, uid: 17, interpret: false, relaxedTranslation: false }]);
  });

  test.each([
    ['an entity', '<!DOCTYPE domain [<!ENTITY a "b">]><domain>&a;</domain>', /line 1: XML: a document type/],
    ['an entity of its own', '<domain>\n<a>&lol;</a></domain>', /line 2: XML: invalid character entity/],
    ['depth', `<domain>${'<a>'.repeat(70)}`, /more than 64 elements inside each other/],
    ['size', `<domain>${' '.repeat(4 * 1024 * 1024)}</domain>`, /XML of more than 4194304 characters/],
    ['a cut end', copy('domain.xml').slice(0, 300), /line \d+: XML: unclosed root tag/],
    ['a wrong end', '<domain><devices></domain>', /XML: unexpected close tag/],
    [
      'a uid of 0',
      copy('domain.xml').replace('0x0011', '0x0000'),
      /line 8: uid '0x0000' is no number from 1 to 0xffff/,
    ],
    ['a uid too large', copy('domain.xml').replace('0x0011', '0x10000'), /uid '0x10000' is no number/],
    [
      'a fid that is none',
      copy('domain.xml').replace('0x00000010', 'ten'),
      /fid 'ten' is no number from 0 to 0xffffffff/,
    ],
  ])('%s is refused', (_what, text, message) => {
    expect(() => read(text)).toThrow(ToolError);
    expect(() => read(text)).toThrow(message);
  });

  test('names of attributes and elements are inert', () => {
    const text = "<domain><devices><hostdev __proto__='x' constructor='y'><__proto__/></hostdev></devices></domain>";
    expect(functions(text)).toEqual([]);
  });
});

test('a node device of libvirt is a hint', () => {
  expect(read(copy('nodedev.xml'))?.hints).toEqual([
    {
      log: 'virsh nodedev',
      source: 'x',
      line: 6,
      event: 'node device of libvirt',
      address: '0037:00:00.0',
      function: 0xab,
      numbers: { uid: 0x37 },
    },
  ]);
});

describe('a command line of QEMU', () => {
  test('the sample: a device, and what QEMU said of another one', () => {
    expect(read(copy('qemu.txt'))?.config).toMatchObject({
      functions: [{ line: 1, fid: 16, uid: 17, host: '0037:00:00.0' }],
      machine: '9.1',
      errors: [{ line: 2, text: 'uid 17 already in use' }],
    });
  });

  test.each([
    ['plain', '-device zpci,uid=0x11,fid=0x10,target=h -device vfio-pci,host=0037:00:00.0,id=h'],
    ['lines', '-device \'zpci,uid=17,fid=16,target=h\' \\\n -device "vfio-pci,host=0037:00:00.0,id=h"'],
    [
      'JSON in quotes',
      `-device '{"driver":"zpci","uid":17,"fid":16,"target":"h"}' -device '{"driver":"vfio-pci","host":"0037:00:00.0","id":"h"}'`,
    ],
    [
      'JSON as ps shows it',
      '-device {"driver":"zpci","uid":17,"fid":16,"target":"h"} -device {"driver":"vfio-pci","sysfsdev":"/sys/bus/pci/devices/0037:00:00.0","id":"h"}',
    ],
  ])('%s', (_what, text) => {
    expect(functions(`qemu-system-s390x ${text}`)).toMatchObject([{ fid: 16, uid: 17, host: '0037:00:00.0' }]);
  });

  test('properties of the device, and of all', () => {
    const text =
      '-global zpci.interpret=off -device zpci,uid=1,interpret=on,forwarding-assist=off -device zpci,uid=2,relaxed-translation=no';
    expect(functions(`qemu ${text}`)).toMatchObject([
      { uid: 1, interpret: true, forwardingAssist: false, relaxedTranslation: undefined },
      { uid: 2, interpret: false, relaxedTranslation: false },
    ]);
  });

  test('an id that is none is refused, others are no configuration', () => {
    expect(() => read('-device zpci,uid=70000')).toThrow("line 1: uid '70000' is no number from 1 to 0xffff");
    expect(read('-device virtio-net-pci,id=n')).toBeUndefined();
    expect(read('<html><body>domain</body></html>')).toBeUndefined();
    expect(read('<device><name>x</name></device>')).toBeUndefined();
  });

  test('a line of very many words is a line', () => {
    expect(functions(`qemu-system-s390x ${'00 '.repeat(200_000)}-device zpci,uid=1`)).toMatchObject([
      { line: 1, uid: 1 },
    ]);
  });

  test('a long line is read in no time', () => {
    const start = performance.now();
    read(`qemu-system-s390x: -device zpci,${'{"a":'.repeat(200_000)}`);
    read(`${'-device zpci,uid=1 '.repeat(50_000)}`);
    read(`${'<!-- '.repeat(100_000)}<domain`);
    expect(performance.now() - start).toBeLessThan(15_000);
  });
});
