/** A block with more lines than a call takes arguments. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { run } from '../support/run.js';

const folder = mkdtempSync(join(tmpdir(), 'many-'));
afterAll(() => rmSync(folder, { recursive: true }));

test('csv has five lines for each of 50000 devices', () => {
  const devices = 50_000;
  const bytes = Buffer.alloc(12 + 8 * devices);
  bytes.writeUInt32BE(bytes.length, 0);
  bytes.writeUInt32BE(devices, 8);
  const file = join(folder, 'many.bin');
  const output = join(folder, 'many.csv');
  writeFileSync(file, bytes);
  const type = ['--type', 'vfio_pci_hot_reset_info', '--endian', 'big'];
  const { status, stderr } = run(['decode', ...type, '-f', 'csv', '-o', output, file]);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  const lines = readFileSync(output, 'utf8').split('\r\n');
  expect(lines.filter((line) => line.includes(',devices['))).toHaveLength(5 * devices);
});
