/** `--jobs` where no thread can be started: the system refuses one at once, or the thread has no memory to begin with. */
import { Worker as Thread } from 'node:worker_threads';
import { expect, test } from 'vitest';
import { main } from '../../src/cli/main.js';
import { nodeIo } from '../../src/io/node-io.js';
import { startWorker, type ThreadStart } from '../../src/io/worker.js';
import { root } from '../support/run.js';

const block = `${root}fixtures/three-views/net-group5/firmware-query-fn.bin`;

const starts: readonly (readonly [string, ThreadStart])[] = [
  [
    'at once, as Node throws it where pthread_create fails',
    () => {
      throw Object.assign(new Error('Worker initialization failure: EAGAIN'), { code: 'ERR_WORKER_INIT_FAILED' });
    },
  ],
  [
    'later, as Node tells it of a heap that is too small',
    () => new Thread('setInterval(() => 0, 1)', { eval: true, resourceLimits: { maxOldGenerationSizeMb: 1 } }),
  ],
];

test.each(starts)('a thread that is refused %s', async (_how, start) => {
  let stderr = '';
  const written: unknown[] = [];
  const status = await main(['decode', '--format', 'ndjson', '--type', 'clp_rsp_query_pci', '--jobs', '2', block], {
    ...nodeIo(),
    startWorker: async (name, data) => startWorker(name, data, start),
    stdout: async (text) => written.push(text) > 0,
    stderr: (text) => {
      stderr += text;
    },
  });
  expect({ status, written, stderr }).toEqual({
    status: 2,
    written: [],
    stderr:
      'zpci-inspect: no thread can be started: the system gives no memory for one; give fewer --jobs, or leave it out\n',
  });
});
