#!/usr/bin/env node
/**
 * The capture on a real kernel: a Debian kernel for s390x under QEMU (software emulation) runs the very script that
 * `zpci-inspect capture` prints, and the tool reads what comes back.
 *
 *     npm run test:live [-- --keep <folder>]     keeps the redacted bundle as a case
 *
 * Needs apt, dpkg and a mirror of Debian; downloads about 150 MB once into a cache below the folder for temporary
 * files. Ends with exit code 1 and a reason when anything is missing or differs. Nothing is skipped.
 */
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compareList, compareRedacted, compareText, compareWithSysfs } from './comparisons.mjs';
import { makeInitramfs } from './initramfs.mjs';
import { kernelOf, machineArguments, makeEmulator, passedThrough, runMachine } from './machine.mjs';
import { fetchPackages } from './packages.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));
/** The whole ends within 15 minutes: what is not done by then is given up, the machine a little earlier. */
const deadline = Date.now() + 870_000;
const machineLimit = () => Math.min(480_000, deadline - 120_000 - Date.now());

/** Verdicts of facts that are as they should be, or that this kernel does not show. */
const expected = new Set(['same', 'derived', 'narrowed', 'constant', 'hidden', 'redundant', 'unchecked']);

const work = mkdtempSync(join(tmpdir(), 'zpci-live-'));
process.once('exit', () => rmSync(work, { recursive: true, force: true }));
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(130));

try {
  await main(process.argv.slice(2));
} catch (error) {
  console.error(`FAILED: ${error instanceof Error ? error.message : error}`);
  process.exitCode = 1;
}

async function main(args) {
  const keep = args[0] === '--keep' ? args[1] : undefined;
  assert.ok(args.length === (keep === undefined ? 0 : 2), 'usage: run.mjs [--keep <folder>]');
  const packages = await step('packages', () => fetchPackages());
  const emulator = makeEmulator(packages);
  const kernel = kernelOf(packages);
  console.log(`  Debian ${packages.suite}: ${emulator.version}; ${basename(kernel)}`);
  const initrd = join(work, 'initrd');
  await step('first root file system', () => writeFileSync(initrd, makeInitramfs(packages, guestFiles())));
  const monitor = join(work, 'monitor');
  const results = await step('guest', () =>
    runMachine(
      emulator,
      machineArguments(kernel, initrd, monitor),
      { logFile: join(work, 'console.log'), monitor },
      machineLimit(),
    ),
  );
  const bundles = await step('bundles', () => openBundles(results));
  await step('decode', () => decodeBundles(bundles));
  await step('busy function', () => checkBusy(bundles));
  await step('diff', () => diffBundles(bundles));
  await step('list', () => listFunctions(results, bundles.one));
  await step('compare', () => compareBundles(bundles));
  await step('verify', () => verifyBundle(bundles.one));
  await step('check --init', () => checkInit(bundles.all));
  if (keep !== undefined)
    keepCase(bundles.redacted, keep, emulator, machineArguments(basename(kernel), 'initrd', 'monitor'));
  console.log('passed');
}

async function step(name, action) {
  const start = Date.now();
  console.log(`${name} ...`);
  const result = await action();
  console.log(`  ok, ${((Date.now() - start) / 1000).toFixed(1)} s`);
  return result;
}

/** Process 1, the two scripts exactly as the command prints them, and the program. */
function guestFiles() {
  const program = ['package.json', 'bin/zpci-inspect.cjs', ...filesBelow('dist')];
  return {
    init: readFileSync(join(root, 'test/live/guest/init.py'), 'utf8'),
    'capture.py': tool(['capture']).stdout,
    'capture-redact.py': tool(['capture', '--redact']).stdout,
    ...Object.fromEntries(program.map((path) => [`zpci-inspect/${path}`, readFileSync(join(root, path))])),
  };
}

function filesBelow(folder) {
  const entries = readdirSync(join(root, folder), { withFileTypes: true, recursive: true });
  return entries.flatMap((one) => (one.isFile() ? [relative(root, join(one.parentPath, one.name))] : []));
}

function tool(args, expected = 0) {
  const run = spawnSync(process.execPath, [join(root, 'bin/zpci-inspect.cjs'), ...args], {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    timeout: Math.max(deadline - Date.now(), 1),
  });
  assert.equal(
    run.error?.message ?? run.status,
    expected,
    `zpci-inspect ${args[0]}: exit ${run.status}, expected ${expected}\n${run.stdout.slice(0, 4000)}${run.stderr}`,
  );
  return run;
}

function text(results, name) {
  const data = results.get(name);
  assert.ok(data, `the guest sent no ${name}`);
  return data.toString();
}

/**
 * One function with vfio-pci, the same one in use, all functions with vfio-pci, all of them redacted, all after one was
 * recovered, and after the same one was taken out and put in again.
 */
function openBundles(results) {
  const names = ['one', 'busy', 'all', 'redacted', 'recovered', 'replugged'];
  const bundles = Object.fromEntries(names.map((name) => [name, openBundle(results, name)]));
  for (const name of ['one', 'all']) bundles[name].own = JSON.parse(text(results, `${name}-own.json`));
  const { version, python } = bundles.one.own;
  console.log(`  ${version}; Python ${python}`);
  return bundles;
}

