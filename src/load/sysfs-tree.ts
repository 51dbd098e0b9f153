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
const unread =
  /^(?:resource\d.*|rom|vpd|re(?:set|move|scan).*|recover|report_error|driver|subsystem|physfn|virtfn\d+|power|msi_irqs)$/;

/** Folders and files of a tree. What cannot be read is left out, and `note` is told. */
class TreeFiles {
  readonly #files: CaseFiles;
  readonly #note: (text: string) => void;

  constructor(files: CaseFiles, note: (text: string) => void) {
    this.#files = files;
    this.#note = note;
  }

  list(path: string): Promise<readonly string[] | null> {
    return this.#attempt(this.#files.list(path), []);
  }

  /** The content of an attribute as one line; null for what is no file, and for what cannot be read. */
  async attribute(path: string): Promise<string | null> {
    if (!this.#files.isFile(path)) return null;
    const bytes = await this.#attempt(this.#files.read(path, attributeLimit), null);
    return bytes === null ? null : attributeText(bytes);
  }

  async #attempt<T>(act: Promise<T>, instead: T): Promise<T> {
    try {
      return await act;
    } catch (error) {
      if (!(error instanceof ToolError)) throw error;
      this.#note(`${error.message}; left out`);
      return instead;
    }
  }
}

/** True for the folder of a PCI function, one that holds such folders, or a root of sysfs; a folder of captures is none. */
export async function isSysfsTree(dir: string, files: Files): Promise<boolean> {
  if ((await busOf(dir, files)) !== undefined) return true;
  const names = ((await files.list(dir)) ?? []).map((path) => basename(path));
  return names.some((name) => addressName.test(name) || tellingFiles.includes(name));
}

/** The folder of the PCI bus below a root of sysfs, or below the root of a system that has one. */
async function busOf(dir: string, files: Pick<Files, 'list'>): Promise<string | undefined> {
  for (const root of [dir, join(dir, 'sys')]) {
    const bus = join(root, 'bus', 'pci');
    if ((await files.list(join(bus, 'devices'))) !== null) return bus;
  }
  return undefined;
}

/**
 * The functions below a root of sysfs, of this machine or copied; none where no function is plugged. What cannot be
 * read is left out, with a note.
 * @throws ToolError when there is no PCI bus below it.
 */
export async function readSysfsRoot(
  root: string,
  caseFiles: CaseFiles,
  note: (text: string) => void,
): Promise<SysfsText[]> {
  const files = new TreeFiles(caseFiles, note);
  const bus = await busOf(root, files);
  if (bus === undefined) throw new ToolError(`${root}: no bus/pci/devices below it, so it is no root of sysfs`);
  const found = new SysfsFunctions();
  for (const folder of (await files.list(join(bus, 'devices'))) ?? [])
    if (addressName.test(basename(folder))) await collect(folder, (await files.list(folder)) ?? [], files, found);
  for (const slot of (await files.list(join(bus, 'slots'))) ?? []) {
    if (!slotName.test(basename(slot))) continue;
    for (const path of (await files.list(slot)) ?? []) {
      const text = await files.attribute(path);
      if (text !== null) found.addSlot(basename(slot), basename(path), text);
    }
  }
  // PCI devices of other machines tell nothing of zPCI.
  return found.tells || found.hasSlots ? found.all(basename(root)) : [];
}

/**
 * The functions of a copied sysfs folder: the folder of one function, one that holds such folders, or a root.
 *
 * @throws ToolError when no file below it looks like an attribute of a PCI function.
 */
export async function readSysfsTree(
  dir: string,
  caseFiles: CaseFiles,
  note: (text: string) => void,
): Promise<SysfsText[]> {
  if ((await busOf(dir, caseFiles)) !== undefined) return readSysfsRoot(dir, caseFiles, note);
  const files = new TreeFiles(caseFiles, note);
  const below = (await files.list(dir)) ?? [];
  const folders = below.filter((path) => addressName.test(basename(path)));
  const found = new SysfsFunctions();
  for (const folder of folders.length > 0 ? folders : [dir]) {
    const names = folder === dir ? below : ((await files.list(folder)) ?? []);
    await collect(folder, names, files, found);
  }
  const all = found.all(basename(dir));
  if (all.length === 0) throw new ToolError(`${dir}: no attributes of a PCI function in this folder`);
  return all;
}

/** True for what is read of the folder of a function, by its path in there. */
export function isAttribute(path: string): boolean {
  return !unread.test(path.replace(/\/.*/, ''));
}

/** The attributes of a function among `paths`; one level of folders below its own. */
async function collect(
  root: string,
  paths: readonly string[],
  files: TreeFiles,
  found: SysfsFunctions,
  depth = 0,
): Promise<void> {
  for (const path of paths) {
    if (!isAttribute(basename(path))) continue;
    const below = await files.list(path);
    if (below !== null) {
      if (depth < 1) await collect(root, below, files, found, depth + 1);
      continue;
    }
    const address = addressName.test(basename(root)) ? basename(root) : '';
    const text = await files.attribute(path);
    if (text !== null) found.add(address, relative(root, path), text);
  }
}

/** The content of an attribute as one line: text as it is, other bytes as `hex:`. */
export function attributeText(bytes: Uint8Array): string {
  const text = decodeText(bytes);
  return text === null ? `hex:${toHex(bytes)}` : text.trim();
}
