import { hexNumber } from '../bytes/hex.js';
import type { GivenFunction, GuestConfig } from '../model/guest-config.js';

/** What a guest was given, in a few words. */
export function givenText({ fid, uid, host, ...properties }: GivenFunction): string {
  const id = (name: string, value: number | undefined, digits: number): string =>
    `${name} ${value === undefined ? 'left open' : hexNumber(value, digits)}`;
  const switches = [
    ['interpret', properties.interpret],
    ['forwarding-assist', properties.forwardingAssist],
    ['relaxed-translation', properties.relaxedTranslation],
  ] as const;
  return [
    id('fid', fid, 8),
    id('uid', uid, 4),
    host === undefined ? 'no function of the host' : `${host} of the host`,
    ...switches.flatMap(([name, value]) => (value === undefined ? [] : [`${name} ${value ? 'on' : 'off'}`])),
  ].join(', ');
}

/** Ids that several functions of one guest were given, one line each: QEMU refuses the second function. */
export function idsGivenTwice({ functions, source }: GuestConfig): string[] {
  return (['fid', 'uid'] as const).flatMap((name) => {
    const lines = new Map<number, number[]>();
    for (const { [name]: id, line } of functions) if (id !== undefined) lines.set(id, [...(lines.get(id) ?? []), line]);
    return [...lines]
      .filter(([, places]) => places.length > 1)
      .map(([id, places]) => {
        const all = [...new Set(places)];
        const where = `line${all.length > 1 ? 's' : ''} ${all.join(', ')} of ${source}`;
        return `${name} ${hexNumber(id, name === 'fid' ? 8 : 4)} is given to ${places.length} functions (${where})`;
      });
  });
}
