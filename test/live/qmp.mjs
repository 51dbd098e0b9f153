/**
 * Commands to the machine from outside: the monitor of QEMU, one JSON object a line (QMP).
 */
import { once } from 'node:events';
import { createConnection } from 'node:net';
import { createInterface } from 'node:readline';

/** What the monitor says to each command, and what it tells of its own accord. */
export class Monitor {
  #socket;
  #lines;

  static async open(path) {
    const monitor = new Monitor();
    monitor.#socket = createConnection(path);
    await once(monitor.#socket, 'connect');
    monitor.#lines = createInterface({ input: monitor.#socket })[Symbol.asyncIterator]();
    await monitor.run('qmp_capabilities');
    return monitor;
  }

  /** @throws Error with what QEMU says against it. */
  async run(execute, args = {}) {
    this.#socket.write(`${JSON.stringify({ execute, arguments: args })}\n`);
    const { error } = await this.#next((message) => 'return' in message || 'error' in message);
    if (error !== undefined) throw new Error(`${execute} ${JSON.stringify(args)}: ${error.desc}`);
  }

  /** Until the device is gone, which its guest has to let go. */
  async deleted(device) {
    await this.#next(({ event, data }) => event === 'DEVICE_DELETED' && data.device === device);
  }

  async #next(isWanted) {
    for (;;) {
      const { value, done } = await this.#lines.next();
      if (done) throw new Error('QEMU closed its monitor');
      const message = JSON.parse(value);
      if (isWanted(message)) return message;
    }
  }

  close() {
    this.#socket.end();
  }
}
