/** A block with more lines than a call takes arguments. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { runHere } from '../support/run-here.js';

const folder = mkdtempSync(join(tmpdir(), 'many-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Group ids of devices: 12 bytes, then 8 for each device. */
function resetInfo(devices: number): string {
  const bytes = Buffer.alloc(12 + 8 * devices);
  bytes.writeUInt32BE(bytes.length, 0);
  bytes.writeUInt32BE(devices, 8);
  for (let i = 0; i < devices; i++) bytes.writeUInt32BE(i, 12 + 8 * i);
  const file = join(folder, `${devices}.bin`);
  writeFileSync(file, bytes);
  return file;
}

const type = ['--type', 'vfio_pci_hot_reset_info', '--endian', 'big'];

test('csv has five lines for each of 50000 devices', async () => {
  const devices = 50_000;
  const output = join(folder, 'many.csv');
  const { status, stderr } = await runHere(['decode', ...type, '-f', 'csv', '-o', output, resetInfo(devices)]);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  const lines = readFileSync(output, 'utf8').split('\r\n');
  expect(lines.filter((line) => line.includes(',devices['))).toHaveLength(5 * devices);
});

test('the table of 16 MiB fits into a small heap, and says what it does not print', async () => {
  const env = { NODE_OPTIONS: '--max-old-space-size=400', COLUMNS: '200' };
  const { status, stdout, stderr } = await runHere(['decode', ...type, resetInfo(2_000_000)], { env });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(stdout).toContain('65536 of 2000000 elements are decoded');
  expect(stdout).toMatch(/^\d+ more rows \(--format csv or json has all\)$/m);
  expect(stdout.split('\n').length).toBeLessThan(6000);
});
