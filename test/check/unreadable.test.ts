/** A case in a folder that may be passed through and not listed: the list of allowances beside it counts all the same. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { allowFile } from '../../src/check/allow-list.js';
import { findCases } from '../../src/check/find-cases.js';
import { nodeCaseFiles } from '../../src/io/case-files.js';
import { ToolError } from '../../src/model/errors.js';

test('the list is asked for by its name', async () => {
  const above = mkdtempSync(join(tmpdir(), 'zpci-inspect-above-'));
  const dir = join(above, 'case');
  mkdirSync(dir);
  writeFileSync(join(dir, 'manifest.json'), '{}');
  const files = {
    ...nodeCaseFiles,
    entries: async (path: string) => {
      if (path === above) throw new ToolError(`${path}: permission denied`);
      return nodeCaseFiles.entries(path);
    },
  };
  const found = () => findCases(files, [{ path: dir, name: 'case' }]);
  expect((await found()).allowLists).toEqual([]);
  writeFileSync(join(above, allowFile), '{}');
  expect((await found()).allowLists).toEqual([
    { name: allowFile, path: join(above, allowFile), prefix: '', isPart: true },
  ]);
  rmSync(above, { recursive: true });
});
