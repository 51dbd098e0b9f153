/**
 * Files that hold no table at all: broken JSON, with line and column.
 */
import { describe, expect, it } from 'vitest';
import { complaint, goodLayouts } from './support.js';

const invalid = 'layouts.json: no valid file of layouts';

describe('the text of the file', () => {
  const text = JSON.stringify(goodLayouts, null, 2);
  it.each<[string, string | Uint8Array, string]>([
    ['empty', '', 'the file is empty'],
    ['blanks only', ' \n ', 'line 2, column 2: a value is expected, not the end of the file'],
    ['not UTF-8', Uint8Array.of(0x7b, 0xff, 0x7d), 'the file is no text in UTF-8'],
    ['cut off', text.slice(0, 40), 'line 3, column 3: a text without its closing quote'],
    ['a text cut off', '{"schema": "zpci', 'line 1, column 12: a text without its closing quote'],
    ['a comma too many', '{\n  "layouts": [],\n}', 'line 3, column 1: a comma before "}"'],
    ['a comma too few', '{"a": 1 "b": 2}', 'line 1, column 9: "," or "}" is expected, not "\\""'],
    ['a comment', '// mine\n{}', 'line 1, column 1: a value is expected, not a comment'],
    ['a key without quotes', '{schema: 1}', 'line 1, column 2: a key in double quotes is expected, not schema'],
    ['no colon', '{"schema" 1}', 'line 1, column 11: ":" after the key "schema" is expected, not 1'],
    ['hex without quotes', '{"size": 0x18}', 'line 1, column 10: write 0x18 in double quotes: "0x18"'],
    ['single quotes', "{'schema': 1}", 'line 1, column 2: a key in double quotes is expected, not "\'"'],
    ['a word', '{"a": True}', 'line 1, column 7: a value is expected, not True'],
    ['a control character', '{"a": "\u0007"}', 'line 1, column 7: a control character or an unknown escape in a text'],
    ['two values', '{} {}', 'line 1, column 4: the table ends before "{"'],
    ['nested too deep', '['.repeat(1000), 'line 1, column 34: nested deeper than 32 levels'],
    ['too large', new Uint8Array(4194305).fill(0x20), '4194305 bytes; a file of tables has at most 4194304'],
  ])('%s', async (_what, content, message) => {
    expect(await complaint(content)).toEqual([invalid, message]);
  });

  it('a key that stands twice', async () => {
    const twice = text.replace('"size": 24,', '"size": 24, "size": 32,');
    expect(await complaint(twice)).toEqual([invalid, 'layouts[0].size: the key stands there twice']);
  });

  it.each<[string, string]>([
    ['a list', '[]'],
    ['a number', '7'],
    ['null', 'null'],
  ])('%s instead of an object', async (what, content) => {
    const given = what === 'a list' ? 'a list' : content;
    expect(await complaint(content)).toEqual([invalid, `an object is expected, not ${given}`]);
  });
});
