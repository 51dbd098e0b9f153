/**
 * JSON as text. Results hold text from files, and JSON is printed on terminals and into logs of a CI too.
 */

/** C0, DEL, C1, soft hyphen, zero-width and bidirectional controls, line separators, tags, lone surrogates. */
export const dangerous =
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|\udb40[\udc00-\udc7f]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** Only these need a second look. */
const suspect = /[\u007f-\uffff]|##/;

/**
 * `JSON.stringify`, with what could steer a terminal or a CI as escapes inside the strings: the value is the same.
 * Line ends of indented JSON are the only control characters.
 */
export function jsonText(value: unknown, indent?: number): string {
  const text = JSON.stringify(value, null, indent);
  if (!suspect.test(text)) return text;
  return text
    .replace(dangerous, (chars) => (chars === '\n' ? chars : escapes(chars)))
    .replace(command, (chars) => `#${escapes('#')}${chars.slice(2)}`);
}

/** The older form of workflow commands, which is read anywhere in a line. */
const command = /##(?=\w*\[)/g;

function escapes(chars: string): string {
  return Array.from({ length: chars.length }, (_, i) => `\\u${chars.charCodeAt(i).toString(16).padStart(4, '0')}`).join(
    '',
  );
}
