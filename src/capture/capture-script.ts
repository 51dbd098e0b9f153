/// <reference path="./python.d.ts" />
import script from './capture.py';

const switchedOff = /^REDACT = False(?= )/m;

/** The script that captures a host; with `redact` it replaces identifiers by itself. */
export function captureScript(options: { readonly redact: boolean }): string {
  if (!switchedOff.test(script)) throw new Error('the capture script has no switch for redaction');
  return options.redact ? script.replace(switchedOff, 'REDACT = True') : script;
}
