/**
 * A cpio archive in the format that Linux unpacks as its first root file system.
 */
import { existsSync, lstatSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { basename, join } from 'node:path';

const folder = 0o040755;
const link = 0o120777;
const device = 0o020600;

/** What Python and Node need of their packages, and nothing of the rest. */
const wanted =
  /^usr\/(bin\/(python3[^/]*|node)|lib\/ld[^/]*|lib\/python3[^/]*\/.*|lib\/s390x-linux-gnu\/[^/]*\.so[^/]*|share\/nodejs\/.*)$/;
const unwanted = /\/(test|idlelib|tkinter|ensurepip|lib2to3|pydoc_data|turtledemo|__pycache__)\/|[.](map|d[.][cm]?ts)$/;
/** Folders that lead to it. */
const onTheWay = /^usr(\/(bin|lib(\/(python3[^/]*(\/.*)?|s390x-linux-gnu))?|share(\/nodejs(\/.*)?)?))?$/;

/** Modules in the order in which they must be loaded. */
const modules = ['irqbypass', 'vfio', 'vfio_iommu_type1', 'vfio-pci-core', 'vfio-pci'];

/**
 * The archive: Python, Node, the modules, and `files` (path in the guest to content).
 *
 * @throws Error when a module is missing.
 */
export function makeInitramfs(packages, files) {
  const parts = [];
  const known = new Set();
  const add = (name, mode, data = Buffer.alloc(0), rdev = [0, 0]) => {
    if (!known.has(name)) parts.push(entry(name, mode, data, rdev, parts.length));
    known.add(name);
  };
  for (const name of ['dev', 'proc', 'sys', 'tmp', 'modules', 'usr', 'usr/bin', 'usr/lib']) add(name, folder);
  for (const name of ['bin', 'lib', 'lib64', 'sbin'])
    add(name, link, Buffer.from(name === 'bin' || name === 'sbin' ? 'usr/bin' : 'usr/lib'));
  add('dev/console', device, undefined, [5, 1]);
  for (const root of [packages.guest, packages.node]) for (const name of walk(root)) addFile(add, root, name);
  const found = modulesOf(packages.kernel);
  for (const [i, path] of found.entries()) add(`modules/${i}-${basename(path)}`, 0o100644, readFileSync(path));
  for (const [name, content] of Object.entries(files)) {
    for (let at = name.indexOf('/'); at !== -1; at = name.indexOf('/', at + 1)) add(name.slice(0, at), folder);
    add(name, 0o100755, Buffer.from(content));
  }
  add('TRAILER!!!', 0);
  return Buffer.concat(parts);
}

function addFile(add, root, name) {
  const state = lstatSync(join(root, name));
  if (state.isDirectory()) add(name, folder);
  else if (!wanted.test(name) || unwanted.test(name)) return;
  else if (state.isSymbolicLink()) add(name, link, Buffer.from(readlinkSync(join(root, name))));
  else add(name, 0o100000 | (state.mode & 0o777), readFileSync(join(root, name)));
}

/** Folders that lead to wanted files, and all files; a folder comes before what is in it. */
function* walk(root, below = '') {
  for (const one of readdirSync(join(root, below), { withFileTypes: true })) {
    const name = below === '' ? one.name : `${below}/${one.name}`;
    if (!one.isDirectory()) yield name;
    else if (onTheWay.test(name) && !unwanted.test(`${name}/`)) {
      yield name;
      yield* walk(root, name);
    }
  }
}

/** Paths of the modules; one that is part of the kernel needs no file. */
function modulesOf(root) {
  const top = ['usr/lib/modules', 'lib/modules'].map((path) => join(root, path)).find(existsSync);
  if (top === undefined) throw new Error(`the package of the kernel has no modules: ${root}`);
  const release = readdirSync(top)[0] ?? '';
  const builtIn = readFileSync(join(top, release, 'modules.builtin'), 'utf8');
  const all = readdirSync(join(top, release), { recursive: true });
  return modules.flatMap((name) => {
    const pattern = new RegExp(`(^|/)${name.replace(/[-_]/g, '[-_]')}[.]ko`);
    const path = all.find((one) => pattern.test(one));
    if (path !== undefined) return [join(top, release, path)];
    if (pattern.test(builtIn)) return [];
    throw new Error(`the kernel ${release} has no module ${name}`);
  });
}

/** Header in hexadecimal, name, content; each part padded to four bytes. */
function entry(name, mode, data, [major, minor], inode) {
  const path = Buffer.from(`${name}\0`);
  const numbers = [inode + 1, mode, 0, 0, 1, 0, data.length, 0, 0, major, minor, path.length, 0];
  const head = Buffer.concat([
    Buffer.from(`070701${numbers.map((one) => one.toString(16).padStart(8, '0')).join('')}`),
    path,
  ]);
  return Buffer.concat([pad(head), pad(data)]);
}

function pad(data) {
  return Buffer.concat([data, Buffer.alloc((4 - (data.length % 4)) % 4)]);
}
