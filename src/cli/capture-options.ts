import type { Command } from 'commander';
import type { CaptureCliOptions } from './capture.js';
import type { Session } from './session.js';
import { addExamples, addOutputOptions } from './shared-options.js';

/** Adds the command `capture`. */
export function addCapture(program: Command, session: Session): void {
  const command = program
    .command('capture')
    .description('print a Python script that captures what firmware and VFIO of a host say')
    .option(
      '--redact',
      'a script that replaces identifiers: of functions, users, channels, utility strings, MSI addresses',
    );
  addExamples(addOutputOptions(command), examples).action(async (options: CaptureCliOptions) => {
    const { runCapture } = await import('./capture.js');
    await runCapture(options, session);
  });
}

const examples = `
The script needs Python 3.6 or later and nothing else; read it before you run it. /dev/clp and /dev/vfio need root.
What is busy or denied is noted in the bundle and left alone. With -o - the script writes the bundle to standard output.

Examples:
  zpci-inspect capture > zpci-capture.py
  zpci-inspect capture | ssh host sudo python3 - -o - | zpci-inspect diff -
  zpci-inspect capture --redact | ssh root@host python3 - -o capture.tgz
  mkdir case && tar -xf capture.tgz -C case && zpci-inspect diff case`;
