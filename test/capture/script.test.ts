/**
 * The printed script as a text: what it may use, and that its numbers are those of the compiler.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { catalog } from '../../src/index.js';
import { root, run } from '../support/run.js';
import { printedScript, scratch } from './host.js';

const folder = scratch();
afterAll(() => rmSync(folder, { recursive: true }));

const python = process.env['PYTHON'] ?? 'python3';
const source = readFileSync(`${root}src/capture/capture.py`, 'utf8');

function runPython(code: string, ...args: string[]): { status: number | null; stdout: string; stderr: string } {
  return spawnSync(python, ['-c', code, ...args], {
    encoding: 'utf8',
    env: { ...process.env, PYTHONDONTWRITEBYTECODE: '1' },
  });
}

test('capture prints the script, and with --redact the script that redacts', () => {
  expect(run(['capture'])).toEqual({ status: 0, stdout: source, stderr: '' });
  const redacting = run(['capture', '--redact']).stdout.split('\n');
  const changed = source.split('\n').flatMap((line, i) => (line === redacting[i] ? [] : [[line, redacting[i]]]));
  expect(changed).toEqual([
    [expect.stringMatching(/^REDACT = False {2}#/), expect.stringMatching(/^REDACT = True {2}#/)],
  ]);
});

test('-o writes it to a file', () => {
  const path = join(folder, 'out.py');
  expect(run(['capture', '-o', path])).toEqual({ status: 0, stdout: '', stderr: '' });
  expect(readFileSync(path, 'utf8')).toBe(source);
});

test('it can be read in one go', () => {
  const lines = source.trimEnd().split('\n');
  expect(lines.length).toBeLessThanOrEqual(530);
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(120);
  expect(source).toMatch(/^[\n\x20-\x7e]*$/);
});

test('it compiles, and --help works', () => {
  const path = printedScript(folder);
  expect(spawnSync(python, ['-m', 'py_compile', path], { encoding: 'utf8' })).toMatchObject({ status: 0, stderr: '' });
  const help = spawnSync(python, [path, '--help'], { encoding: 'utf8' });
  expect(help).toMatchObject({ status: 0, stderr: '' });
  expect(help.stdout).toContain('--no-vfio');
});

const used = `
import ast, json, sys
tree = ast.parse(open(sys.argv[1]).read(), **({'feature_version': (3, 6)} if sys.version_info >= (3, 8) else {}))
names = lambda kind, get: sorted({get(node) for node in ast.walk(tree) if isinstance(node, kind)})
print(json.dumps({
    'imports': names(ast.Import, lambda node: node.names[0].name) + names(ast.ImportFrom, lambda node: node.module),
    'attributes': names(ast.Attribute, lambda node: node.attr),
    'keywords': names(ast.keyword, lambda node: node.arg or '**'),
    'formatted': len(names(ast.JoinedStr, id)),
}))`;

test('Python 3.6 can run it: no later syntax, module, method or argument', () => {
  const { stdout, stderr } = runPython(used, `${root}src/capture/capture.py`);
  expect(stderr).toBe('');
  const { imports, attributes, keywords, formatted } = JSON.parse(stdout);
  expect(imports).toEqual('argparse array errno fcntl hashlib io json os re struct sys tarfile time'.split(' '));
  const later =
    `removeprefix removesuffix fromisoformat isascii nullcontext prod dist cached_property cache pairwise batched
    get_running_loop run_coroutine_threadsafe time_ns monotonic_ns memfd_create pidfd_open copy_file_range waitstatus_to_exitcode
    bit_count walk_up posix_spawn`.split(/\s+/);
  expect(attributes.filter((name: string) => later.includes(name))).toEqual([]);
  const laterKeywords =
    'capture_output text dirs_exist_ok missing_ok strict exit_on_error filter encoding_errors'.split(' ');
  expect(keywords.filter((name: string) => laterKeywords.includes(name))).toEqual([]);
  expect(formatted).toBe(0);
});

test('it writes nothing but its output', () => {
  expect([...source.matchAll(/O_WRONLY|O_RDWR|'[wax]\+?b?'|'r\+b'/g)].map((match) => match[0])).toEqual([
    "'r+b'",
    'O_WRONLY',
    "'w'",
    "'wb'",
  ]);
  expect(source).not.toMatch(/\b(subprocess|socket|urllib|ctypes|eval|exec|os\.system|remove|unlink|rename|chmod)\b/);
});

interface Constant {
  readonly name: string;
  readonly value: number;
}

test('every constant that has the name of a C constant has its value', () => {
  const oracle: { constants: Constant[] } = JSON.parse(
    readFileSync(`${root}test/oracle/oracle-constants.json`, 'utf8'),
  );
  const code = `
import importlib.util, json, sys
spec = importlib.util.spec_from_file_location('capture', sys.argv[1])
module = importlib.util.module_from_spec(spec)
spec.loader.exec_module(module)
print(json.dumps({name: value for name, value in vars(module).items() if name.isupper() or name.startswith(('CLP_', 'VFIO_', 'IOMMU_')) if isinstance(value, int)}))`;
  const { stdout, stderr } = runPython(code, `${root}src/capture/capture.py`);
  expect(stderr).toBe('');
  const own: Record<string, number> = JSON.parse(stdout);
  const names = Object.keys(own).filter((name) => name !== 'REDACT');
  expect(names.length).toBeGreaterThanOrEqual(24);
  for (const name of names) {
    const values = oracle.constants.filter((one) => one.name === name).map((one) => one.value);
    expect([...new Set(values)], name).toEqual([own[name]]);
  }
  expect(names).not.toContain('CLP_SET_PCI_FN');
});

test('it keeps the types of every struct of the tables', () => {
  const list = /STRUCTS = """([^"]*)"""/.exec(source)?.[1]?.trim().split(/\s+/) ?? [];
  const tags = catalog.layouts().filter((one) => one.interface === undefined && !one.tag.includes('.'));
  expect(list).toEqual([...tags.map(({ tag }) => tag), 'zpci_dev'].sort());
});
