/** The XML of a libvirt domain: its PCI devices with `<zpci uid= fid=/>`. */
import type { GivenFunction, GuestConfig } from '../../model/guest-config.js';
import { givenId, givenSwitch } from './numbers.js';
import { machineVersion, type Properties, propertiesOf, readArguments } from './qemu-arguments.js';
import { type Element, readXml } from './xml.js';

interface Open {
  readonly line: number;
  fid?: number | undefined;
  uid?: number | undefined;
  host?: string | undefined;
}

/** @throws ToolError when it is no XML, or an id in it is none. */
export function readDomain(text: string, source: string): GuestConfig {
  const functions: GivenFunction[] = [];
  const words: { readonly text: string; readonly line: number }[] = [];
  /** By alias of a zpci device. */
  const overrides = new Map<string, Map<string, string>>();
  let machine: string | undefined;
  let device: Open | undefined;
  readXml(text, {
    open: (path) => {
      const [element, parent] = [path.at(-1), path.at(-2)];
      if (element === undefined) return;
      const { name, attributes, line } = element;
      if (parent?.name === 'devices') device = { line };
      if (name === 'type' && parent?.name === 'os') machine = machineVersion(attributes.get('machine'));
      if (device !== undefined && name === 'address' && parent?.name === 'source') device.host = addressOf(attributes);
      if (device !== undefined && name === 'zpci' && parent?.name === 'address') {
        device.fid = givenId('fid', attributes.get('fid'), line);
        device.uid = givenId('uid', attributes.get('uid'), line);
      }
      if (name === 'qemu:arg') words.push({ text: attributes.get('value') ?? '', line });
      if (name === 'qemu:property') addOverride(overrides, path, attributes);
    },
    close: (path) => {
      if (path.at(-2)?.name !== 'devices' || device === undefined) return;
      const isFunction = device.fid !== undefined || device.uid !== undefined || device.host !== undefined;
      if (isFunction) functions.push(device);
      device = undefined;
    },
  });
  const { globals, ...more } = readArguments(words);
  const given = functions.map((one) => {
    const own = overrides.get(`zpci${one.uid}`);
    return { ...globals, ...(own === undefined ? {} : withoutOpen(propertiesOf((name) => own.get(name)))), ...one };
  });
  return { source, functions: [...given, ...more.functions], machine: machine ?? more.machine, errors: [] };
}

/** `<address domain='0x0037' bus='0x00' slot='0x00' function='0x0'/>` as sysfs writes it. */
function addressOf(attributes: Element['attributes']): string | undefined {
  const parts = ['domain', 'bus', 'slot', 'function'].map((name) => Number(attributes.get(name) ?? Number.NaN));
  if (parts.some((part) => !Number.isInteger(part) || part < 0)) return undefined;
  const [domain, bus, slot, fn] = parts.map((part, i) => part.toString(16).padStart([4, 2, 2, 1][i] ?? 0, '0'));
  return `${domain}:${bus}:${slot}.${fn}`;
}

/** `<qemu:device alias='zpci17'><qemu:frontend><qemu:property name='interpret' type='bool' value='false'/>`. */
function addOverride(
  overrides: Map<string, Map<string, string>>,
  path: readonly Element[],
  attributes: Element['attributes'],
): void {
  const alias = path.findLast(({ name }) => name === 'qemu:device')?.attributes.get('alias');
  const [name, value] = [attributes.get('name'), attributes.get('value')];
  if (alias === undefined || name === undefined || value === undefined) return;
  if (givenSwitch(value) === undefined) return;
  overrides.set(alias, (overrides.get(alias) ?? new Map()).set(name, value));
}

function withoutOpen(properties: Properties): Properties {
  return Object.fromEntries(Object.entries(properties).filter(([, value]) => value !== undefined));
}
