/**
 * Debian packages, downloaded by apt-get into a cache of their own and unpacked there. Nothing is installed.
 *
 * Everything comes from one release, QEMU with its C library included, so that the release of this machine
 * does not matter: it only has to have apt and the keys of Debian.
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';

/**
 * Releases to take everything from; the first that can be had is taken. The kernels for s390x have VFIO since trixie.
 * A mirror may hold an index that is not the one that the release signed, and under the other name the right one.
 */
const suites = process.env['LIVE_SUITE'] ? [process.env['LIVE_SUITE']] : ['trixie', 'stable'];
const emulator = 'qemu-system-s390x';
const python = ['python3-minimal:s390x', 'libpython3-stdlib:s390x'];
const kernel = 'linux-image-s390x:s390x';

/** Of the 15 minutes that the whole may take, the part of apt and dpkg. */
const deadline = Date.now() + 360_000;

/**
 * Folders with the unpacked packages, the same as last time when the versions are the same.
 *
 * @throws Error naming the package, tool or file that is missing.
 */
export function fetchPackages() {
  for (const tool of ['apt-get', 'apt-cache', 'dpkg', 'dpkg-deb']) requireTool(tool);
  const cache = ownFolder();
  const reasons = [];
  for (const suite of suites) {
    try {
      return fetchFrom(cache, suite);
    } catch (error) {
      reasons.push(`${suite}: ${error.message}`);
      console.log(`  ${suite} cannot be had: ${error.message}`);
    }
  }
  throw new Error(`no release of Debian can be had\n${reasons.join('\n')}`);
}

function fetchFrom(cache, suite) {
  const apt = makeApt(cache, suite);
  apt('apt-get', 'update', '-q', '--error-on=any', '-o', 'Acquire::Retries=3');
  const image = imageOf(apt, suite);
  const files = closure(apt, [emulator, ...python]);
  const archives = archivesOf(cache, suite);
  const isHere = (file) => existsSync(join(archives, file));
  if (!files.every(isHere))
    apt('apt-get', 'install', '-qq', '-y', '--no-install-recommends', '--download-only', emulator, ...python);
  if (!isHere(image.file)) apt('apt-get', 'download', '-q', image.name);
  return {
    suite,
    host: unpack(
      cache,
      archives,
      'host',
      files.filter((file) => !file.endsWith('_s390x.deb')),
    ),
    guest: unpack(
      cache,
      archives,
      'guest',
      files.filter((file) => file.endsWith('_s390x.deb')),
    ),
    kernel: unpack(cache, archives, 'kernel', [image.file]),
  };
}

function requireTool(name) {
  try {
    output('which', [name]);
  } catch {
    throw new Error(`${name} is missing: this test needs a Debian or Ubuntu with apt and dpkg`);
  }
}

/** A folder that nobody else could have put files into. */
function ownFolder() {
  const { uid } = userInfo();
  const folder = join(tmpdir(), `zpci-inspect-live-${uid}`);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const state = statSync(folder);
  if (state.uid !== uid || (state.mode & 0o022) !== 0) {
    throw new Error(`${folder} belongs to or can be written by somebody else: remove it`);
  }
  return folder;
}

