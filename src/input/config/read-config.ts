/**
 * What a guest was given, from libvirt's XML or a command line of QEMU. The door of `src/input/config`.
 */
import type { GuestConfig } from '../../model/guest-config.js';
import type { Hint } from '../../model/hints.js';
import { readDomain } from './domain.js';
import { readNodeDevice } from './nodedev.js';
import { isQemuCommand, readQemuCommand } from './qemu-command.js';

/** A guest's configuration, or ids that libvirt has of functions of the host. */
export interface ConfigText {
  readonly config?: GuestConfig;
  readonly hints?: readonly Hint[];
}

/** Behind the declaration, comments and blanks. */
const root = /^\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--[\s\S]{0,4000}?-->\s*)*<(?:!DOCTYPE\s{1,8})?([\w:]{1,64})[\s/>]/;

/**
 * Undefined for a text that is neither.
 * @throws ToolError when XML of libvirt is damaged, or an id is none.
 */
export function readConfig(text: string, source: string): ConfigText | undefined {
  const name = text.includes('<') ? root.exec(text)?.[1] : undefined;
  if (name === 'domain' || name === 'domstatus') return { config: readDomain(text, source) };
  if (name === 'device' && text.includes('<zpci')) return { hints: readNodeDevice(text, source) };
  return isQemuCommand(text) ? { config: readQemuCommand(text, source) } : undefined;
}
