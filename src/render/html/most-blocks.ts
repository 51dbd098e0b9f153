/** Blocks on one page; a browser can bear no more. */
export const mostBlocks = 500;
