/** What holds for a folder or tar of a machine, by the library alone. */
import { catalog } from '../../../src/index.js';
import { listMachine } from '../../../src/list/list-machine.js';
import { withSource } from '../../../src/load/blocks.js';
import { loadMachines, type Machine } from '../../../src/load/machines.js';
import { type MemoryFiles, memoryIo } from '../../support/memory-io.js';
import { hold } from '../finding.js';
import { holdDecoded } from './hold-decoded.js';
import { awaitedResult, holdPlain, resultOf } from './hold-said.js';
import { silent } from './silent-report.js';

/** The functions of a machine are listed with ids that a function can have; its blocks are held. @throws Finding. */
export async function judgeMachineQuick(path: string, files: MemoryFiles): Promise<void> {
  const io = memoryIo(new Map(files));
  const machines = await awaitedResult(() => loadMachines([path], { catalog }, io, silent));
  for (const machine of machines ?? []) {
    const { firmware, vfio, guest } = machine.capture;
    for (const { block } of [...firmware, ...vfio, ...guest, ...machine.beside]) holdDecoded(block.bytes, block);
    holdListed(machine);
  }
}

function holdListed({ name, capture }: Machine): void {
  const input = {
    firmware: capture.firmware.map(withSource),
    vfio: capture.vfio.map(withSource),
    guest: capture.guest.map(withSource),
    sysfs: capture.sysfs,
    configs: capture.configs ?? [],
    options: { catalog },
  };
  const listed = resultOf(() => listMachine(name, input, input, catalog));
  if (listed === undefined) return;
  const functions = listed.functions.map((one) => one.listed);
  holdPlain([functions, listed.problems, listed.uncounted], 'list-nonsense');
  for (const { fid, uid, sources } of functions) {
    hold(fid === null || isId(fid), 'list-fid', () => String(fid));
    hold(uid === null || isId(uid), 'list-uid', () => String(uid));
    hold(sources.length > 0, 'list-source', () => `function ${fid} out of nothing`);
  }
}

function isId(id: number): boolean {
  return Number.isInteger(id) && id >= 0 && id < 2 ** 32;
}
