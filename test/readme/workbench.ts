/**
 * A folder in which the commands of the documents find the files that they name, and stand-ins for the programs of others
 * that need a network, another host, or an installation.
 */
import { spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../support/run.js';

const views = join(root, 'fixtures/three-views/net-group5');
const host = ['firmware-list', 'firmware-query-fn', 'firmware-query-grp', 'vfio-device-info'].map((it) => `${it}.bin`);
const guest = ['guest-query-fn', 'guest-query-grp'].map((name) => `${name}.bin`);

/** Of `clp_rsp_query_pci.fid`, big-endian. */
const offsetOfFid = 0x14;

/** Scripts by name. What is piped into a program is read, so that the one before it can end. */
const programs: Readonly<Record<string, string>> = {
  'zpci-inspect': `exec '${process.execPath}' '${root}bin/zpci-inspect.cjs' "$@"`,
  npx: 'exec "$@"',
  npm: 'cat > /dev/null',
  scp: 'test -f "$1"',
  ssh: 'case $2 in tar) cat zpci-capture.tgz ;; sudo) cat > /dev/null; cat zpci-capture.tgz ;; node) test "$3" = package/bin/zpci-inspect.cjs ;; *) cat > /dev/null ;; esac',
  dmesg: `cat '${root}fixtures/text/clp-query-page/print-hex-dump-raw.txt'`,
  gcc: `cp '${root}test/btf/kernels/uapi-7.3_s390x_gbtf.o' uapi.o`,
  duckdb: 'cat > /dev/null',
  jq: 'cat > /dev/null',
  parallel: `pipe=; case " $* " in *' --pipe '*) pipe=1 ;; esac
while [ "$1" != zpci-inspect ]; do shift; done
[ -n "$pipe" ] && exec "$@"
exec "$@" $(cat)`,
};

export interface Workbench {
  /** Runs a command line in the folder. */
  readonly run: (command: string) => { readonly status: number | null; readonly output: string };
  readonly remove: () => void;
}

/** Makes the folder. */
export function makeWorkbench(): Workbench {
  const folder = mkdtempSync(join(tmpdir(), 'commands-'));
  const bin = join(folder, '.bin');
  mkdirSync(bin);
  for (const [name, script] of Object.entries(programs)) {
    writeFileSync(join(bin, name), `#!/bin/sh\n${script}\n`);
    chmodSync(join(bin, name), 0o755);
  }
  putFiles(folder);
  const env = { PATH: `${bin}:${process.env['PATH'] ?? ''}`, HOME: folder, GIT_CONFIG_NOSYSTEM: '1' };
  return {
    run: (command) => {
      const shell = ['-c', `set -e\n{ ${command}\n} 2>&1`];
      const { status, stdout, stderr } = spawnSync('sh', shell, { cwd: folder, env, input: '', encoding: 'utf8' });
      return { status, output: stdout + stderr };
    },
    remove: () => rmSync(folder, { recursive: true }),
  };
}

function putFiles(folder: string): void {
  const at = (name: string): string => join(folder, name);
  const tar = (name: string, files: readonly string[]): void => {
    spawnSync('tar', ['czf', at(name), '-C', views, ...files]);
  };
  tar('zpci-capture.tgz', host);
  for (const name of ['capture', 'monday', 'tuesday']) tar(`${name}.tgz`, host);
  tar('corpus.tar.gz', [...host, ...guest]);
  for (const name of ['guest', 'guest1', 'guest2']) tar(`${name}.tgz`, guest);
  const fn = readFileSync(join(views, 'firmware-query-fn.bin'));
  writeFileSync(at('fn.bin'), fn);
  writeFileSync(at('zpci-inspect-0.1.0.tgz'), '');
  copyFileSync(join(views, 'vfio-device-info.bin'), at('device-info.bin'));
  writeFileSync(at('corpus.bin'), Buffer.concat([fn, fn]));
  writeFileSync(at('blocks.hex'), `${fn.toString('hex')}\n`);
  mkdirSync(at('dumps'));
  copyFileSync(at('fn.bin'), at('dumps/fn.bin'));
  // The clone that some commands are given in.
  for (const name of ['fixtures/three-views', 'fixtures/captures', 'test/btf'])
    cpSync(join(root, name), at(name), { recursive: true });
  mkdirSync(at('cases'));
  cpSync(join(root, 'fixtures/three-views/plain'), at('cases/plain'), { recursive: true });
  // A captured block that somebody changed since.
  spawnSync('git', ['init', '-q'], { cwd: folder });
  writeFileSync(at('fid.bin'), fn);
  spawnSync('git', ['add', 'fid.bin'], { cwd: folder });
  writeFileSync(at('fid.bin'), Buffer.from(fn.with(offsetOfFid + 3, 0xac)));
}
