import { basename, join, relative } from 'node:path';
import { toHex } from '../bytes/hex.js';
import { decodeText } from '../input/recognise-text.js';
import { SysfsFunctions, type SysfsText } from '../input/sysfs.js';
import { ToolError } from '../model/errors.js';
import type { CaseFiles, Files } from '../model/ports.js';

const addressName = /^[0-9a-f]{4,8}:[0-9a-f]{2}:[0-9a-f]{2}[.][0-7]$/;
const slotName = /^[0-9a-f]{8}$/;
/** Attributes that only the folder of a PCI function has. */
const tellingFiles = ['function_id', 'function_handle', 'util_string'];
/** No attribute is larger. */
export const attributeLimit = 64 * 1024;

/** Memory of the device, files that do something, and links to what is not of the function itself. */
const unread = /^(?:resource\d.*|rom|vpd|re(?:set|move|scan).*|driver|subsystem|physfn|virtfn\d+|power|msi_irqs)$/;

/** True for the folder of a PCI function, one that holds such folders, or a root of sysfs; a folder of captures is none. */
export async function isSysfsTree(dir: string, files: Files): Promise<boolean> {
  if ((await busOf(dir, files)) !== undefined) return true;
  const names = ((await files.list(dir)) ?? []).map((path) => basename(path));
  return names.some((name) => addressName.test(name) || tellingFiles.includes(name));
}

/** The folder of the PCI bus below a root of sysfs, or below the root of a system that has one. */
async function busOf(dir: string, files: Files): Promise<string | undefined> {
  for (const root of [dir, join(dir, 'sys')]) {
    const bus = join(root, 'bus', 'pci');
    if ((await files.list(join(bus, 'devices'))) !== null) return bus;
  }
  return undefined;
}

/**
 * The functions below a root of sysfs, of this machine or copied; none where no function is plugged. What cannot be
 * read is left out.
 * @throws ToolError when there is no PCI bus below it.
 */
export async function readSysfsRoot(root: string, files: CaseFiles): Promise<SysfsText[]> {
  const bus = await busOf(root, files);
  if (bus === undefined) throw new ToolError(`${root}: no bus/pci/devices below it, so it is no root of sysfs`);
  const found = new SysfsFunctions();
  for (const folder of (await files.list(join(bus, 'devices'))) ?? [])
    if (addressName.test(basename(folder))) await collect(folder, folder, files, found, 0);
  for (const slot of (await files.list(join(bus, 'slots'))) ?? []) {
    if (!slotName.test(basename(slot))) continue;
    for (const path of (await files.list(slot)) ?? [])
      await readAttribute(path, files, (text) => found.addSlot(basename(slot), basename(path), text));
  }
  // PCI devices of other machines tell nothing of zPCI.
  return found.tells || found.hasSlots ? found.all(basename(root)) : [];
}

/**
 * The functions of a copied sysfs folder: the folder of one function, one that holds such folders, or a root.
 *
 * @throws ToolError when no file below it looks like an attribute of a PCI function.
 */
export async function readSysfsTree(dir: string, files: CaseFiles): Promise<SysfsText[]> {
  if ((await busOf(dir, files)) !== undefined) return readSysfsRoot(dir, files);
  const below = (await files.list(dir)) ?? [];
  const folders = below.filter((path) => addressName.test(basename(path)));
  const found = new SysfsFunctions();
  for (const folder of folders.length > 0 ? folders : [dir]) await collect(folder, folder, files, found, 0);
  const all = found.all(basename(dir));
  if (all.length === 0) throw new ToolError(`${dir}: no attributes of a PCI function in this folder`);
  return all;
}

/** True for what is read of the folder of a function, by its path in there. */
export function isAttribute(path: string): boolean {
  return !unread.test(path.replace(/\/.*/, ''));
}

/** The attributes of a function; one level of folders below its own. */
async function collect(
  root: string,
  dir: string,
  files: CaseFiles,
  found: SysfsFunctions,
  depth: number,
): Promise<void> {
  for (const path of (await files.list(dir)) ?? []) {
    if (!isAttribute(basename(path))) continue;
    if ((await files.list(path)) !== null) {
      if (depth < 1) await collect(root, path, files, found, depth + 1);
      continue;
    }
    const address = addressName.test(basename(root)) ? basename(root) : '';
    await readAttribute(path, files, (text) => found.add(address, relative(root, path), text));
  }
}

/** Text as it is, other bytes as `hex:`; nothing where it cannot be read. */
async function readAttribute(path: string, files: CaseFiles, take: (text: string) => void): Promise<void> {
  if (!files.isFile(path)) return;
  const bytes = await files.read(path, attributeLimit).catch(() => null);
  if (bytes !== null) take(attributeText(bytes));
}

/** The content of an attribute as one line. */
export function attributeText(bytes: Uint8Array): string {
  const text = decodeText(bytes);
  return text === null ? `hex:${toHex(bytes)}` : text.trim();
}
