/**
 * Arguments of QEMU that say which zPCI functions a guest gets: `-device zpci,uid=17,fid=16,target=hostdev0`, and the
 * same as JSON.
 */

import type { GivenFunction, GuestConfig } from '../../model/guest-config.js';
import { own } from '../../model/own.js';
import { givenId, givenSwitch, hostAddress } from './numbers.js';

export interface Word {
  readonly text: string;
  readonly line: number;
}

/** Properties of the zpci device. */
export type Properties = Pick<GivenFunction, 'interpret' | 'forwardingAssist' | 'relaxedTranslation'>;

type Options = Readonly<Record<string, string>>;

/** As a guest has them, from what a device or a global says. */
export function propertiesOf(value: (name: string) => string | undefined): Properties {
  return {
    interpret: givenSwitch(value('interpret')),
    forwardingAssist: givenSwitch(value('forwarding-assist')),
    relaxedTranslation: givenSwitch(value('relaxed-translation')),
  };
}

/** Version of `s390-ccw-virtio-9.1`. */
export function machineVersion(text: string | undefined): string | undefined {
  return /s390-ccw-virtio-(\d{1,3}\.\d{1,3})/.exec(text ?? '')?.[1];
}

/** What the arguments give; `globals` hold where a device says nothing. @throws ToolError when an id is none. */
export function readArguments(
  words: readonly Word[],
): Pick<GuestConfig, 'functions' | 'machine'> & { readonly globals: Properties } {
  const devices: { readonly options: Options; readonly line: number }[] = [];
  const globals: Record<string, string> = {};
  let machine: string | undefined;
  for (const [i, { text: option }] of words.entries()) {
    const value = words[i + 1];
    if (value === undefined) continue;
    if (/^--?device$/.test(option)) devices.push({ options: optionsOf(value.text, 'driver'), line: value.line });
    if (/^(?:-M|--?machine)$/.test(option)) machine = machineVersion(value.text) ?? machine;
    const [, name, state] = /^--?global$/.test(option) ? (/^zpci\.([\w-]+)=(\w+)$/.exec(value.text) ?? []) : [];
    if (name !== undefined && state !== undefined) Object.assign(globals, { [name]: state });
  }
  const shared = propertiesOf((name) => own(globals, name));
  const hosts = new Map<string, string | undefined>();
  for (const { options } of devices)
    if (/^vfio-pci/.test(own(options, 'driver') ?? ''))
      hosts.set(own(options, 'id') ?? '', hostAddress(own(options, 'host') ?? own(options, 'sysfsdev')));
  const functions = devices.flatMap(({ options, line }): GivenFunction[] => {
    if (own(options, 'driver') !== 'zpci') return [];
    const said = propertiesOf((name) => own(options, name));
    return [
      {
        line,
        fid: givenId('fid', own(options, 'fid'), line),
        uid: givenId('uid', own(options, 'uid'), line),
        host: hosts.get(own(options, 'target') ?? ''),
        interpret: said.interpret ?? shared.interpret,
        forwardingAssist: said.forwardingAssist ?? shared.forwardingAssist,
        relaxedTranslation: said.relaxedTranslation ?? shared.relaxedTranslation,
      },
    ];
  });
  return { functions, machine, globals: shared };
}

/** `zpci,uid=17` or `{"driver":"zpci","uid":17}`; the first word of the former is called `first`. */
export function optionsOf(text: string, first: string): Options {
  if (text.startsWith('{')) return jsonOptions(text);
  // A comma in a value is written twice.
  const parts = text.replaceAll(',,', '\0').split(',');
  return Object.fromEntries(
    parts.map((part, i): [string, string] => {
      const plain = part.replaceAll('\0', ',');
      const at = plain.indexOf('=');
      if (at < 0) return i === 0 ? [first, plain] : [plain, 'on'];
      return [plain.slice(0, at), plain.slice(at + 1)];
    }),
  );
}

function jsonOptions(text: string): Options {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null) return {};
    return Object.fromEntries(
      Object.entries(value).flatMap(([key, one]): [string, string][] =>
        typeof one === 'object' ? [] : [[key, String(one)]],
      ),
    );
  } catch {
    return {};
  }
}
