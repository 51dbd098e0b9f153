import { readSysfs } from '../input/sysfs.js';

/** Attributes of one function as text, by name. */
export interface SysfsText {
  readonly attributes: ReadonlyMap<string, string>;
  /** PCI address of the function, or the file when the text does not say. */
  readonly source: string;
}

/** The functions of a text; null when it is no sysfs text. */
export function sysfsTexts(text: string, source: string): SysfsText[] | null {
  const functions = readSysfs(text);
  return functions?.map(({ attributes, address }) => ({ attributes, source: address || source })) ?? null;
}
