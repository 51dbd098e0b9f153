/**
 * The import rules really bite: in a copy of the sources with one violation of each kind, these are reported, and
 * nothing else is.
 */
import { spawnSync } from 'node:child_process';
import { appendFileSync, cpSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { root } from '../support/run.js';

const copy = mkdtempSync(join(tmpdir(), 'layers-'));
for (const part of ['src', 'bin', 'package.json', 'tsconfig.json', '.dependency-cruiser.cjs', 'dist']) {
  cpSync(join(root, part), join(copy, part), { recursive: true });
}
symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
afterAll(() => rmSync(copy, { recursive: true }));

const forbidden = [
  ['bytes importing a layout', 'src/bytes/hex.ts', '../layouts/handle.js', 'src/layouts/handle.ts'],
  ['render reading the catalog', 'src/render/json.ts', '../catalog/catalog.js', 'src/catalog/catalog.ts'],
  ['decode using chalk', 'src/decode/label.ts', 'chalk', 'node_modules/chalk/source/index.js'],
  ['model touching the file system', 'src/model/errors.ts', 'node:fs', 'fs'],
] as const;

interface Summary {
  readonly totalCruised: number;
  readonly violations: readonly {
    readonly from: string;
    readonly to: string;
    readonly rule: { readonly name: string };
  }[];
}

function cruise(): Summary {
  for (const [, file, imported] of forbidden) appendFileSync(join(copy, file), `import '${imported}';\n`);
  writeFileSync(join(copy, 'src/bytes/nobody.ts'), 'export const nobody = 1;\n');
  writeFileSync(join(copy, 'src/bytes/egg.ts'), "import './hen.js';\nexport {};\n");
  writeFileSync(join(copy, 'src/bytes/hen.ts'), "import './egg.js';\nexport {};\n");
  const args = ['--config', '.dependency-cruiser.cjs', '--output-type', 'json', 'src', 'bin'];
  const options = { cwd: copy, encoding: 'utf8', maxBuffer: 1 << 26 } as const;
  const { stdout } = spawnSync(join(root, 'node_modules/.bin/depcruise'), args, options);
  const { summary }: { summary: Summary } = JSON.parse(stdout);
  return summary;
}

const { totalCruised, violations } = cruise();
const found = (rule: string) =>
  violations.filter((one) => one.rule.name === rule).map(({ from, to }) => ({ from, to }));

test('modules were really read', () => {
  expect(totalCruised).toBeGreaterThan(300);
});

test.each(forbidden)('%s is reported', (_what, from, _imported, to) => {
  expect(found('not-in-allowed')).toContainEqual({ from, to });
});

test('an orphan is reported', () => {
  expect(found('no-orphans')).toEqual([{ from: 'src/bytes/nobody.ts', to: 'src/bytes/nobody.ts' }]);
});

test('a cycle is reported, once', () => {
  expect(found('no-circular')).toEqual([{ from: 'src/bytes/egg.ts', to: 'src/bytes/hen.ts' }]);
});

test('the sources as they are keep the rules', () => {
  expect(violations).toHaveLength(forbidden.length + 2);
});
