import { ToolError } from '../../model/errors.js';

/** Largest values of the ids that a guest sees; a uid of 0 says that there is none. */
const ranges = { fid: [0, 0xffff_ffff], uid: [1, 0xffff] } as const;

/**
 * An id as strtoul reads it with base 0: 0x is hex, a leading 0 octal. Undefined when it is left open.
 * @throws ToolError when it is none.
 */
export function givenId(name: 'fid' | 'uid', text: string | undefined, line: number): number | undefined {
  if (text === undefined) return undefined;
  const octal = /^0[0-7]+$/.test(text);
  const isNumber = octal || /^(?:0x[0-9a-f]{1,16}|0|[1-9]\d{0,15})$/i.test(text);
  const value = isNumber ? Number(octal ? `0o${text}` : text) : Number.NaN;
  const [least, most] = ranges[name];
  if (value >= least && value <= most) return value;
  const range = `from ${least} to 0x${most.toString(16)}`;
  throw new ToolError(`line ${line}: ${name} '${text.slice(0, 32)}' is no number ${range}`);
}

/** A switch as QEMU reads it; undefined when it is left open, or is none. */
export function givenSwitch(text: string | undefined): boolean | undefined {
  if (text === undefined) return undefined;
  if (/^(?:on|yes|true|y)$/i.test(text)) return true;
  return /^(?:off|no|false|n)$/i.test(text) ? false : undefined;
}

/** `0037:00:00.0` from what QEMU takes, which may leave out the domain. */
export function hostAddress(text: string | undefined): string | undefined {
  const [, domain = '0', rest] =
    /^(?:.*\/)?(?:([0-9a-f]{1,8}):)?([0-9a-f]{2}:[0-9a-f]{2}\.[0-7])$/i.exec(text ?? '') ?? [];
  return rest === undefined ? undefined : `${domain.padStart(4, '0')}:${rest}`.toLowerCase();
}
