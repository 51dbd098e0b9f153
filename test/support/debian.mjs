/**
 * Debian packages, downloaded by apt-get into a cache of their own and unpacked there. Nothing is installed.
 *
 * Everything comes from one release, C library included, so that the release of this machine does not matter: it only
 * has to have apt and the keys of Debian.
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';

/**
 * What `take` makes of the packages of one release, for this machine and for s390x: of the first of `suites` that can be
 * had. A mirror in the middle of an update may hold an index that is not the signed one, or lack a package, and have the
 * right ones under another name of the release. `name` is that of the cache, below the folder for temporary files;
 * `limit` is how long everything may take, in milliseconds.
 *
 * @throws Error naming the package, tool or file that is missing in each.
 */
export function fromDebian({ name, suites, limit }, take) {
  for (const tool of ['apt-get', 'apt-cache', 'dpkg', 'dpkg-deb']) requireTool(tool);
  const deadline = Date.now() + limit;
  const output = (tool, args, options) =>
    outputOf(tool, args, { ...options, timeout: Math.max(deadline - Date.now(), 1) });
  const cache = ownFolder(name);
  const reasons = [];
  for (const suite of suites) {
    try {
      return take({ suite, ...openSuite(cache, suite, output) });
    } catch (error) {
      reasons.push(`${suite}: ${error.message}`);
      console.log(`  ${suite} cannot be had: ${error.message}`);
    }
  }
  throw new Error(`no release of Debian can be had\n${reasons.join('\n')}`);
}

function openSuite(cache, suite, output) {
  const root = join(cache, `apt-${suite}`);
  const archives = join(root, 'cache/archives');
  const env = { ...process.env, APT_CONFIG: writeConfig(root, suite, output), LC_ALL: 'C' };
  const apt = (tool, ...args) => output(tool, args, { env, cwd: archives });
  apt('apt-get', 'update', '-q', '--error-on=any', '-o', 'Acquire::Retries=3');
  return packagesOf(apt, archives, cache);
}

function packagesOf(apt, archives, cache) {
  const isHere = (file) => existsSync(join(archives, file));
  return {
    /** Runs apt-get or apt-cache, and returns what it printed. */
    apt,
    /** Downloads packages (`name` or `name:s390x`) and all that they need; returns the names of the files. */
    fetchClosure: (names) => {
      const files = filesOf(apt('apt-get', 'install', '--simulate', '--no-install-recommends', ...names), names);
      if (!files.every(isHere))
        apt('apt-get', 'install', '-qq', '-y', '--no-install-recommends', '--download-only', ...names);
      return files;
    },
    /** Downloads one package without what it needs; returns the name of the file. */
    fetchOne: (name) => {
      const about = apt('apt-cache', 'show', '--no-all-versions', name);
      const value = (key) => new RegExp(`^${key}: (.+)$`, 'm').exec(about)?.[1] ?? '';
      const file = fileOf(value('Package'), value('Version'), value('Architecture'));
      if (!isHere(file)) apt('apt-get', 'download', '-q', name);
      return file;
    },
    /** Unpacks packages into a folder that is named by what is in it; older ones of the same `what` are removed. */
    unpack: (what, files) => {
      const paths = files.map((file) => join(archives, file));
      return unpack(cache, what, paths);
    },
  };
}

/** True when the package is for s390x. */
export function isForS390x(file) {
  return file.endsWith('_s390x.deb');
}

function requireTool(name) {
  try {
    outputOf('which', [name]);
  } catch {
    throw new Error(`${name} is missing: this test needs a Debian or Ubuntu with apt and dpkg`);
  }
}

/** A folder that nobody else could have put files into. */
function ownFolder(name) {
  const { uid } = userInfo();
  const folder = join(tmpdir(), `${name}-${uid}`);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const state = statSync(folder);
  if (state.uid !== uid || (state.mode & 0o022) !== 0) {
    throw new Error(`${folder} belongs to or can be written by somebody else: remove it`);
  }
  return folder;
}

/** Configuration of an apt that knows one release and has nothing installed; returns its path. */
function writeConfig(root, suite, output) {
  const keys = ['gpg', 'pgp'].map((end) => `/usr/share/keyrings/debian-archive-keyring.${end}`).find(existsSync);
  if (keys === undefined) throw new Error('the keys of Debian are missing: apt-get install debian-archive-keyring');
  for (const folder of ['lists/partial', 'cache/archives/partial']) mkdirSync(join(root, folder), { recursive: true });
  const arch = output('dpkg', ['--print-architecture']).trim();
  writeFileSync(join(root, 'status'), '');
  writeFileSync(
    join(root, 'debian.sources'),
    `Types: deb\nURIs: ${mirror(output)}\nSuites: ${suite}\nComponents: main\nArchitectures: ${arch} s390x\nSigned-By: ${keys}\n`,
  );
  const config = join(root, 'apt.conf');
  writeFileSync(
    config,
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
  return config;
}

/** The mirror that this machine uses for Debian, else the one for everybody. */
function mirror(output) {
  const given = process.env['DEBIAN_MIRROR'];
  if (given !== undefined && given !== '') return given;
  const targets = output('apt-get', ['indextargets', '--format', '$(LABEL) $(REPO_URI)', 'Created-By: Packages']);
  return /^Debian (\S+)$/m.exec(targets)?.[1] ?? 'http://deb.debian.org/debian';
}

/** Files of the packages that apt would install. */
function filesOf(plan, names) {
  const found = [...plan.matchAll(/^Inst (\S+) \((\S+) [^[]*\[(\w+)\]\)/gm)];
  if (found.length === 0) throw new Error(`apt-get would install nothing for ${names.join(' ')}:\n${plan}`);
  return found.map(([, name = '', version = '', arch = '']) => fileOf(name.replace(/:.*$/, ''), version, arch));
}

/** Name under which apt keeps a package. */
function fileOf(name, version, arch) {
  return `${name}_${version.replaceAll(':', '%3a')}_${arch}.deb`;
}

function unpack(cache, what, paths) {
  const key = createHash('sha256').update(paths.join('\n')).digest('hex').slice(0, 16);
  const folder = join(cache, `${what}-${key}`);
  if (existsSync(folder)) return folder;
  for (const old of readdirSync(cache).filter((name) => name.startsWith(`${what}-`)))
    rmSync(join(cache, old), { recursive: true });
  const growing = join(cache, `${what}-new`);
  mkdirSync(growing);
  for (const path of paths) {
    if (!existsSync(path)) throw new Error(`the package ${path} was not downloaded`);
    execFileSync('dpkg-deb', ['-x', path, growing]);
  }
  renameSync(growing, folder);
  return folder;
}

function outputOf(tool, args, options = {}) {
  try {
    return execFileSync(tool, args, {
      encoding: 'utf8',
      maxBuffer: 1 << 26,
      stdio: ['ignore', 'pipe', 'pipe'],
      ...options,
    });
  } catch (error) {
    throw new Error(`${tool} ${args.join(' ')}: ${error.stderr?.trim() || error.message}`);
  }
}
