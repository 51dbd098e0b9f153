/** The process: arguments in, exit code out. `bin/zpci-inspect.cjs` starts the bundle of this file. */
import { nodeIo } from '../io/node-io.js';
import { exitCodes } from './exit-codes.js';
import { main } from './main.js';

process.exitCode = exitCodes.bug;
main(process.argv.slice(2), nodeIo()).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    process.stderr.write(`zpci-inspect: internal error\n${String(error)}\n`);
  },
);
