/**
 * What people copy out of sysfs: `attr = value` lines, with or without the address of the function before the
 * attribute. One text may hold several functions.
 */
import { forEachLine } from './text-lines.js';

/** Attributes of one function as text; names are paths below its folder. */
export interface SysfsText {
  readonly attributes: ReadonlyMap<string, string>;
  /** PCI address of the function, or what the text was read from when it does not say. */
  readonly source: string;
}

const line = /^(?:sysfs\s+)?(?:.*?([0-9a-f]{4,8}:[0-9a-f]{2}:[0-9a-f]{2}\.[0-7])\/)?([a-z_][\w/<>-]*)\s*[=:]\s*(.*)$/;

/** Attributes that only a zPCI function has; a text without any of them is no sysfs text. */
const telling = new Set(['function_id', 'function_handle', 'util_string', 'uid_is_unique', 'mio_enabled']);

/** No line of an attribute is longer: sysfs gives 64 KiB at most, `hex:` doubles them. */
const longest = 1 << 18;

/** A file of the hotplug slot of a function, which has the function id for its name. */
const slotLine = /^slot ([0-9a-f]{8})\/(\w+) = (.*)$/;

/** The functions in a text, in order; none when it is no sysfs text. */
export function readSysfs(text: string, source: string): SysfsText[] {
  // Most texts are not looked at line by line.
  if (![...telling].some((name) => text.includes(name))) return [];
  const found = new Map<string, Map<string, string>>();
  const slots: (readonly [id: string, name: string, value: string])[] = [];
  let tells = false;
  forEachLine(text, (raw) => {
    if (raw.length > longest) return;
    const [, id, file, state] = slotLine.exec(raw) ?? [];
    if (id !== undefined && file !== undefined) slots.push([id, file, (state ?? '').trim()]);
    const match = line.exec(raw.replace(/^[>\s]+/, ''));
    const name = match?.[2];
    if (match === null || name === undefined) return;
    const address = match[1] ?? '';
    const attributes = found.get(address) ?? new Map<string, string>();
    attributes.set(name, (match[3] ?? '').trim());
    found.set(address, attributes);
    tells ||= telling.has(name);
  });
  if (!tells) return [];
  for (const attributes of found.values()) addSlot(attributes, slots);
  return [...found]
    .filter(([, attributes]) => [...attributes.keys()].some((name) => telling.has(name)))
    .map(([address, attributes]) => ({ attributes, source: address || source }));
}

/** As `slots/<fid>/<name>`, which is the path in the field table. */
function addSlot(attributes: Map<string, string>, slots: readonly (readonly [string, string, string])[]): void {
  const own = Number(attributes.get('function_id') ?? Number.NaN);
  for (const [id, name, value] of slots) {
    if (Number.parseInt(id, 16) === own) attributes.set(`slots/<fid>/${name}`, value);
  }
}
