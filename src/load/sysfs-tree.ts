import { basename, relative } from 'node:path';
import { toHex } from '../bytes/hex.js';
import type { SysfsText } from '../input/sysfs.js';
import { decodeText } from '../input/text-lines.js';
import { ToolError } from '../model/errors.js';
import type { Files } from '../model/ports.js';

const addressName = /^[0-9a-f]{4,8}:[0-9a-f]{2}:[0-9a-f]{2}[.][0-7]$/;
/** Attributes that only the folder of a PCI function has. */
const tellingFiles = ['function_id', 'function_handle', 'util_string'];
const attributeLimit = 64 * 1024;

/** True for the folder of a PCI function, or one that holds such folders; a folder of captures has neither. */
export async function isSysfsTree(dir: string, files: Files): Promise<boolean> {
  const names = ((await files.list(dir)) ?? []).map((path) => basename(path));
  return names.some((name) => addressName.test(name) || tellingFiles.includes(name));
}

/**
 * The functions of a copied sysfs folder: the folder of one function, or one that holds such folders.
 *
 * @throws ToolError when no file below it looks like an attribute of a PCI function.
 */
export async function readSysfsTree(dir: string, files: Files): Promise<SysfsText[]> {
  const below = (await files.list(dir)) ?? [];
  const folders = below.filter((path) => addressName.test(basename(path)));
  const found: SysfsText[] = [];
  for (const folder of folders.length > 0 ? folders : [dir]) {
    const attributes = new Map<string, string>();
    await collect(folder, folder, files, attributes, 0);
    if (attributes.size > 0) found.push({ attributes, source: basename(folder) });
  }
  if (found.length === 0) throw new ToolError(`${dir}: no attributes of a PCI function in this folder`);
  return found;
}

/** Text attributes as they are, others as `hex:`; one level of folders below the function's own. */
async function collect(
  root: string,
  dir: string,
  files: Files,
  attributes: Map<string, string>,
  depth: number,
): Promise<void> {
  for (const path of (await files.list(dir)) ?? []) {
    if ((await files.list(path)) !== null) {
      if (depth < 1) await collect(root, path, files, attributes, depth + 1);
      continue;
    }
    const bytes = await files.read(path, attributeLimit).catch(() => null);
    if (bytes === null) continue;
    const text = decodeText(bytes);
    attributes.set(relative(root, path), text === null ? `hex:${toHex(bytes)}` : text.trim());
  }
}
