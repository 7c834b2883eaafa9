/** Next's ambient types, without the file that its build writes. */
/// <reference types="next" />

declare module '*.woff2?address' {
  const address: string
  export default address
}
