/** Threads: the program's side and the thread's side. */
import { join } from 'node:path';
import { parentPort, Worker as Thread, type TransferListItem, workerData } from 'node:worker_threads';
import { ToolError } from '../model/errors.js';
import type { Worker } from '../model/ports.js';
import { codeOf } from './reasons.js';

interface Numbered<T> {
  readonly number: number;
  readonly body: T;
}

interface Failure {
  readonly number: number;
  readonly failed: string;
}

const noThread = 'no thread can be started: the system gives no memory for one; give fewer --jobs, or leave it out';

/** Starts the script at a path in a thread. */
export type ThreadStart = (path: string, options: { readonly workerData: unknown }) => Thread;

function newThread(start: ThreadStart, path: string, data: unknown): Thread {
  try {
    return start(path, { workerData: data });
  } catch (error) {
    throw codeOf(error) === 'EAGAIN' || String(error).includes('EAGAIN') ? new ToolError(noThread) : error;
  }
}

/**
 * Starts the piece of the program called `name` in a thread of its own; `data` is what it begins with.
 * @throws ToolError when no thread can be started; where that shows later, it is what waiting answers are rejected with.
 */
export function startWorker<Order, Answer>(
  name: string,
  data: unknown,
  start: ThreadStart = (path, options) => new Thread(path, options),
): Worker<Order, Answer> {
  const thread = newThread(start, join(__dirname, `${name}.cjs`), data);
  const waiting = new Map<number, { resolve: (answer: Answer) => void; reject: (error: Error) => void }>();
  let count = 0;
  let isStopped = false;
  const fail = (error: Error): void => {
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  };
  thread.on('message', (message: Numbered<Answer> | Failure) => {
    const asked = waiting.get(message.number);
    waiting.delete(message.number);
    if ('failed' in message) asked?.reject(new Error(message.failed));
    else asked?.resolve(message.body);
  });
  thread.on('error', (error) => {
    const reason = codeOf(error).startsWith('ERR_WORKER') ? new ToolError(noThread) : error;
    fail(reason instanceof Error ? reason : new Error(String(reason)));
  });
  thread.on('exit', () => isStopped || fail(new Error(`the thread ${name} ended`)));
  return {
    post: (order, transfer) => thread.postMessage({ number: 0, body: order }, transfer),
    ask: (order, transfer) =>
      new Promise((resolve, reject) => {
        count++;
        waiting.set(count, { resolve, reject });
        thread.postMessage({ number: count, body: order }, transfer);
      }),
    stop: async () => {
      isStopped = true;
      await thread.terminate();
    },
  };
}

/** What a thread answers to an order; null for an order without an answer. */
type Handler<Order, Answer> = (
  order: Order,
) => Promise<{ readonly answer: Answer; readonly transfer: TransferListItem[] } | null>;

/** In the thread: `begin` gets what the thread was started with and returns what handles the orders, in their order. */
export function serveWorker<Data, Order, Answer>(begin: (data: Data) => Promise<Handler<Order, Answer>>): void {
  const port = parentPort;
  if (port === null) throw new Error('not a thread');
  let last: Promise<unknown> = Promise.resolve();
  const handler = begin(workerData);
  port.on('message', ({ number, body }: Numbered<Order>) => {
    last = last.then(async () => {
      try {
        const done = await (await handler)(body);
        if (done !== null) port.postMessage({ number, body: done.answer }, done.transfer);
      } catch (error) {
        port.postMessage({ number, failed: error instanceof Error ? (error.stack ?? error.message) : String(error) });
      }
    });
  });
}
