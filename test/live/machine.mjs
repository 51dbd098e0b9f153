/**
 * The virtual machine: QEMU with software emulation, and what its guest prints.
 */
import { execFileSync, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createWriteStream, existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Monitor } from './qmp.mjs';

/** Function of the guest that vfio-pci gets first, alone. It is not the first one in the list of firmware. */
export const passedThrough = '0007:00:00.0';

/** The function that is taken out and put in again. */
const random = [
  { driver: 'zpci', uid: 0x7, fid: 0x10, target: 'rng0' },
  { driver: 'virtio-rng-pci-non-transitional', id: 'rng0', rng: 'rb0' },
];

/** Functions with identifiers that are told apart easily; the last has none of its own. */
const devices = [
  ['-device', 'zpci,uid=0x1234,fid=0xab,target=net0'],
  ['-netdev', 'user,id=un0,restrict=on', '-device', 'virtio-net-pci,id=net0,netdev=un0,romfile='],
  ['-object', 'rng-builtin,id=rb0'],
  ...random.map((device) => ['-device', deviceText(device)]),
  ['-device', 'zpci,uid=0xbeef,fid=0x1c0ffee,target=nvm0'],
  ['-blockdev', 'driver=null-co,node-name=nd0,size=1048576,read-zeroes=on'],
  ['-device', 'nvme,id=nvm0,drive=nd0,serial=live0'],
  ['-device', 'virtio-scsi-pci,id=scsi0'],
].flat();

/** As a command line has it. */
function deviceText({ driver, ...properties }) {
  return [driver, ...Object.entries(properties).map(([name, value]) => `${name}=${value}`)].join(',');
}

/** How to start QEMU out of the folder it was unpacked into, with the C library that came with it. */
export function makeEmulator(packages) {
  const top = join(packages.host, 'usr/lib');
  const libraries = readdirSync(top).find((name) => name.endsWith('-linux-gnu')) ?? '';
  const loader = readdirSync(join(top, libraries)).find((name) => /^ld-linux.*[.]so/.test(name));
  if (loader === undefined) throw new Error(`no dynamic loader in ${join(top, libraries)}`);
  const program = join(packages.host, 'usr/bin/qemu-system-s390x');
  if (!existsSync(program)) throw new Error(`${program} is missing`);
  const prefix = ['--library-path', join(top, libraries), program, '-L', join(packages.host, 'usr/share/qemu')];
  const env = { ...process.env, QEMU_MODULE_DIR: join(top, libraries, 'qemu') };
  const command = join(top, libraries, loader);
  const version = execFileSync(command, [...prefix, '--version'], { env, encoding: 'utf8' }).split('\n')[0] ?? '';
  return { command, prefix, env, version };
}

/** The kernel that was unpacked: in /boot, or where newer releases have it, beside its modules. */
export function kernelOf(packages) {
  const modules = join(packages.kernel, 'usr/lib/modules');
  const places = [
    ...namesIn(join(packages.kernel, 'boot'))
      .filter((name) => name.startsWith('vmlinuz-'))
      .map((name) => `boot/${name}`),
    ...namesIn(modules).map((version) => `usr/lib/modules/${version}/vmlinuz`),
  ].map((path) => join(packages.kernel, path));
  const kernel = places.find(existsSync);
  if (kernel === undefined) throw new Error(`no kernel in ${packages.kernel}`);
  return kernel;
}

function namesIn(folder) {
  return existsSync(folder) ? readdirSync(folder) : [];
}

/** Arguments of the machine. */
export function machineArguments(kernel, initrd, monitor) {
  return [
    ...['-machine', 's390-ccw-virtio,accel=tcg', '-cpu', 'max,zpci=on', '-smp', '1', '-m', '2048'],
    ...['-nodefaults', '-nographic', '-no-reboot'],
    ...['-chardev', 'stdio,id=con,signal=off', '-device', 'sclpconsole,chardev=con'],
    ...['-qmp', `unix:${monitor},server=on,wait=off`],
    ...['-kernel', kernel, '-initrd', initrd],
    ...['-append', `console=ttysclp0 rdinit=/init quiet live.vfio=${passedThrough}`],
    ...devices,
  ];
}

/** Takes a function out of the machine and puts it in again, as an operator does who moves it. */
async function replug(path) {
  const monitor = await Monitor.open(path);
  const [, { id }] = random;
  await monitor.run('device_del', { id });
  await monitor.deleted(id);
  for (const device of random) await monitor.run('device_add', device);
  monitor.close();
}

/**
 * Runs the machine until its guest is done; `monitor` is where it takes commands. Returns the results by name.
 *
 * @throws Error when it ends early, fails, hangs, or a result is damaged on its way.
 */
export async function runMachine(emulator, args, { logFile, monitor }, milliseconds) {
  const child = spawn(emulator.command, [...emulator.prefix, ...args], {
    env: emulator.env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const timer = setTimeout(() => child.kill('SIGKILL'), milliseconds);
  const stop = () => child.kill('SIGKILL');
  process.once('exit', stop);
  const log = createWriteStream(logFile);
  const lines = [];
  const note = (line) => {
    lines.push(line.replace(/\r/g, ''));
    log.write(`${line}\n`);
  };
  createInterface({ input: child.stderr }).on('line', note);
  const reading = createInterface({ input: child.stdout });
  reading.on('line', note);
  reading.on('line', (line) => {
    if (line.includes('@@ replug')) replug(monitor).catch((error) => note(`@@ failed ${error.message}`));
  });
  const [code, signal] = await new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (...end) => resolve(end));
  });
  clearTimeout(timer);
  process.off('exit', stop);
  log.end();
  const said = lines.flatMap((line) => /@@ (.*)$/.exec(line)?.[1] ?? []);
  const failed = said.filter((line) => line.startsWith('failed '));
  if (failed.length > 0 || !said.includes('done')) {
    const why = signal === 'SIGKILL' ? `not done after ${milliseconds / 1000} s` : `QEMU ended with ${signal ?? code}`;
    throw new Error(`the guest failed (${why}):\n${(failed.length > 0 ? failed : lines.slice(-40)).join('\n')}`);
  }
  return resultsIn(said);
}

function resultsIn(said) {
  const results = new Map();
  let text = null;
  for (const line of said) {
    const [word, name, length, hash] = line.split(' ');
    if (word === 'begin') text = '';
    else if (word === 'end') {
      const data = Buffer.from(text ?? '', 'base64');
      if (data.length !== Number(length) || createHash('sha256').update(data).digest('hex') !== hash) {
        throw new Error(`${name} was damaged on the console: ${data.length} bytes of ${length}`);
      }
      results.set(name, data);
      text = null;
    } else if (text !== null) text += line;
  }
  return results;
}
