// Writes the JSON Schemas of the files that people write for `check`, from the valibot schemas that check them.
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { toJsonSchema } from '@valibot/to-json-schema';
import { importSources, writeGenerated } from './write-generated.mjs';

const biome = createRequire(import.meta.url).resolve('@biomejs/biome/bin/biome');

const files = [
  {
    file: 'manifest-1.json',
    from: 'load/manifest.ts',
    schema: 'manifest',
    id: 'manifestSchema',
    title: 'manifest.json of a case',
  },
  {
    file: 'allow-1.json',
    from: 'check/allow-list.ts',
    schema: 'allowList',
    id: 'allowSchema',
    title: 'allow.json beside cases',
  },
];

function formatted(path, text) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [biome, 'format', `--stdin-file-path=${path}`], {
    input: text,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(stderr);
  return stdout;
}

for (const { file, from, schema, id, title } of files) {
  const exports = await importSources(from);
  const { $schema: _, ...body } = toJsonSchema(exports[schema], { errorMode: 'ignore', target: 'draft-2020-12' });
  const whole = { $schema: 'https://json-schema.org/draft/2020-12/schema', $id: exports[id], title, ...body };
  const path = `model/schema/${file}`;
  writeGenerated(path, formatted(`src/${path}`, JSON.stringify(whole, null, 2)));
}
