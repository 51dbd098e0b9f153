/** An attribute larger than any, in a tree that a folder or a tar holds: it is left out, and the rest is listed. */
import { expect, test } from 'vitest';
import { tarOf } from '../fuzz/tar-writer.js';
import { runInMemory } from '../support/memory-io.js';

const folder = 'sys/devices/pci0000:00/0000:00:00.0';
const tree = new Map([
  [`${folder}/function_id`, Buffer.from('0x000000ab\n')],
  [`${folder}/pchid`, Buffer.alloc(70_000, 'A')],
  [`${folder}/uid`, Buffer.from('0x37\n')],
]);

test.each([
  ['a folder', 't', new Map([...tree].map(([name, bytes]) => [`t/${name}`, bytes])), `t/${folder}/pchid`],
  ['a tar', 't.tar', new Map([['t.tar', tarOf(tree)]]), `t.tar: ${folder}/pchid`],
])('in %s', async (_, path, files, place) => {
  const { code, stdout, stderr } = await runInMemory(['list', path, '--format', 'json'], files);
  expect(JSON.parse(stdout.toString()).functions).toMatchObject([{ fid: 0xab, uid: 0x37, pchid: null }]);
  expect(stderr).toContain(`${place}: 70000 bytes, at most 65536 bytes are read`);
  expect(stderr).toContain('left out');
  expect(code).toBe(0);
});
