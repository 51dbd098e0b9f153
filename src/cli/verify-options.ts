import type { Command } from 'commander';
import { pageFormats } from '../render/formats.js';
import type { Session } from './session.js';
import { addExamples, addOutputOptions, failOnOption, formatOption } from './shared-options.js';
import { addTableOptions } from './tables.js';
import type { VerifyCliOptions } from './verify.js';

/** Adds the command `verify`. */
export function addVerify(program: Command, session: Session): void {
  const command = program
    .command('verify')
    .description("hold the tables against a kernel's own description of its structs (BTF)")
    .argument(
      '[path...]',
      "a folder as /sys/kernel/btf, which is the default; files, the kernel's first; or a capture with kernel.btf",
    )
    .option('--linux <version>', 'version of the kernel, where the files do not tell')
    .addOption(formatOption(pageFormats).default('table'))
    .addOption(failOnOption('error', 'exit 1 at differences of this severity; warning counts new members, too'));
  addExamples(addOutputOptions(addTableOptions(command)), examples).action(
    async (paths: string[], options: VerifyCliOptions) => {
      const { runVerify } = await import('./verify.js');
      await runVerify(paths, options, session);
    },
  );
}

const examples = `
Examples:
  zpci-inspect verify                                  the running kernel
  zpci-inspect verify vmlinux vfio-pci-core.ko         a kernel that was built, and a module
  gcc -gbtf -c uapi.c && zpci-inspect verify uapi.o --linux 7.4     a patch of a header, before it is sent
  zpci-inspect verify capture.tgz --format json | jq '.structs[] | select(.verdict == "differs")'`;
