/** The process: arguments in, exit code out. `bin/zpci-inspect.cjs` starts the bundle of this file. */
import { nodeIo } from '../io/node-io.js';
import { exitCodes } from './exit-codes.js';
import { bugReport, main } from './main.js';

process.exitCode = exitCodes.bug;
const io = nodeIo();
// Node itself would end with 1, which means that something was found.
process.on('uncaughtException', (error) => {
  io.stderr(bugReport(error));
  process.exit(exitCodes.bug);
});
main(process.argv.slice(2), io).then((code) => {
  process.exitCode = code;
});
