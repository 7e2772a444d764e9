/** What is used here of the Node module that workerd has under `nodejs_compat`; the types of Workers lack it. */
declare module 'node:crypto' {
  interface Hash {
    update(text: string): Hash
    digest(encoding: 'hex'): string
  }
  export function createHash(algorithm: 'sha256'): Hash
}
