/**
 * What the two kinds of files with user tables are called.
 */

export const layoutsSchema = 'zpci-inspect/layouts@1';
export const viewsSchema = 'zpci-inspect/views@1';
