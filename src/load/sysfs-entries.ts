/**
 * Trees of sysfs inside folders and tars, such as the one that dbginfo collects: what of them is read, and as what.
 * Their links lead in circles and are left alone.
 */
import { SysfsFunctions } from '../input/sysfs.js';
import { DamagedContainerError, ToolError } from '../model/errors.js';
import type { InputEntry } from '../model/ports.js';
import { attributeLimit, attributeText, isAttribute } from './sysfs-tree.js';

const address = '[0-9a-f]{4,8}:[0-9a-f]{2}:[0-9a-f]{2}[.][0-7]';
const below = 'block|bus|class|dev|devices|firmware|fs|hypervisor|kernel|module|power';
/** Where a tree begins: at its root, or at a part of it that has no other meaning. */
const tree = new RegExp(`(?:^|/)(?:sys/(?:${below})|bus/pci|devices/pci[0-9a-f]{4,8}:[0-9a-f]{2}|${address})/`);
const attribute = new RegExp(`(?:^|/)(${address})/([a-z_]\\w*(?:/\\w+)?)$`);
const slotFile = /(?:^|\/)slots\/([0-9a-f]{8})\/(\w+)$/;
/** Logs of the s390 debug feature, which are read like those that lie beside blocks. */
const log = /(?:^|\/)s390dbf\/pci_\w+\/(?:hex_ascii|sprintf)$/;

/** The folder that a tree of sysfs is in, for a path inside of one; undefined for every other path. */
export function folderOfTree(path: string): string | undefined {
  const found = tree.exec(path);
  return found === null ? undefined : path.slice(0, found.index);
}

/** What the trees of one folder or tar say of functions. */
export class SysfsEntries {
  readonly #byFolder = new Map<string, SysfsFunctions>();
  readonly #leftOut: (error: ToolError) => void;

  /** `leftOut` is told of each attribute that cannot be read, or is larger than any. */
  constructor(leftOut: (error: ToolError) => void) {
    this.#leftOut = leftOut;
  }

  /** True for an entry of a tree: what it says was taken, if it is about a function. */
  async take(entry: InputEntry): Promise<boolean> {
    const { name } = entry;
    const folder = folderOfTree(name);
    if (folder === undefined || log.test(name)) return false;
    if (entry.unread !== undefined) return true;
    const [, owner, path = ''] = attribute.exec(name) ?? [];
    const [, id, file = ''] = slotFile.exec(name) ?? [];
    const isOwn = owner !== undefined && isAttribute(path) && !name.includes('/debug/');
    if (!isOwn && id === undefined) return true;
    const text = await this.#textOf(entry);
    if (text === null) return true;
    const functions = this.#byFolder.get(folder) ?? new SysfsFunctions();
    this.#byFolder.set(folder, functions);
    if (id !== undefined) functions.addSlot(id, file, text);
    else functions.add(owner ?? '', path, text);
    return true;
  }

  async #textOf(entry: InputEntry): Promise<string | null> {
    try {
      return attributeText(await entry.bytes(attributeLimit));
    } catch (error) {
      if (!(error instanceof ToolError) || error instanceof DamagedContainerError) throw error;
      this.#leftOut(error);
      return null;
    }
  }

  /** A text as the capture script writes it, for the folder of each tree. */
  *texts(): Generator<{ readonly folder: string; readonly text: string }> {
    for (const [folder, functions] of this.#byFolder) yield { folder, text: functions.text() };
  }
}
