/**
 * The import rules really bite: a forbidden import, an orphan and a cycle are reported.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';

const root = fileURLToPath(new URL('../../', import.meta.url));
const copy = mkdtempSync(join(tmpdir(), 'layers-'));
for (const part of ['src', 'bin', 'package.json', 'tsconfig.json', '.dependency-cruiser.cjs', 'dist']) {
  cpSync(join(root, part), join(copy, part), { recursive: true });
}
symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
afterAll(() => rmSync(copy, { recursive: true }));

function cruise(): { status: number | null; output: string } {
  const args = ['--config', '.dependency-cruiser.cjs', '--output-type', 'err', 'src', 'bin'];
  const run = spawnSync(join(root, 'node_modules/.bin/depcruise'), args, { cwd: copy, encoding: 'utf8' });
  return { status: run.status, output: run.stdout + run.stderr };
}

test('the sources keep the rules, and modules were really read', () => {
  const { status, output } = cruise();
  expect(output).toMatch(/no dependency violations found \(\d{3,} modules/);
  expect(status).toBe(0);
});

test.each([
  ['bytes importing a layout', 'src/bytes/hex.ts', "import '../layouts/handle.js';\n"],
  ['render reading the catalog', 'src/render/json.ts', "import '../catalog/catalog.js';\n"],
  ['decode using chalk', 'src/decode/label.ts', "import 'chalk';\n"],
  ['model touching the file system', 'src/model/errors.ts', "import 'node:fs';\n"],
])('%s is reported', (_what, file, line) => {
  const path = join(copy, file);
  cpSync(join(root, file), path);
  writeFileSync(path, line, { flag: 'a' });
  const { status, output } = cruise();
  cpSync(join(root, file), path);
  expect(status).not.toBe(0);
  expect(output).toContain(file);
});

test('an orphan is reported', () => {
  const path = join(copy, 'src/bytes/nobody.ts');
  writeFileSync(path, 'export const nobody = 1;\n');
  const { status, output } = cruise();
  rmSync(path);
  expect(status).not.toBe(0);
  expect(output).toContain('no-orphans');
});
