/** Trees of sysfs of which something cannot be read: it is left out and said, and the rest is read. */
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { nodeCaseFiles } from '../../src/io/case-files.js';
import { readSysfsRoot, readSysfsTree } from '../../src/load/sysfs-tree.js';
import { ToolError } from '../../src/model/errors.js';
import type { CaseFiles } from '../../src/model/ports.js';

const root = mkdtempSync(join(tmpdir(), 'zpci-inspect-unreadable-'));
const devices = join(root, 'bus/pci/devices');
const own = join(devices, '0037:00:00.0');

beforeAll(() => {
  for (const [name, text] of [
    ['function_id', '0x000000ab'],
    ['uid', '0x37'],
    ['recover', ''],
    ['pfip/segment0', '0x01'],
  ] as const) {
    mkdirSync(join(own, name, '..'), { recursive: true });
    writeFileSync(join(own, name), `${text}\n`);
  }
  mkdirSync(join(root, 'bus/pci/slots/000000ab'), { recursive: true });
  writeFileSync(join(root, 'bus/pci/slots/000000ab/power'), '1\n');
});
afterAll(() => rmSync(root, { recursive: true }));

/** The files of this machine, of which these are refused to everybody, also to root. */
function without(...refused: readonly string[]): CaseFiles {
  const check = (path: string): void => {
    if (refused.some((name) => path.endsWith(name))) throw new ToolError(`${path}: permission denied`);
  };
  return {
    ...nodeCaseFiles,
    read: async (path, limit) => {
      check(path);
      return nodeCaseFiles.read(path, limit);
    },
    list: async (path) => {
      check(path);
      return nodeCaseFiles.list(path);
    },
  };
}

async function read(how: typeof readSysfsRoot, dir: string, files: CaseFiles) {
  const notes: string[] = [];
  const [one] = await how(dir, files, (text) => notes.push(text));
  return { attributes: Object.fromEntries(one?.attributes ?? []), notes };
}

test('an attribute, and the folder of some', async () => {
  expect(await read(readSysfsTree, devices, without('/uid', '/pfip'))).toEqual({
    attributes: { function_id: '0x000000ab' },
    notes: [`${own}/pfip: permission denied; left out`, `${own}/uid: permission denied; left out`],
  });
});

test('the file and the folder of a slot', async () => {
  const slot = join(root, 'bus/pci/slots/000000ab');
  const left = { function_id: '0x000000ab', uid: '0x37', 'pfip/segment0': '0x01' };
  const one = await read(readSysfsRoot, root, without('/power'));
  expect(one).toEqual({ attributes: left, notes: [`${slot}/power: permission denied; left out`] });
  const all = await read(readSysfsRoot, root, without('/slots/000000ab'));
  expect(all).toEqual({ attributes: left, notes: [`${slot}: permission denied; left out`] });
});

test('what can only be written to is nothing that is missing', async () => {
  expect((await read(readSysfsRoot, root, without('/recover', '/report_error'))).notes).toEqual([]);
});

/** What follows is done by somebody who is not root, whoever runs the tests. */
async function asNobody<T>(act: () => Promise<T>): Promise<T> {
  const isRoot = process.geteuid?.() === 0;
  if (isRoot) process.seteuid?.(65534);
  try {
    return await act();
  } finally {
    if (isRoot) process.seteuid?.(0);
  }
}

test('a folder that the system refuses to list is no fault of the program', async () => {
  const dir = join(root, 'refused');
  mkdirSync(dir);
  chmodSync(root, 0o755);
  chmodSync(dir, 0o311);
  await expect(asNobody(() => nodeCaseFiles.list(dir))).rejects.toThrow(`${dir}: permission denied`);
  await expect(asNobody(() => nodeCaseFiles.list(dir))).rejects.toBeInstanceOf(ToolError);
});
