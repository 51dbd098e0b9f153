/** What `list` refuses, and what it makes of captures that are damaged in part. */
import { expect, it } from 'vitest';
import { end, file, join } from '../containers/tar.js';
import { block, fixture, list } from './support.js';

const net = fixture('three-views/net-group5');

it.each([
  [['--where', 'noi'], "--where noi: no condition; as in --where 'NAME>64', the operators are = != < <= > >= ~"],
  [['--where', 'noi=>5'], '--where noi=>5: no operator =>; the operators are = != < <= > >= ~'],
  [['--where', 'nio>5'], "--where: no column 'nio'; did you mean noi?"],
  [['--where', 'noi>many'], "--where noi>many: > compares numbers, and 'many' is none; for texts: = != ~"],
  [['--sort', 'constructor'], "--sort: no column 'constructor'"],
  [['-c', 'fid,fdi'], "--columns: no column 'fdi'; did you mean fid?"],
  [['--base', '/x'], '--base is another root for /sys; give it or paths'],
])('%j', async (args, message) => {
  const { code, text, stderr } = await list(net, ['net-group5', ...args]);
  expect([code, text, stderr.split('\n')[0]]).toEqual([2, '', `zpci-inspect: ${message}`]);
});

it('without a path there is this machine on s390x alone', async () => {
  const { code, text, stderr } = await list(net, []);
  expect([code, text]).toEqual([2, '']);
  expect(stderr).toBe(
    'zpci-inspect: no path: name a capture, folder, tar or block; only on s390x the functions of this machine are in /sys\n',
  );
});

it('lists what is whole of a damaged capture, names the rest and exits with 2', async () => {
  const files = new Map(net);
  files.delete('net-group5/vfio-device-info.bin');
  files.set('net-group5/firmware-query-grp.bin', Buffer.from('no answer of a group'));
  const { code, lines, stderr } = await list(files, ['net-group5', '-n']);
  expect(code).toBe(2);
  // The other device info of the case has the interrupts, too.
  expect(lines[1]).toBe('000000ab 0x1234 1234:00:00.0 ROCE 0x01c4 35 0x05 configured 64 4G-128P 0');
  expect(stderr).toContain('firmware-query-grp.bin: text');
  expect(stderr).toContain('vfio-device-info.bin: is listed in manifest.json and is not there');
});

it('lists what came before the end of a tar that is cut, names where, and exits with 2', async () => {
  const tar = Buffer.from(join([...[...net].map(([path, bytes]) => file(path, bytes)), end]));
  const at = tar.indexOf('net-group5/guest-query-fn.bin');
  const { code, lines, stderr } = await list(new Map([['cut.tar', tar.subarray(0, at + 600)]]), ['cut.tar', '-n']);
  expect(code).toBe(2);
  expect(lines[1]).toMatch(/^000000ab +0x1234 .* 64 +4G-128P /);
  expect(stderr).toMatch(
    /^zpci-inspect: cut.tar: damaged tar, in or behind the entry net-group5\/guest-query-fn.bin: /,
  );
});

it('shows sources that contradict each other', async () => {
  const answer = block('three-views/net-group5', 'firmware-query-fn.bin');
  const other = Uint8Array.from(answer);
  // pchid, big-endian at 30.
  other.set([0x02, 0x60], 30);
  const files = new Map([
    ['one.bin', answer],
    ['other.bin', other],
  ]);
  const { lines, code } = await list(files, ['one.bin', 'other.bin']);
  expect(code).toBe(0);
  expect(lines[1]).toMatch(/^000000ab .* 1e$/);
  expect(lines).toContain('error  0x000000ab: pchid is 0x1c4 in one.bin, 0x260 in other.bin');
  // What diff does not show is not to be looked for there.
  expect(lines.join()).not.toContain('zpci-inspect diff');
});

it('says that there is no function in what was given', async () => {
  const files = new Map([['grp.bin', block('three-views/net-group5', 'firmware-query-grp.bin')]]);
  const { code, text, stderr } = await list(files, ['grp.bin']);
  expect([code, text, stderr]).toEqual([2, '', 'zpci-inspect: no zPCI function in what was given\n']);
});