/** Unpacks a bundle and reads its manifest. */
function openBundle(results, name) {
  const run = JSON.parse(text(results, `${name}.json`));
  assert.deepEqual([run.status, run.stdout], [0, ''], `the script failed: ${run.stderr}`);
  const dir = join(work, name);
  mkdirSync(dir);
  text(results, `${name}.tgz`);
  const file = join(work, `${name}.tgz`);
  writeFileSync(file, results.get(`${name}.tgz`));
  execFileSync('tar', ['-xzf', '-', '-C', dir], { input: results.get(`${name}.tgz`) });
  const manifest = JSON.parse(readFileSync(join(dir, 'manifest.json'), 'utf8'));
  console.log(`  ${name}: ${manifest.blocks.length} blocks in ${run.seconds} s`);
  for (const line of run.stderr.trim().split('\n').slice(0, -1)) console.log(`    ${line}`);
  return { dir, file, manifest, stderr: run.stderr };
}

/** Blocks with their types, as arguments of the program. */
function blockArguments({ dir, manifest }) {
  return manifest.blocks.map(({ type, file }) => `${type}:${join(dir, file)}`);
}

function decoded(bundle) {
  const { blocks } = JSON.parse(
    tool(['decode', '--format', 'json', '--endian', 'big', ...blockArguments(bundle)]).stdout,
  );
  assert.equal(blocks.length, bundle.manifest.blocks.length);
  for (const [i, block] of blocks.entries()) assert.equal(block.sha256, bundle.manifest.blocks[i].sha256);
  return blocks;
}

/** The tar as it came, which says by its manifest what its blocks are, and each block of it by itself. */
function decodeBundles({ one, all, redacted }) {
  for (const { dir, own, ...bundle } of [one, all]) {
    const blocks = decoded({ dir, ...bundle });
    const whole = JSON.parse(tool(['decode', '--format', 'json', bundle.file]).stdout).blocks;
    assert.deepEqual(
      whole.map((block) => [block.source, block.type, block.endian, block.sha256]),
      blocks.map((block) => [block.source, block.type, block.endian, block.sha256]),
    );
    const issues = blocks.flatMap((block) => block.issues);
    assert.ok(!issues.some((issue) => issue.severity === 'error'), 'a finding is an error');
    const facts = compareWithSysfs(blocks, own);
    const lines = compareText(readFileSync(join(dir, 'sysfs.txt'), 'utf8'), own);
    console.log(
      `  ${blocks.length} blocks; ${facts} facts and ${lines} lines of sysfs.txt are those of the guest's sysfs`,
    );
    console.log(`    findings: ${counts(issues.map((issue) => issue.code))}`);
  }
  console.log(`  ${compareRedacted(decoded(all), decoded(redacted))} identifiers are replaced in the redacted bundle`);
  for (const name of ['sysfs.txt', 'manifest.json', 'errors.txt']) {
    const said = readFileSync(join(redacted.dir, name), 'utf8').replace(/"sha256".*/g, '');
    assert.doesNotMatch(said, /1234:|beef|0x000000ab|01c0ffee/i, name);
  }
}

/** With the function in use the rest is captured, and the reason is written down. */
function checkBusy({ one, busy }) {
  const roles = (bundle) => bundle.manifest.blocks.map((block) => block.role);
  assert.deepEqual(
    roles(busy),
    roles(one).filter((role) => !role.startsWith('vfio-')),
  );
  for (const said of [busy.stderr, busy.manifest.provenance.note, readFileSync(join(busy.dir, 'errors.txt'), 'utf8')])
    assert.match(said, /00000010: \/dev\/vfio\/\d+: Device or resource busy/);
}

/** Nothing is found by any comparison, and nothing depends on identifiers. */
function diffBundles({ one, all, redacted }) {
  const fid = Buffer.from(one.own.functions[passedThrough].attributes['function_id'], 'hex').toString().trim();
  const first = compared(one, 1, [
    ...['--firmware', ...filesOf(one, `^firmware-(list|query-fn-${fid.slice(2)}|query-grp-ff)$`)],
    ...['--vfio', ...filesOf(one, '^vfio-')],
  ]);
  assert.equal(first.functions[0].title, `function ${fid}`);
  const count = Object.keys(all.own.functions).length;
  for (const query of filesOf(all, '^firmware-query-fn-')) {
    compared(all, 1, [
      ...['--firmware', query, ...filesOf(all, '^firmware-(list|query-grp-ff)$')],
      ...['--vfio', join(all.dir, 'sysfs.txt')],
    ]);
  }
  const whole = compared(all, count, [all.dir]);
  assert.deepEqual(compared(all, count, [all.file]).summary, whole.summary, 'the tar says what its folder says');
  assert.deepEqual(compared(redacted, count, [redacted.file]).summary, whole.summary, 'redaction changes no verdict');
  compared(one, count, [one.file]);
}

