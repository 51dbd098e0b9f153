/**
 * Two guests of QEMU as hosts: Linux 6.12 in QEMU 10.0 and Linux 7.2 in QEMU 11.1, with twice the memory, each captured by
 * the script that the program prints (`test:live --keep`; the manifests say how). What changed was read line by line.
 */
import { expect, test } from 'vitest';
import type { CompareResult } from '../../src/model/compare.js';
import { filesBelow, runInMemory } from '../support/memory-io.js';
import { root } from '../support/run.js';

const [older, newer] = ['linux-6.12_qemu-10.0', 'linux-7.2_qemu-11.1'];
const files = new Map([
  ...filesBelow(`${root}fixtures/live/${older}`, older),
  ...filesBelow(`${root}test/compare/${newer}`, newer),
]);

test.each([
  ['up', [older, newer]],
  ['back', [newer, older]],
])('%s', async (name, captures) => {
  const { code, stdout, stderr } = await runInMemory(['compare', ...captures], files, { columns: 100 });
  expect([code, stderr]).toEqual([1, '']);
  await expect(stdout.toString()).toMatchFileSnapshot(`golden/${name}.txt`);
});

test.each(['7.2,10.0', '10.0,11.1', '7.2,11.1', '11.1,7.2'])(
  'QEMU %s: emulated functions are the same',
  async (qemu) => {
    const { code, stdout } = await runInMemory(['compare', newer, newer, '--qemu', qemu, '-f', 'json'], files);
    const { summary }: CompareResult = JSON.parse(stdout.toString());
    expect([code, summary]).toEqual([0, { ok: 0, note: 0, warning: 0, error: 0 }]);
  },
);
