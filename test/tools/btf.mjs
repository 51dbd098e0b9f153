#!/usr/bin/env node
/**
 * Structs, members, offsets and sizes of whole BTF files against what bpftool reads there.
 *
 *     node test/tools/btf.mjs FILE [MODULE...]     raw BTF, that of the kernel first; without: /sys/kernel/btf/vmlinux
 *
 * Needs bpftool, and fails when it is missing.
 */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('../../', import.meta.url));
const [kernel = '/sys/kernel/btf/vmlinux', ...modules] = process.argv.slice(2);
const work = mkdtempSync(join(tmpdir(), 'zpci-btf-'));
process.once('exit', () => rmSync(work, { recursive: true, force: true }));

await build({
  stdin: {
    contents: "export { Btf } from './src/btf/btf.ts'; export { membersOf, resolve } from './src/btf/members.ts';",
    resolveDir: root,
  },
  bundle: true,
  platform: 'node',
  format: 'esm',
  outfile: join(work, 'reader.mjs'),
  logLevel: 'error',
});
const { Btf, membersOf } = await import(pathToFileURL(join(work, 'reader.mjs')));

const bytesOf = (path) => new Uint8Array(readFileSync(path));
assert(existsSync(kernel), `${kernel}: not there`);
const base = new Btf(bytesOf(kernel));
compare(kernel, base, []);
for (const module of modules) compare(module, new Btf(bytesOf(module), base), ['-B', kernel]);

/** Every type of one file. */
function compare(path, btf, options) {
  const { status, stdout, stderr, error } = spawnSync('bpftool', ['btf', 'dump', ...options, 'file', path, '-j'], {
    encoding: 'utf8',
    maxBuffer: 1 << 30,
  });
  assert.equal(status, 0, `bpftool: ${stderr}${error ?? ''}`);
  // Values of enums may have 64 bits.
  const { types } = JSON.parse(stdout.replace(/"val":(-?\d+)/g, '"val":"$1"'));
  assert.equal(types.length, btf.count, `${path}: number of types`);
  const counts = { types: 0, members: 0, values: 0 };
  for (const theirs of types) {
    const ours = btf.type(theirs.id);
    const name = theirs.name === '(anon)' ? '' : theirs.name;
    assert.equal(ours.name, name, `${path}: name of type ${theirs.id}`);
    if (theirs.size !== undefined) assert.equal(ours.sizeOrType, theirs.size, `${path}: size of ${theirs.id}`);
    if (theirs.type_id !== undefined && theirs.kind !== 'ARRAY')
      assert.equal(ours.sizeOrType, theirs.type_id, `${path}: type of ${theirs.id}`);
    if (theirs.vlen !== undefined) assert.equal(ours.count, theirs.vlen, `${path}: length of ${theirs.id}`);
    counts.types++;
    if (theirs.kind === 'STRUCT' || theirs.kind === 'UNION') counts.members += compareMembers(path, btf, ours, theirs);
    if (theirs.kind === 'ENUM') counts.values += compareValues(path, btf, ours, theirs);
  }
  console.log(
    `${path}: ${counts.types} types, ${counts.members} members, ${counts.values} values of enums are as bpftool says`,
  );
}

function compareMembers(path, btf, ours, theirs) {
  theirs.members.forEach((member, i) => {
    const raw = btf.member(ours, i);
    const name = member.name === '(anon)' ? '' : member.name;
    const bit = ours.flag ? raw.offset & 0xff_ffff : raw.offset;
    const shown = [raw.name, raw.type, bit, ours.flag ? raw.offset >>> 24 : 0];
    assert.deepEqual(
      shown,
      [name, member.type_id, member.bits_offset, member.bitfield_size ?? 0],
      `${path}: ${ours.id}`,
    );
  });
  // What lies where must make sense for every struct of a real kernel.
  membersOf(btf, ours);
  return theirs.members.length;
}

function compareValues(path, btf, ours, theirs) {
  theirs.values.forEach(({ name, val }, i) => {
    const shown = [btf.name(btf.extra(ours, i * 2)), btf.extra(ours, i * 2 + 1) | 0];
    assert.deepEqual(shown, [name, Number(BigInt.asIntN(32, BigInt(val)))], `${path}: enum ${ours.id}`);
  });
  return theirs.values.length;
}
