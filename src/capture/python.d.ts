/** A Python file is a text: the bundler puts it in as it stands. */
declare module '*.py' {
  const text: string;
  export default text;
}
