import { captureScript } from '../capture/capture-script.js';
import { type OutputOptions, writeResult } from './output.js';
import type { Session } from './session.js';

export interface CaptureCliOptions extends OutputOptions {
  readonly redact?: true;
}

/** Prints the script that captures a host. */
export async function runCapture(options: CaptureCliOptions, { io }: Session): Promise<void> {
  await writeResult(captureScript({ redact: options.redact === true }), options, io);
}
