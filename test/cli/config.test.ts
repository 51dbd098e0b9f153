/** What a guest was given, beside its blocks: `diff` and `predict` with XML of libvirt or a command line of QEMU. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { runInMemory } from '../support/memory-io.js';
import { root } from '../support/run.js';

const dir = `${root}fixtures/three-views/net-group5`;
const domain = readFileSync(`${root}test/input/copies/domain.xml`, 'utf8');
/** Of this capture: fid 0x99, uid 0x77, 1234:00:00.0 on the host. */
const own = domain
  .replace('0x00000010', '0x99')
  .replace('0x0011', '0x77')
  .replace("domain='0x0037'", "domain='0x1234'");
const names = [
  'firmware-list',
  'firmware-query-fn',
  'firmware-query-grp',
  'vfio-device-info',
  'vfio-iommu-info',
  'guest-query-fn',
];
const blocks = names.map((name): [string, Uint8Array] => [`${name}.bin`, readFileSync(`${dir}/${name}.bin`)]);
const vfio = ['vfio-device-info.bin', 'vfio-iommu-info.bin'];

async function run(args: readonly string[], texts: Readonly<Record<string, string>>) {
  const files = new Map([
    ...blocks,
    ...Object.entries(texts).map(([name, text]): [string, Uint8Array] => [name, Buffer.from(text)]),
  ]);
  const { code, stdout, stderr } = await runInMemory(args, files);
  return { code, stdout: stdout.toString(), stderr };
}

interface Check {
  readonly id: string;
  readonly severity: string;
  readonly message: string;
}

async function given(texts: Readonly<Record<string, string>>, ...args: readonly string[]) {
  const { code, stdout } = await run(['diff', '-f', 'json', ...blocks.map(([name]) => name), ...args], texts);
  const { checks, facts } = JSON.parse(stdout);
  const about = checks.filter(({ id }: Check) => id.startsWith('GIVEN'));
  return {
    code,
    checks: about.map(({ id, severity, message }: Check) => `${severity} ${id} ${message}`),
    facts: facts
      .filter(({ name }: { name: string }) => /given|line/.test(name))
      .map(({ text }: { text: string }) => text),
  };
}

describe('diff', () => {
  test('ids as they were given, recognised among the files and with --config', async () => {
    const expected = {
      code: 0,
      checks: [
        'ok GIVEN_ID the guest was given the fid 0x00000099 (line 4 of d.xml), and sees it',
        'ok GIVEN_ID the guest was given the uid 0x0077 (line 4 of d.xml), and sees it',
      ],
      facts: ['fid 0x00000099, uid 0x0077, 1234:00:00.0 of the host (line 4 of d.xml)'],
    };
    expect(await given({ 'd.xml': own }, 'd.xml')).toEqual(expected);
    expect(await given({ 'd.xml': own }, '--config', 'd.xml')).toEqual(expected);
  });

  test('other ids, and a mode that was not asked for', async () => {
    const text = '-device zpci,uid=17,fid=16,target=h,interpret=off -device vfio-pci,host=1234:00:00.0,id=h\n';
    const { code, checks } = await given({ 'q.txt': text }, '--mode', 'interpret', 'q.txt', '--fail-on', 'never');
    expect(code).toBe(0);
    expect(checks).toEqual([
      'warning GIVEN_ID the guest was given the fid 0x00000010 (line 1 of q.txt), and sees 0x00000099',
      'warning GIVEN_ID the guest was given the uid 0x0011 (line 1 of q.txt), and sees 0x0077',
      'warning GIVEN_MODE the guest was given interpret=off (line 1 of q.txt), and its function is interpreted',
    ]);
  });

  test('an id that is given twice, and what QEMU said, are errors of the configuration', async () => {
    const twice = own.replace(
      /<hostdev[\s\S]*<\/hostdev>/,
      (device) => `${device}${device.replace('0x99', '0x98').replace('0x1234', '0x1235')}`,
    );
    const result = await given({ 'd.xml': twice }, 'd.xml');
    expect(result.code).toBe(1);
    expect(result.checks.at(-1)).toBe('error GIVEN_TWICE uid 0x0077 is given to 2 functions (lines 4, 10 of d.xml)');
    expect(result.facts.at(-1)).toBe('fid 0x00000098, uid 0x0077, 1235:00:00.0 of the host');
    const said = await given({ 'q.txt': readFileSync(`${root}test/input/copies/qemu.txt`, 'utf8') }, 'q.txt');
    expect(said.checks.at(-1)).toBe('error GIVEN_TWICE QEMU refused a device: uid 17 already in use (line 2 of q.txt)');
  });

  test('a file that is no configuration is refused where one was asked for', async () => {
    const { code, stdout, stderr } = await run(['diff', ...names.map((name) => `${name}.bin`), '--config', 'fn.txt'], {
      'fn.txt': 'zpci',
    });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/^zpci-inspect: fn\.txt: /);
    const block = await run(['predict', ...vfio, '--config', 'guest-query-fn.bin'], {});
    expect(block).toMatchObject({ code: 2, stdout: '' });
    expect(block.stderr).toMatch(/guest-query-fn\.bin: neither the XML of a libvirt domain nor a command line of QEMU/);
  });

  test('damaged XML is one line, exit 2', async () => {
    const { code, stdout, stderr } = await run(['diff', ...names.map((name) => `${name}.bin`), 'd.xml'], {
      'd.xml': own.slice(0, 300),
    });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/^zpci-inspect: d\.xml: line \d+: XML: unclosed root tag\n$/);
  });
});

