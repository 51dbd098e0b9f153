/** Whether identifiers of an input were replaced, as its capture said: who passes a report on must know. */
export function redactedText(redacted: boolean | undefined): string {
  if (redacted === undefined) return 'nobody says';
  return redacted ? 'yes, as the capture says' : 'no, as the capture says';
}
