/**
 * Texts that people paste in good faith and that cannot hold the bytes: they are recognised, so that the
 * answer is the reason and not a list of formats.
 */
import type { TextLines } from './text-lines.js';

interface WithoutBytes {
  readonly title: string;
  readonly reason: string;
  readonly advice: string;
  matches(text: string): boolean;
}

const capture = 'get the bytes on the host with the script that `zpci-inspect capture` prints';

/** An event of hw/vfio/trace-events with its arguments; the log of QEMU may have process and time before it. */
const vfioTrace = /^(?:\d+@\d+\.\d+:)?vfio_[a-z0-9_]+ +(?:Device |\()?\(?[0-9a-f]{4}:[0-9a-f]{2}:[0-9a-f]{2}\.[0-7]\b/;

const kinds: readonly WithoutBytes[] = [
  {
    title: 'strace of ioctl calls',
    reason: 'strace prints the address of an ioctl buffer, never what is in it',
    advice: `${capture}, or in gdb: dump binary memory`,
    matches: (text) => /\bioctl\((?:0x[0-9a-f]+|\d+)(?:<[^>]*>)?, ?[A-Z_0-9a-fx(]/.test(text),
  },
  {
    title: 'gdb print of no bytes',
    reason: 'gdb prints where the bytes are, or that it has none, and not the bytes',
    advice: 'print bytes: x/<count>xb <address>',
    matches: (text) => /^\$\d+ = (?:<|\([^)]*\*+\)? ?0x|0x[0-9a-f]+ <|\(.*\*\)?.*\) 0x)/.test(text),
  },
  {
    title: 'a debugger without access',
    reason: 'the memory could not be read, so its bytes are not in the text',
    advice: 'look for the right address, and for a dump that includes it',
    matches: (text) => /Cannot access memory|^rd: (?:seek|read|page|invalid)/.test(text),
  },
  {
    title: 'a hex dump without offsets',
    reason: 'nothing in it shows a line that is missing or out of its place',
    advice: 'print with DUMP_PREFIX_OFFSET; or, when all lines are here, keep only the hex digits of each',
    matches: (text) => {
      const at = text.search(/: (?:[0-9a-f]{2} ){7}[0-9a-f]{2}(?: |$)/i);
      return at >= 0 && /[^0-9a-fx]/i.test(text.slice(0, at).split(/\s/).at(-1) ?? '');
    },
  },
  {
    title: 'JSON of zpci-inspect',
    reason: 'this is a result, and no dump',
    advice: 'zpci-inspect encode makes the bytes of a block again',
    matches: (text) => /"schema": ?"zpci-inspect\/decode@/.test(text),
  },
  {
    title: 'QEMU trace',
    reason: 'a trace line holds a few decoded numbers, never the block',
    advice: `${capture}, or in gdb on QEMU: x/384xb`,
    matches: (text) => /(?:^|[\s:])s390_pci_[a-z0-9_]+[\s:]/.test(text) || vfioTrace.test(text),
  },
  {
    title: 's390dbf sprintf view',
    reason: 'the pci_msg log holds sentences with a few numbers, never the block',
    advice: capture,
    matches: (text) => /^\s*\d+ \d+:\d+ \d [*\- ] ?\d+ (?:0x)?[0-9a-f]+ +[^\s|]/i.test(text) && !/ \| /.test(text),
  },
];

/** Where such a text stands and what to do instead; null when there is none. */
export function recogniseWithoutBytes(lines: TextLines) {
  for (const line of lines) {
    const text = line.text.slice(0, 1024);
    const kind = kinds.find((each) => each.matches(text));
    if (kind !== undefined) return { line: line.number, ...kind };
  }
  return null;
}