describe('predict', () => {
  const fields = (stdout: string) => {
    const { blocks: found } = JSON.parse(stdout);
    const all = found.flatMap((block: { structs: { fields: { path: string; value: unknown }[] }[] }) =>
      block.structs.flatMap((struct) => struct.fields),
    );
    return Object.fromEntries(all.map(({ path, value }: { path: string; value: unknown }) => [path, value]));
  };

  test('ids and relaxed translation are those of the configuration', async () => {
    const { code, stdout, stderr } = await run(['predict', '-f', 'json', ...vfio, 'd.xml'], { 'd.xml': domain });
    expect(code).toBe(0);
    expect(fields(stdout)).toMatchObject({ fid: 0x10, uid: 0x11, rtr: 0 });
    expect(stderr).toContain(
      'note: given to the guest in line 4 of d.xml: fid 0x00000010, uid 0x0011, 0037:00:00.0 of the host; machine type 8.2 has no relaxed translation\n',
    );
    const newer = await run(['predict', '-f', 'json', ...vfio, '--config', 'd.xml'], {
      'd.xml': domain.replace('virtio-8.2', 'virtio-10.0'),
    });
    expect(fields(newer.stdout)).toMatchObject({ rtr: 1 });
  });

  test('what is said on the command line goes before', async () => {
    const { stdout } = await run(['predict', '-f', 'json', ...vfio, 'd.xml', '--fid', '0x99'], { 'd.xml': domain });
    expect(fields(stdout)).toMatchObject({ fid: 0x99, uid: 0x11 });
  });

  test('of several functions one is named; an id that is given twice is a warning', async () => {
    const text = [1, 2]
      .map((n) => `-device zpci,uid=7,fid=${n},target=h${n} -device vfio-pci,host=000${n}:00:00.0,id=h${n}`)
      .join(' ');
    const open = await run(['predict', ...vfio, 'q.txt'], { 'q.txt': text });
    expect(open).toMatchObject({ code: 2, stdout: '' });
    expect(open.stderr).toMatch(
      /^zpci-inspect: the guest has 2 functions; name one with --fid or --uid\n {2}line 1 of q\.txt: fid 0x00000001, /,
    );
    const named = await run(['predict', '-f', 'json', ...vfio, 'q.txt', '--fid', '2', '--fail-on', 'warning'], {
      'q.txt': text,
    });
    expect(named.code).toBe(1);
    expect(fields(named.stdout)).toMatchObject({ fid: 2, uid: 7 });
    expect(named.stderr).toContain(
      'warning: uid 0x0007 is given to 2 functions (line 1 of q.txt): QEMU refuses the second\n',
    );
  });
});

test('decode of a configuration says what it gives', async () => {
  const { code, stdout, stderr } = await run(['d.xml'], { 'd.xml': domain });
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toBe(
    [
      'zpci-inspect: d.xml: the configuration of a guest holds no block',
      '  machine type s390-ccw-virtio-8.2',
      '  line 4: fid 0x00000010, uid 0x0011, 0037:00:00.0 of the host',
      '  zpci-inspect diff and predict take it, beside blocks or with --config',
      '',
    ].join('\n'),
  );
});
