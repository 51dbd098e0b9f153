/**
 * What people copy out of sysfs: `attr = value` lines, with or without the address of the function before the
 * attribute, also as `grep -r`, `head` and loops of a shell print them. One text may hold several functions.
 */
import { rawCopyText } from './raw-copies.js';
import type { Input } from './recognise-text.js';
import { SysfsCopies } from './sysfs-copies.js';
import { forEachLine } from './text-lines.js';

/** Attributes of one function as text; names are paths below its folder. */
export interface SysfsText {
  readonly attributes: ReadonlyMap<string, string>;
  /** PCI address of the function, or what the text was read from when it does not say. */
  readonly source: string;
  /** Only its hotplug slot is there: a function in standby has no folder of its own. */
  readonly isSlot: boolean;
}

const line =
  /^(?:sysfs\s+|\.\/)?(?:.*?([0-9a-f]{4,8}:[0-9a-f]{2}:[0-9a-f]{2}\.[0-7])\/)?([a-z_][\w/<>-]*)\s*[=:]\s*(.*)$/;

/** Attributes that only a zPCI function has; a text without any of them is no sysfs text. */
const telling = new Set(['function_id', 'function_handle', 'util_string', 'uid_is_unique', 'mio_enabled']);

/** No line of an attribute is longer: sysfs gives 64 KiB at most, `hex:` doubles them. */
const longest = 1 << 18;

/** A file of the hotplug slot of a function, which has the function id for its name. */
const slotLine = /^(?:slot |.{0,64}\/slots\/)([0-9a-f]{8})\/(\w+) ?[=:] ?(.*)$/;

/** What the folder of a slot is called in the field table. */
const slotFolder = 'slots/<fid>/';

/** The functions in a text, also one with the bytes of binary attributes in it. */
export function readSysfsInput({ bytes, text }: Input, source: string): SysfsText[] {
  const shown = text ?? rawCopyText(bytes);
  return shown === null ? [] : readSysfs(shown, source);
}

/** The functions in a text, in order; none when it is no sysfs text. */
export function readSysfs(text: string, source: string): SysfsText[] {
  // Most texts are not looked at line by line.
  if (![...telling].some((name) => text.includes(name))) return [];
  const found = new SysfsFunctions();
  const copies = new SysfsCopies();
  forEachLine(text, (whole) => {
    if (whole.length > longest) return;
    const raw = copies.joined(whole);
    const [, id, file, state] = slotLine.exec(raw) ?? [];
    if (id !== undefined && file !== undefined) found.addSlot(id, file, state ?? '');
    const match = line.exec(raw.replace(/^[>\s]+/, ''));
    const name = match?.[2];
    if (match !== null && name !== undefined) found.add(match[1] ?? '', name, match[3] ?? '');
  });
  return found.tells ? found.all(source, true) : [];
}

/** Attributes and slots as they are met, by function. */
export class SysfsFunctions {
  readonly #found = new Map<string, Map<string, string>>();
  readonly #slots = new Map<string, Map<string, string>>();
  /** Some attribute is one that only a zPCI function has. */
  tells = false;

  get hasSlots(): boolean {
    return this.#slots.size > 0;
  }

  /** `address` is empty where a text does not say it. */
  add(address: string, name: string, value: string): void {
    const attributes = this.#found.get(address) ?? new Map<string, string>();
    this.#found.set(address, attributes.set(name, value.trim()));
    this.tells ||= telling.has(name);
  }

  /** A file of the slot that is called by the function id. */
  addSlot(id: string, name: string, value: string): void {
    const slot = this.#slots.get(id) ?? new Map<string, string>();
    this.#slots.set(id, slot.set(`${slotFolder}${name}`, value.trim()));
  }

  /** As the capture script writes it, a line for each file. */
  text(): string {
    const lines = [
      ...linesOf(this.#found, (address, name) => `sysfs ${address}/${name}`),
      ...linesOf(this.#slots, (id, name) => `slot ${id}/${name.slice(slotFolder.length)}`),
    ];
    return lines.join('');
  }

  /**
   * Those with a folder, in order, then those that have a slot alone; `source` names what has no address. In a text,
   * lines are of a function when some attribute says so.
   */
  all(source: string, isText = false): SysfsText[] {
    const left = new Map(this.#slots);
    const functions: SysfsText[] = [];
    for (const [address, attributes] of this.#found) {
      if (isText && ![...attributes.keys()].some((name) => telling.has(name))) continue;
      const own = Number(attributes.get('function_id') ?? Number.NaN);
      for (const [id, slot] of this.#slots) {
        if (Number.parseInt(id, 16) !== own) continue;
        for (const [name, value] of slot) attributes.set(name, value);
        left.delete(id);
      }
      functions.push({ attributes, source: address || source, isSlot: false });
    }
    const slots = [...left].map(([id, slot]) => ({
      attributes: new Map([['function_id', `0x${id}`], ...slot]),
      source: `slot ${id}`,
      isSlot: true,
    }));
    return [...functions, ...slots];
  }
}

function linesOf(
  all: ReadonlyMap<string, ReadonlyMap<string, string>>,
  place: (owner: string, name: string) => string,
): string[] {
  return [...all].flatMap(([owner, files]) =>
    [...files].map(([name, value]) => `${place(owner, name)} = ${value.replace(/\s*\n\s*/g, ' | ')}\n`),
  );
}
