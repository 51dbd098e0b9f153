/**
 * Copies of fixtures in temporary folders, checked in this process or by the real program.
 */
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { type CheckedCases, type CheckOptions, checkAll } from '../../src/check/check-all.js';
import { builtInCatalog } from '../../src/index.js';
import { nodeCaseFiles } from '../../src/io/case-files.js';
import type { CaseResult, Difference } from '../../src/model/check.js';
import { fixturesDir } from '../fixtures/cases.js';

/** A new empty folder, gone after the tests of the file. */
export function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'zpci-check-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Copies of fixture cases (`area/case`) in a new folder, with the expectations of today. */
export async function copies(...names: readonly string[]): Promise<string> {
  const folder = newFolder();
  for (const name of names) cpSync(join(fixturesDir, name), join(folder, name), { recursive: true });
  await checkIn(folder, { update: true });
  return folder;
}

/** One copied case by itself. */
export async function copy(name: string): Promise<string> {
  return join(await copies(name), name);
}

/** Checks the cases below a folder in this process. */
export async function checkIn(
  folder: string,
  { catalog = builtInCatalog(), ...options }: Partial<CheckOptions> = {},
): Promise<CheckedCases['result']> {
  const name = folder.split('/').at(-1) ?? '';
  const { result } = await checkAll(nodeCaseFiles, [{ path: folder, name }], {
    versions: { tool: '1.0.0', linux: '7.0', qemu: '11.0' },
    update: false,
    failOn: 'error',
    catalog,
    ...options,
  });
  return result;
}

/** The only case of a folder. */
export async function only(folder: string, options: Parameters<typeof checkIn>[1] = {}): Promise<CaseResult> {
  const [one, ...others] = (await checkIn(folder, options)).cases;
  if (one === undefined || others.length > 0) throw new Error(`${folder}: ${others.length + 1} cases`);
  return one;
}

/** What a difference is about and what it says, for comparing. */
export function brief(one: Difference): string {
  return `${one.kind} ${one.path}${one.side === '' ? '' : ` ${one.side}`}: ${one.expected} -> ${one.got}`;
}

/** Changes a text file. */
export function edit(path: string, change: (text: string) => string): void {
  const before = readFileSync(path, 'utf8');
  const after = change(before);
  if (after === before) throw new Error(`${path}: nothing was changed`);
  writeFileSync(path, after);
}

/** Changes one byte of a file. */
export function poke(path: string, at: number, change: (byte: number) => number): void {
  const bytes = readFileSync(path);
  bytes[at] = change(bytes[at] ?? 0) & 0xff;
  writeFileSync(path, bytes);
}

/** A case of one small block and no expectation yet, for what does not depend on its content. */
export function smallCase(dir: string, change: Record<string, unknown> = {}): void {
  mkdirSync(dir, { recursive: true });
  cpSync(join(fixturesDir, 'synthetic/group-status'), dir, { recursive: true });
  rmSync(join(dir, 'expected.decode.json'), { force: true });
  edit(join(dir, 'manifest.json'), (text) => `${JSON.stringify({ ...JSON.parse(text), ...change })}\n`);
}
