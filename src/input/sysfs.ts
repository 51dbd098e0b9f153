/**
 * What people copy out of sysfs: `attr = value` lines, with or without the address of the function before the
 * attribute. One text may hold several functions.
 */

/** Attributes of one function; names are paths below its folder. */
export interface SysfsFunction {
  /** `1234:00:00.0`, or empty when the text does not say. */
  readonly address: string;
  readonly attributes: ReadonlyMap<string, string>;
  /** Lines of the text, counted from 1. */
  readonly lines: { readonly first: number; readonly last: number };
}

const line = /^(?:sysfs\s+)?(?:.*?([0-9a-f]{4,8}:[0-9a-f]{2}:[0-9a-f]{2}\.[0-7])\/)?([a-z_][\w/<>-]*)\s*[=:]\s*(.*)$/;

/** Attributes that only a zPCI function has; a text without any of them is no sysfs text. */
const telling = /^(function_id|function_handle|util_string|uid_is_unique|mio_enabled)$/;

/** A file of the hotplug slot of a function, which has the function id for its name. */
const slotLine = /^slot ([0-9a-f]{8})\/(\w+) = (.*)$/;

/** The functions in a text, in order; null when it is no sysfs text. */
export function readSysfs(text: string): readonly SysfsFunction[] | null {
  const found = new Map<string, { attributes: Map<string, string>; first: number; last: number }>();
  const slots: (readonly [id: string, name: string, value: string])[] = [];
  let tells = false;
  for (const [i, raw] of text.split(/\r?\n/).entries()) {
    const [, id, file, state] = slotLine.exec(raw) ?? [];
    if (id !== undefined && file !== undefined) slots.push([id, file, (state ?? '').trim()]);
    const match = line.exec(raw.replace(/^[>\s]+/, ''));
    const name = match?.[2];
    if (match === null || name === undefined) continue;
    const address = match[1] ?? '';
    const entry = found.get(address) ?? { attributes: new Map<string, string>(), first: i + 1, last: i + 1 };
    entry.attributes.set(name, (match[3] ?? '').trim());
    entry.last = i + 1;
    found.set(address, entry);
    tells ||= telling.test(name);
  }
  if (!tells) return null;
  for (const { attributes } of found.values()) addSlot(attributes, slots);
  return [...found]
    .filter(([, entry]) => [...entry.attributes.keys()].some((name) => telling.test(name)))
    .map(([address, { attributes, first, last }]) => ({ address, attributes, lines: { first, last } }));
}

/** As `slots/<fid>/<name>`, which is the path in the field table. */
function addSlot(attributes: Map<string, string>, slots: readonly (readonly [string, string, string])[]): void {
  const own = Number(attributes.get('function_id') ?? Number.NaN);
  for (const [id, name, value] of slots) {
    if (Number.parseInt(id, 16) === own) attributes.set(`slots/<fid>/${name}`, value);
  }
}