function filesOf({ dir, manifest }, pattern) {
  const blocks = manifest.blocks.filter(({ role }) => new RegExp(pattern).test(role));
  return blocks.map(({ type, file }) => `${type}:${join(dir, file)}`);
}

/** One report for each function; a row or check that is not as it should be fails, except that a fact is not shown. */
function compared({ manifest }, count, args) {
  const versions = ['--linux', manifest.interfaces.linux, '--endian', 'big'];
  const result = JSON.parse(tool(['diff', '--format', 'json', ...versions, ...args]).stdout);
  assert.equal(result.functions.length, count, 'one report for each function');
  for (const { title, sides, summary } of result.functions) {
    console.log(
      `  ${title}: ${sides.map((side) => `${side.interface} ${side.version}`).join(', ')}; ${words(summary)}`,
    );
  }
  const found = result.rows.filter((row) => !Object.values(row.verdicts).every((verdict) => expected.has(verdict)));
  assert.deepEqual(
    found.map((row) => `${row.function} ${row.attribute}: ${row.why}`),
    [],
  );
  const facts = result.rows.filter((row) => Object.values(row.verdicts).some((verdict) => verdict === 'same'));
  assert.ok(facts.length >= 10 * count, `only ${facts.length} facts are the same on both sides`);
  return result;
}

/**
 * A capture with itself; with one taken after a function was disabled and enabled, after which vfio-pci may not be able
 * to reset it any more (RESET in flags); and that with one taken after the function was put in again, which then has
 * another handle, and nothing else.
 */
function compareBundles({ all, recovered, replugged }) {
  const changed = (...files) => {
    const { functions, groups } = JSON.parse(tool(['compare', '--format', 'json', ...files]).stdout);
    const changes = [...functions, ...groups].flatMap((one) => one.changes);
    return changes.map(({ attribute, before, after, severity }) => `${attribute} ${before} ${after} ${severity}`);
  };
  assert.deepEqual(changed(all.file, all.file), []);
  const after = changed(all.file, recovered.file);
  for (const change of after) assert.match(change, /^(?:(?:fh_list\[\]\.)?fh .* ok|flags 131 130 note)$/);
  console.log(`  after a recovery: ${after.join('; ') || 'nothing changed, the handle neither'}`);
  const put = changed(all.file, replugged.file);
  assert.equal(put.length, 1, put.join('; '));
  assert.match(put[0], /^(?:fh_list\[\]\.)?fh \d+ \d+ note$/);
  console.log(`  put in again: ${put.join('; ')}`);
}

/** The types that the guest's kernel says of itself, cut out by the script. */
function verifyBundle({ file, dir, manifest }) {
  assert.ok(readdirSync(dir).includes('kernel.btf'), 'the bundle has no kernel.btf');
  const { structs, linux } = JSON.parse(tool(['verify', '--format', 'json', file]).stdout);
  assert.equal(linux.version, manifest.interfaces.linux);
  const verdicts = structs.map(({ verdict }) => verdict);
  assert.deepEqual([...new Set(verdicts)], ['same']);
  assert.ok(verdicts.length >= 30, `only ${verdicts.length} structs`);
  console.log(`  Linux ${linux.version}: ${verdicts.length} structs are as the tables say`);
}

/** The capture, and what the tool says in the guest of its own sysfs: the same functions as those that sysfs has. */
function listFunctions(results, { file, own }) {
  const inGuest = (kind) => {
    const run = JSON.parse(text(results, `one-list-${kind}.json`));
    assert.deepEqual([run.status, run.stderr], [0, ''], 'list in the guest');
    return run.stdout;
  };
  for (const json of [tool(['list', '--format', 'json', file]).stdout, inGuest('json')])
    compareList(JSON.parse(json).functions, own);
  console.log(inGuest('table').replace(/^/gm, '  ').trimEnd());
}

function checkInit(bundle) {
  const dir = join(work, 'case');
  tool(['check', '--init', dir, ...blockArguments(bundle)]);
  const { summary } = JSON.parse(tool(['check', '--reporter', 'json', dir]).stdout);
  console.log(`  ${words(summary)}`);
}

/** The redacted bundle as a case, with what only this side of the machine knows. */
function keepCase({ dir, manifest }, target, emulator, args) {
  cpSync(dir, target, { recursive: true, errorOnExist: true, force: false });
  rmSync(join(target, 'errors.txt'), { force: true });
  const provenance = {
    ...manifest.provenance,
    qemu: emulator.version,
    qemuCommandLine: `qemu-system-s390x ${args.map((one) => (/[\s=,]/.test(one) && one.includes(' ') ? `'${one}'` : one)).join(' ')}`,
  };
  writeFileSync(join(target, 'manifest.json'), `${JSON.stringify({ ...manifest, provenance }, null, 2)}\n`);
  console.log(`kept as ${target}`);
}

function counts(list) {
  return words(Object.fromEntries([...new Set(list)].map((one) => [one, list.filter((each) => each === one).length])));
}

function words(summary) {
  return (
    Object.entries(summary)
      .map(([name, count]) => `${name} ${count}`)
      .join(', ') || 'none'
  );
}
