/** The XML of a node device of libvirt (`virsh nodedev-dumpxml`): a PCI function of the host with its ids. */
import type { Hint } from '../../model/hints.js';
import { givenId } from './numbers.js';
import { readXml } from './xml.js';

/** The functions that have ids. @throws ToolError when it is no XML, or an id in it is none. */
export function readNodeDevice(text: string, source: string): Hint[] {
  const found: Hint[] = [];
  const numbers = new Map<string, number>();
  let ids: { fid: number | undefined; uid: number | undefined; line: number } | undefined;
  readXml(text, {
    open: (path) => {
      const element = path.at(-1);
      if (element?.name === 'capability' && path.length === 2) numbers.clear();
      if (element?.name !== 'zpci') return;
      const { attributes, line } = element;
      ids = {
        fid: givenId('fid', attributes.get('fid'), line),
        uid: givenId('uid', attributes.get('uid'), line),
        line,
      };
    },
    text: (path, content) => {
      const name = path.at(-1)?.name ?? '';
      if (path.at(-2)?.name === 'capability' && /^\d{1,8}$/.test(content.trim())) numbers.set(name, Number(content));
    },
    close: (path) => {
      if (path.at(-1)?.name !== 'capability' || ids === undefined) return;
      const [domain, bus, slot, fn] = ['domain', 'bus', 'slot', 'function'].map((name) => numbers.get(name) ?? 0);
      const two = (value = 0): string => value.toString(16).padStart(2, '0');
      const address = `${(domain ?? 0).toString(16).padStart(4, '0')}:${two(bus)}:${two(slot)}.${fn ?? 0}`;
      const { fid, uid, line } = ids;
      const event = 'node device of libvirt';
      found.push({
        log: 'virsh nodedev',
        source,
        line,
        event,
        address,
        function: fid,
        numbers: uid === undefined ? {} : { uid },
      });
      ids = undefined;
    },
  });
  return found;
}
