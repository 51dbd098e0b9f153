/** The struct as Kaitai Struct reads it: query-fn.ksy (YAML, written as JSON), compiled here. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { compileFunction } from 'node:vm';
import KaitaiStructCompiler from 'kaitai-struct-compiler';

const require = createRequire(import.meta.url);

/** The class that the compiler makes, and the stream of the runtime. */
export async function compileKaitai() {
  const description = JSON.parse(readFileSync(new URL('query-fn.ksy', import.meta.url), 'utf8'));
  const files = await KaitaiStructCompiler.compile('javascript', description, undefined, false);
  const exports = {};
  compileFunction(files['QueryFn.js'], ['exports', 'require'])(exports, require);
  return { QueryFn: exports.QueryFn.QueryFn ?? exports.QueryFn, KaitaiStream: require('kaitai-struct/KaitaiStream') };
}
