import { Command, type Option } from 'commander';
import { declareDecode } from './decode-options.js';
import type { PlainCommand, PlainOption } from './plain-line.js';

/**
 * What a plain command line of `decode` may hold, from the declaration of the command. The build works it out
 * (`src/build/worked-out.mjs`), so that the program need not.
 */
export function plainDecode(): PlainCommand {
  const { options } = declareDecode(new Command());
  const plain = options.filter(isPlain).flatMap((option): [string, PlainOption][] => {
    const one = { key: option.attributeName(), takesValue: option.required, choices: option.argChoices };
    return [option.short, option.long].flatMap((name) => (name === undefined ? [] : [[name, one]]));
  });
  const given = options.filter(({ defaultValue }) => defaultValue !== undefined);
  return {
    options: new Map(plain),
    defaults: Object.fromEntries(given.map((option) => [option.attributeName(), option.defaultValue])),
  };
}

/** False where commander does more than to take a text, one of its choices or a flag. */
function isPlain(option: Option): boolean {
  const isParsed = option.parseArg !== undefined && option.argChoices === undefined;
  const isMore = option.variadic || option.optional || option.negate || option.mandatory || option.envVar !== undefined;
  // The name of the output has a say in its format.
  return !isParsed && !isMore && option.attributeName() !== 'output';
}
