/** What to do about rows that do not follow one another. */
export const splitAdvice = 'paste the missing lines, or give --partial to read the parts as separate blocks';
export const twiceAdvice = 'two dumps in one text need a blank line or a line of words between them';
export const overlapAdvice = 'mend the offset, or take out the line that is there twice';
export const wrapAdvice = 'if a mail program broke the lines, join them again';
export const sortAdvice = 'bring the lines of each prefix together (grep), with a blank line between two dumps';
export const stampAdvice = 'take out what differs from line to line, such as a time stamp';
export const beginAdvice = 'paste the lines before it, or give --partial if the block begins here';