/** An apt that knows one release and has nothing installed; returns a function that runs its tools. */
function makeApt(cache, suite) {
  const keys = ['gpg', 'pgp'].map((end) => `/usr/share/keyrings/debian-archive-keyring.${end}`).find(existsSync);
  if (keys === undefined) throw new Error('the keys of Debian are missing: apt-get install debian-archive-keyring');
  const root = join(cache, `apt-${suite}`);
  for (const folder of ['lists/partial', 'cache/archives/partial']) mkdirSync(join(root, folder), { recursive: true });
  const arch = output('dpkg', ['--print-architecture']).trim();
  writeFileSync(join(root, 'status'), '');
  writeFileSync(
    join(root, 'debian.sources'),
    `Types: deb\nURIs: ${mirror()}\nSuites: ${suite}\nComponents: main\nArchitectures: ${arch} s390x\nSigned-By: ${keys}\n`,
  );
  writeFileSync(
    join(root, 'apt.conf'),
    [
      `Dir::Etc::sourcelist "${root}/debian.sources";`,
      'Dir::Etc::sourceparts "/dev/null";',
      'Dir::Etc::preferencesparts "/dev/null";',
      `Dir::State::lists "${root}/lists";`,
      `Dir::State::status "${root}/status";`,
      `Dir::Cache "${root}/cache";`,
      `APT::Architecture "${arch}";`,
      `APT::Architectures { "${arch}"; "s390x"; };`,
      'APT::Sandbox::User "root";',
      'APT::Keep-Downloaded-Packages "true";',
      '#clear DPkg::Post-Invoke;',
      '#clear APT::Update::Post-Invoke;',
      '',
    ].join('\n'),
  );
  const env = { ...process.env, APT_CONFIG: join(root, 'apt.conf'), LC_ALL: 'C' };
  return (tool, ...args) => output(tool, args, { env, cwd: join(root, 'cache/archives') });
}

/** The mirror that this machine uses for Debian, else the one for everybody. */
function mirror() {
  const given = process.env['DEBIAN_MIRROR'];
  if (given !== undefined && given !== '') return given;
  const targets = output('apt-get', ['indextargets', '--format', '$(LABEL) $(REPO_URI)', 'Created-By: Packages']);
  return /^Debian (\S+)$/m.exec(targets)?.[1] ?? 'http://deb.debian.org/debian';
}

/** The package that the name for the newest kernel stands for. */
function imageOf(apt, suite) {
  const depends = apt('apt-cache', 'depends', '--important', kernel);
  const name = /Depends: <?(linux-image-[^\s>:]+)/.exec(depends)?.[1];
  if (name === undefined) throw new Error(`${kernel} of ${suite} names no kernel:\n${depends}`);
  const about = apt('apt-cache', 'show', '--no-all-versions', `${name}:s390x`);
  const file = /^Filename: .*\/([^/\n]+)$/m.exec(about)?.[1];
  if (file === undefined) throw new Error(`apt offers no file for ${name}:s390x`);
  return { name: `${name}:s390x`, file };
}

/** Files of a package and of all that it needs. */
function closure(apt, names) {
  const plan = apt('apt-get', 'install', '--simulate', '--no-install-recommends', ...names);
  const found = [...plan.matchAll(/^Inst (\S+) \((\S+) [^[]*\[(\w+)\]\)/gm)];
  if (found.length === 0) throw new Error(`apt-get would install nothing for ${names.join(' ')}:\n${plan}`);
  return found.map(([, name = '', version = '', arch = '']) => {
    return `${name.replace(/:.*$/, '')}_${version.replaceAll(':', '%3a')}_${arch}.deb`;
  });
}

function archivesOf(cache, suite) {
  return join(cache, `apt-${suite}`, 'cache/archives');
}

/** Unpacks packages into a folder that is named by what is in it; older ones are removed. */
function unpack(cache, archives, what, files) {
  const key = createHash('sha256').update(files.join('\n')).digest('hex').slice(0, 16);
  const folder = join(cache, `${what}-${key}`);
  if (existsSync(folder)) return folder;
  for (const old of readdirSync(cache).filter((name) => name.startsWith(`${what}-`)))
    rmSync(join(cache, old), { recursive: true });
  const growing = join(cache, `${what}-new`);
  mkdirSync(growing);
  for (const file of files) {
    const path = join(archives, file);
    if (!existsSync(path)) throw new Error(`the package ${file} was not downloaded`);
    execFileSync('dpkg-deb', ['-x', path, growing]);
  }
  renameSync(growing, folder);
  return folder;
}

function output(tool, args, options = {}) {
  try {
    return execFileSync(tool, args, {
      encoding: 'utf8',
      maxBuffer: 1 << 26,
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: Math.max(deadline - Date.now(), 1),
      ...options,
    });
  } catch (error) {
    throw new Error(`${tool} ${args.join(' ')}: ${error.stderr?.trim() || error.message}`);
  }
}
