/** A Markdown file is a text: the bundler puts it in as it stands. */
declare module '*.md' {
  const text: string;
  export default text;
}
