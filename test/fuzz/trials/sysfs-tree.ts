import { runChecked } from '../checked-run.js';
import { hostile } from '../mutate-text.js';
import { judgeMachineQuick } from '../quick/quick-machine.js';
import type { Random } from '../random.js';
import type { Maker } from '../trial.js';

const attributes: Readonly<Record<string, readonly string[]>> = {
  function_id: ['0x00000010', '0x10', '0xffffffff', '16'],
  function_handle: ['0x80010000', '0x0'],
  uid: ['0x11', '0x0', '0x10000'],
  pchid: ['0x0100'],
  pfgid: ['0x05'],
  pfip: ['0xff01000000000000'],
  vfn: ['0x0000'],
  port: ['1'],
  fidparm: ['0x8'],
  mio_enabled: ['1', '0'],
  uid_is_unique: ['1'],
  'pfip/segment0': ['0x01'],
  driver_override: ['(null)', 'vfio-pci'],
};
const strange = ['', 'zz', '-1', '0x', '1e9', '9'.repeat(400), '\0\0', '0x1\n0x2\n', 'A'.repeat(70_000)];
const folders = ['sys/bus/pci/devices', 'sys/devices/pci0000:00', 'bus/pci/devices', 'x/sys/bus/pci/devices'];
const names = ['constructor', '__proto__', 'config', 'resource', '..', 'function_id/function_id', 'util_string'];

/** The files of one function; some have another name or content than a kernel would give them. */
function functionFiles(folder: string, random: Random): [string, Uint8Array][] {
  const address = random.once(8) ? random.pick([...hostile, '0000:00']) : `00${random.below(100)}:00:00.0`;
  const files = Object.entries(attributes).flatMap(([name, values]): [string, string][] => {
    if (random.once(6)) return [];
    const value = random.once(6) ? random.pick([...strange, ...hostile]) : `${random.pick(values)}\n`;
    return [[random.once(12) ? random.pick(names) : name, value]];
  });
  return files.map(([name, value]) => [`t/${folder}/${address}/${name}`, Buffer.from(value)]);
}

/** A tree of sysfs as somebody copied it, with values and names that are wrong. */
export const sysfsTreeTrial: Maker = (_corpus, random) => {
  const folder = random.pick(folders);
  const files = Array.from({ length: 1 + random.small(12) }, () => functionFiles(folder, random)).flat();
  for (let left = random.small(6); left > 0; left--) {
    const id = random.once(4) ? random.pick(['constructor', 'zzzzzzzz', '0']) : '00000010';
    files.push([`t/sys/bus/pci/slots/${id}/power`, Buffer.from(random.pick(['1\n', '0\n', ...strange]))]);
  }
  const format = random.pick(['json', 'table', 'markdown', 'csv']);
  const commands = [
    ['list', 't', '--format', format],
    ['diff', 't', '--format', random.pick(['json', 'table'])],
    ['decode', 't'],
  ];
  return {
    kind: 'sysfs-tree',
    about: folder,
    mutations: [],
    target: files[0]?.[0] ?? '',
    files: new Map(files),
    plan: commands,
    real: random.pick(commands),
    quick: (all) => judgeMachineQuick('t', all),
    judge: async (all) => {
      for (const argv of commands) {
        const run = await runChecked(argv, all);
        if (argv.includes('json') && run.text !== '') JSON.parse(run.text);
      }
    },
  };
};
