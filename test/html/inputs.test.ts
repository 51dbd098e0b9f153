/** The foot of a page: every file that was read with its hash, and whether identifiers in it were replaced. */
import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { filesBelow, type MemoryFiles, runInMemory } from '../support/memory-io.js';
import { root } from '../support/run.js';
import { all, parsePage, textOf } from './page-reader.js';

const kernel = 'linux-7.2.13_s390x.btf';
const capture = filesBelow(`${root}fixtures/three-views/plain`, 'home/me/one');
const irqs = filesBelow(`${root}fixtures/synthetic/irq-info`, 'cases/irqs');
const kernels = filesBelow(`${root}test/btf/kernels`, 'k');

/** The capture with what its manifest says of redaction, in a folder. */
function saying(redacted: boolean | undefined, folder: string): MemoryFiles {
  return new Map(
    [...capture].map(([path, bytes]) => {
      const moved = path.replace('home/me/one', folder);
      if (!path.endsWith('/manifest.json')) return [moved, bytes];
      const manifest = JSON.parse(Buffer.from(bytes).toString('utf8'));
      return [moved, Buffer.from(JSON.stringify({ ...manifest, provenance: { ...manifest.provenance, redacted } }))];
    }),
  );
}

/** What stands at the foot of the page that a command writes. */
async function footOf(files: MemoryFiles, ...argv: readonly string[]): Promise<string> {
  const { files: after, stderr } = await runInMemory(argv, files);
  const text = after.get('page.html');
  expect(text, stderr).toBeDefined();
  return textOf(all(parsePage(Buffer.from(text ?? '').toString('utf8')), 'footer')[0] ?? { ...none });
}

const none = { name: '', attributes: new Map(), children: [] };

const named = (path: string, name: string, files: MemoryFiles): string =>
  `${name}${createHash('sha256')
    .update(files.get(path) ?? '')
    .digest('hex')}`;

it('list names the files of a capture by their paths in it, no folder above it', async () => {
  const foot = await footOf(capture, 'list', 'home/me/one', '-o', 'page.html');
  for (const file of ['manifest.json', 'firmware-query-fn.bin', 'vfio-device-info.bin', 'sysfs.txt'])
    expect(foot).toContain(named(`home/me/one/${file}`, `one/${file}`, capture));
  expect(foot).toContain('redacted: nobody says');
  expect(foot.replace('list home/me/one', '')).not.toContain('home');
});

it('compare names the files of both captures, and says of which it is known that they are redacted', async () => {
  const files = new Map([...saying(true, 'a/one'), ...saying(false, 'b/one')]);
  const foot = await footOf(files, 'compare', 'a/one', 'b/one', '-o', 'page.html');
  expect(foot).toContain(`${named('a/one/manifest.json', 'one/manifest.json', files)}yes, as the capture says`);
  expect(foot).toContain(`${named('b/one/manifest.json', 'one/manifest.json', files)}no, as the capture says`);
  expect(foot.split(named('a/one/firmware-list.bin', 'one/firmware-list.bin', files))).toHaveLength(3);
});

it.each([
  [true, 'yes, as the capture says'],
  [false, 'no, as the capture says'],
])('a capture that says redacted: %s', async (redacted, says) => {
  const files = saying(redacted, 'one');
  for (const command of ['list', 'diff', 'decode', 'check']) {
    const how = command === 'check' ? ['--reporter', 'html:page.html'] : ['-o', 'page.html'];
    expect(await footOf(files, command, 'one', ...how), command).toContain(`redacted: ${says}`);
  }
});

it('verify names the files of the kernel, check those of the cases, decode and audit their blocks', async () => {
  const files = new Map([...kernels, ...irqs]);
  const irq = 'cases/irqs/irq-msix.bin';
  expect(await footOf(files, 'verify', `k/${kernel}`, '-o', 'page.html')).toContain(
    named(`k/${kernel}`, kernel, files),
  );
  const checked = await footOf(files, 'check', 'cases', '--reporter', 'html:page.html');
  for (const path of irqs.keys()) expect(checked).toContain(named(path, path, files));
  const decoded = await footOf(files, 'decode', irq, '-o', 'page.html');
  expect(decoded).toContain(named(irq, 'irq-msix.bin', files));
  const block = 'home/me/one/vfio-device-info.bin';
  const audited = await footOf(capture, 'audit', 'vfio-zdev', '--block', block, '-o', 'page.html');
  expect(audited).toContain(named(block, 'vfio-device-info.bin', capture));
});
