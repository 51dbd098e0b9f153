import { hexNumber } from '../bytes/hex.js';
import type { GivenFunction } from '../model/guest-config.js';

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
