import { madeElf } from '../../btf/write-btf.js';
import { runChecked } from '../checked-run.js';
import { hold } from '../finding.js';
import { mutateBytes } from '../mutate-bytes.js';
import { judgeKernelQuick } from '../quick/quick-kernel.js';
import type { Maker } from '../trial.js';

/** Microseconds of processor time that damaged types may take. */
const mostTime = 1_000_000;

/** Types of a kernel, raw or in an ELF file, damaged. */
export const kernelTrial: Maker = (corpus, random) => {
  const from = random.pick(corpus.kernels);
  const isElf = from.name.endsWith('.btf') && random.once(3);
  const wide = random.once(2);
  const bytes = isElf
    ? madeElf({ '.text': new Uint8Array(5), '.BTF': from.bytes }, { order: from.endian, wide })
    : from.bytes;
  const whole = { name: from.name, type: 'btf', endian: from.endian, bytes, steering: headsOf(bytes) } as const;
  const mutant = mutateBytes(whole, random, corpus.blocks);
  const block = random.pick(corpus.blocks);
  const tag = random.pick(['zpci_dev', 'zpci_fmb', 'clp_rsp_query_pci', 'vfio_device_info_cap_zpci_base']);
  const verify = ['verify', 'k', '--format', random.pick(['json', 'table', 'markdown'])];
  const commands = random.once(3) ? [verify, ['fields', '--btf', 'k', tag, '--export', '-q']] : [verify];
  return {
    kind: 'kernel',
    about: from.name,
    mutations: mutant.done,
    target: 'k',
    files: new Map([['k', mutant.bytes]]),
    plan: commands,
    real: verify,
    quick: (files) => judgeKernelQuick(files.get('k') ?? mutant.bytes, block),
    judge: async (files) => {
      for (const argv of commands) {
        const before = process.cpuUsage();
        const run = await runChecked(argv, files);
        hold(run.code === 2 || run.text !== '', 'silent-kernel', () => `${argv.join(' ')}: nothing on standard output`);
        const lines = run.stderr.split('\n').length - 1;
        hold(run.code !== 2 || lines <= 2, 'many-lines', () => `${argv.join(' ')}: ${lines} lines`);
        const { user, system } = process.cpuUsage(before);
        hold(user + system < mostTime, 'slow-kernel', () => `${argv.join(' ')}: ${user + system} us`);
      }
    },
  };
};

/** Words of headers and of the first types. */
function headsOf(bytes: Uint8Array): { at: number; size: number }[] {
  return Array.from({ length: Math.min(400, Math.floor(bytes.length / 4)) }, (_, i) => ({ at: i * 4, size: 4 }));
}
